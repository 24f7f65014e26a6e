import { afterEach, describe, expect, it } from 'vitest';
import { fixtureSession, type FixtureSession, type SceneName } from '#client/view/fixture.ts';
import { market } from '#client/view/fixture-session.ts';
import '../later.ts';
import '../tilth-app.ts';
import type { TilthApp } from '../tilth-app.ts';
import './tilth-session.ts';
import type { TilthSession } from './tilth-session.ts';

let app: TilthApp;
let session: FixtureSession;

async function show(scene: SceneName): Promise<void> {
  session = fixtureSession(scene);
  app = document.createElement('tilth-app');
  app.session = session;
  document.body.append(app);
  await settled();
}
const bar = (): TilthSession | null | undefined => app.shadowRoot?.querySelector('tilth-session');
async function settled(): Promise<void> {
  await app.updateComplete;
  await bar()?.updateComplete;
  await bar()?.shadowRoot?.querySelector('tilth-clock')?.updateComplete;
}
const words = (selector: string): string | undefined =>
  bar()?.shadowRoot?.querySelector(selector)?.textContent?.trim();

afterEach(() => app.remove());

describe('the session above the lanes', () => {
  it('is not there without one', async () => {
    await show('board');
    expect(bar()).toBeNull();
  });

  it('says for everyone which part is on, what it asks, and how long it takes', async () => {
    await show('session');
    for (const me of [session.snapshot.me, { type: 'looking', role: 'viewer' } as const]) {
      session.change({ me });
      await settled();
      expect(words('h2')).toBe('Offers: quiet writing');
      expect(words('.prompt')).toContain('what you could offer');
      const clock = bar()?.shadowRoot?.querySelector('tilth-clock')?.shadowRoot;
      expect(clock?.querySelectorAll('[role=timer]').length).toBe(1);
      expect(clock?.textContent).toContain('until 14:09');
    }
  });

  it('says that one which is planned has not begun', async () => {
    await show('board');
    session.hold(market({ state: 'planned', phase: 0 }));
    await settled();
    expect(words('h2')).toBe('Monday market');
    expect(bar()?.shadowRoot?.textContent).toContain('It begins with “Welcome”');
    expect(bar()?.shadowRoot?.querySelector('tilth-clock')).toBeNull();
  });
});
