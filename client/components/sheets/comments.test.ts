/** Where comments stand, and what is said with each. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import '../later.ts';
import '../tilth-app.ts';
import './tilth-card-page.ts';
import type { TilthComments } from './tilth-comments.ts';

const card = 'c_card00000001';
let session: FixtureSession;
let opened: HTMLElement | null = null;

beforeEach(() => {
  session = new FixtureSession('board');
  const comment = { type: 'comment.add', card } as const;
  session.as('m_bryn000000', { ...comment, comment: 'o_first0000000', text: 'I have a van on Saturday.' });
  session.as(me, { ...comment, comment: 'o_second000000', text: 'That would do.' });
});
afterEach(() => opened?.remove());

describe('comments', () => {
  it('stand in a list under their heading, each with who, when and what', async () => {
    const page = document.createElement('tilth-card-page');
    Object.assign(page, { session, target: card });
    document.body.append(page);
    opened = page;
    await page.updateComplete;
    const comments = page.shadowRoot?.querySelector<TilthComments>('dialog tilth-comments');
    await comments?.updateComplete;
    const section = comments?.shadowRoot?.querySelector('section');
    expect(section?.getAttribute('aria-labelledby')).toBe('comments');
    expect(section?.querySelector('h2#comments')?.textContent).toMatch(/^\d+ comments$/);
    const said = [...(section?.querySelectorAll('li') ?? [])].map((item) =>
      item.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(said.slice(-2)).toEqual([
      expect.stringMatching(/Bryn .*now.* I have a van on Saturday\.$/),
      expect.stringMatching(/You .*now.* That would do\.$/),
    ]);
  });

  it('are nowhere on the board itself', async () => {
    const app = document.createElement('tilth-app');
    app.session = session;
    document.body.append(app);
    opened = app;
    await app.updateComplete;
    const lanes = [...(app.shadowRoot?.querySelectorAll('tilth-lane') ?? [])];
    for (const lane of lanes) await lane.updateComplete;
    const cards = lanes.flatMap((lane) => [...(lane.shadowRoot?.querySelectorAll('tilth-card') ?? [])]);
    for (const one of cards) await one.updateComplete;
    const words = cards.map((one) => one.shadowRoot?.querySelector('article')?.textContent ?? '').join(' ');
    expect(words).toContain(session.snapshot.state.cards.get(card)?.title);
    expect(words).not.toMatch(/I have a van|comment/i);
  });
});
