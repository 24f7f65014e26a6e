import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FixtureSession } from '#client/view/fixture.ts';
import './tilth-projector-link.ts';
import type { TilthProjectorLink } from './tilth-projector-link.ts';

let session: FixtureSession;
let part: TilthProjectorLink;

beforeEach(async () => {
  session = new FixtureSession('facilitator');
  part = document.createElement('tilth-projector-link');
  part.session = session;
  document.body.append(part);
  await part.updateComplete;
});
afterEach(() => part.remove());

function make(name: string): void {
  const field = part.renderRoot.querySelector('input') as HTMLInputElement;
  field.value = name;
  part.renderRoot.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
}

it.each([
  ['Hall', 'Hall'],
  ['  ', 'Projector'],
])('named %j it makes a viewer’s link called %s, which opens the wall', async (name, label) => {
  const access = vi.spyOn(session, 'access');
  make(name);
  const link = await vi.waitUntil(() => part.renderRoot.querySelector('tilth-link'));
  expect(access).toHaveBeenCalledExactlyOnceWith({ type: 'link.mint', role: 'viewer', label });
  expect(link.url).toBe(`${location.origin}/b/${session.snapshot.board}?view=wall#key=fixture`);
});

it('says why, when there are too many links', async () => {
  vi.spyOn(session, 'access').mockResolvedValue({
    ok: false,
    refusal: { code: 'boardFull', retry: 'later' },
  });
  make('Hall');
  const said = await vi.waitUntil(() => part.renderRoot.querySelector('.refusal p'));
  expect(said.textContent?.trim()).toBeTruthy();
  expect(part.renderRoot.querySelector('tilth-link')).toBeNull();
});
