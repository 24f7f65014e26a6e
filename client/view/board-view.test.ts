import { beforeEach, describe, expect, it } from 'vitest';
import { kinds } from '#shared/board/types.ts';
import type { Snapshot } from '#client/session/port.ts';
import { BoardViews, type BoardView, type ViewOptions } from './board-view.ts';
import { fixtureSession, type FixtureSession } from './fixture.ts';
import { fixtureNow, me } from './fixture-board.ts';
import { market, marketPhases } from './fixture-session.ts';
import { refusedDrafts } from './refused.ts';
import { viewerOf } from './viewer.ts';

const bryn = 'm_bryn000000';
let session: FixtureSession;
let views: BoardViews;

function build(more: Partial<ViewOptions> = {}, part: Partial<Snapshot> = {}): BoardView {
  const snapshot = { ...session.snapshot, ...part };
  return views.build(snapshot, {
    viewer: viewerOf(snapshot),
    now: fixtureNow,
    phone: false,
    filter: null,
    followed: null,
    refused: refusedDrafts(snapshot.drafts, me, () => 'Because.'),
    ...more,
  });
}

beforeEach(() => {
  session = fixtureSession('board');
  views = new BoardViews();
});

describe('lanes', () => {
  it('lie newest first', () => {
    const when = build().need.cards.map((card) => session.snapshot.state.cards.get(card.id)?.created ?? 0);
    expect(when).toEqual([...when].sort((a, b) => b - a));
    expect(when.length).toBeGreaterThan(5);
  });
  it('fill one button at most, on an untouched need that is urgent', () => {
    const filled = kinds.flatMap((kind) => build()[kind].cards).filter((card) => card.action?.filled);
    expect(filled.map((card) => card.urgency?.is)).toEqual(['now']);
  });
  it('put what was met more than a day ago aside, and count it', () => {
    const { need } = build();
    expect(need.past.map((card) => card.title)).toContain('Curtains shortened before the baby comes');
    expect(need.cards.map((card) => card.title)).toContain('A cot to borrow for a month');
    expect(need.met).toBe(2);
  });
  it('lay aside what whoever one follows does not look for, but nothing of one’s own', () => {
    const all = build().need;
    const [first] = all.cards;
    const { need } = build({ followed: (card) => card.id === first?.id });
    expect(need.cards.filter((card) => !card.mine)).toEqual([first]);
    expect(need.cards.filter((card) => card.mine)).toEqual(all.cards.filter((card) => card.mine));
    expect(need.past.every((card) => card.mine)).toBe(true);
    expect(need.aside).toHaveLength(
      all.cards.length + all.past.length - need.cards.length - need.past.length,
    );
    expect(need.open).toBe(all.open);
  });
  it('show promotions in an order of chance that stays', () => {
    const order = build().promotion.cards.map((card) => card.id);
    expect(
      new BoardViews()
        .build(session.snapshot, {
          viewer: viewerOf(session.snapshot),
          now: fixtureNow,
          phone: false,
          filter: null,
          followed: null,
          refused: refusedDrafts([], me, () => ''),
        })
        .promotion.cards.map((card) => card.id),
    ).toEqual(order);
  });
  it('show a filter of cards, and count all', () => {
    const { offer } = build({ filter: (card) => card.area === 'Elm side' });
    expect(offer.cards.map((card) => card.title)).toEqual(['Two winter coats, sizes M and L']);
    expect(offer.open).toBeGreaterThan(5);
  });
  it('never show a card that its author took down, to others', () => {
    const id = build().offer.cards.find((card) => card.mine)?.id ?? '';
    expect(session.as(me, { type: 'card.withdraw', card: id })).toBeNull();
    expect(build().offer.past.map((card) => card.id)).toContain(id);
    const viewer = { member: bryn, may: 'write', facilitator: false } as const;
    const theirs = build({ viewer });
    expect([...theirs.offer.cards, ...theirs.offer.past].map((card) => card.id)).not.toContain(id);
  });
  it('show refused words first, in their lane', () => {
    session = fixtureSession('refused');
    const [first] = build().need.cards;
    expect(first?.title).toBe('A ladder for Saturday morning');
    expect(first?.note).toBe('Because.');
  });
  it('show a promotion that waits to its author alone', () => {
    for (const title of ['A stall', 'Another stall']) {
      session.as(me, {
        type: 'card.create',
        card: session.newId('card'),
        kind: 'promotion',
        title,
        body: '',
        chips: {},
      });
    }
    const [first] = build().promotion.cards;
    expect(first?.title).toBe('Another stall');
    expect(first?.action?.label).toBe('See your place');
    const viewer = { member: bryn, may: 'write', facilitator: false } as const;
    expect(build({ viewer }).promotion.cards.map((card) => card.title)).not.toContain('Another stall');
  });
});

describe('rendering stays cheap', () => {
  it('keeps the same object for every card that did not change', () => {
    const before = build();
    const card = before.need.cards[4];
    expect(
      session.as(me, {
        type: 'help.propose',
        help: session.newId('help'),
        card: card?.id ?? '',
        share: 'all',
        note: '',
      }),
    ).toBeNull();
    const after = build();
    for (const kind of kinds) {
      for (const view of after[kind].cards) {
        const same = before[kind].cards.includes(view);
        expect([view.title, same]).toEqual([view.title, view.id !== card?.id]);
      }
    }
  });
  it('keeps every object when nothing but presence changed', () => {
    const before = build();
    const after = build({}, { people: [] });
    for (const kind of kinds)
      expect(after[kind].cards.every((view, at) => view === before[kind].cards[at])).toBe(true);
  });
  it('follows a new name of an author', () => {
    build();
    expect(session.as(bryn, { type: 'member.rename', member: bryn, name: 'Bryn W' })).toBeNull();
    expect(build().need.cards.map((card) => card.who)).toContain('Bryn W');
  });
});

describe('written in silence', () => {
  const write = (by: string, id: string, title: string, anonymous = false): void => {
    const more = anonymous ? { anonymous } : {};
    session.as(by, { type: 'card.create', card: id, kind: 'offer', title, body: '', chips: {}, ...more });
  };
  const mine = (board: BoardView) => board.offer.cards.filter((card) => card.id.startsWith('c_silent'));
  const step = (to: number): void =>
    void session.as('m_hana000000', { type: 'session.step', session: 's_market000000', from: to - 1, to });

  beforeEach(() => session.hold(market()));

  it('one’s own lies in the lane, says that only oneself sees it, and is not counted', () => {
    const { open } = build().offer;
    write(me, 'c_silent00001', 'A drill to lend');
    write(me, 'c_silent00002', 'Two hours of listening', true);
    write(bryn, 'c_silent00003', 'Somebody else’s');
    const board = build();
    expect(
      mine(board)
        .map((card) => card.title)
        .sort(),
    ).toEqual(['A drill to lend', 'Two hours of listening']);
    for (const card of mine(board)) {
      expect(card.mark).toEqual({ type: 'own', own: 'silent', words: 'Only you see it' });
      expect(card.note).toBe('It is shown to everyone when this part is over.');
      expect(card.action).toMatchObject({ label: 'Edit', does: { what: 'card', id: card.id } });
    }
    expect(board.offer.open).toBe(open);
  });

  it('becomes a card like others, in the same place, when it is shown', () => {
    write(me, 'c_silent00001', 'A drill to lend');
    const before = build().offer.cards.map((card) => card.id);
    step(2);
    const board = build();
    expect(board.offer.cards.map((card) => card.id)).toEqual(before);
    expect(mine(board)[0]).toMatchObject({ mark: { own: 'saved' }, note: '', mine: true });
  });

  it('what was taken back lies with what is past', () => {
    write(me, 'c_silent00001', 'A drill to lend');
    session.as(me, { type: 'card.withdraw', card: 'c_silent00001' });
    const { offer } = build();
    expect(mine({ ...build(), offer })).toEqual([]);
    expect(offer.past.map((card) => card.id)).toContain('c_silent00001');
  });

  it('is marked while one’s group sees it first: one’s own, and that of others, who cannot be answered yet', () => {
    const phases = marketPhases.map((phase) =>
      phase.silent ? { ...phase, silent: 'group' as const } : phase,
    );
    session.hold(market({ phases }), [{ id: me }, { id: bryn }, { id: 'm_hana000000' }]);
    write(me, 'c_silent00001', 'A drill to lend');
    write(bryn, 'c_silent00003', 'Bread, twice a week');
    step(2);
    const cards = mine(build());
    expect(cards.map((card) => card.mark?.words)).toEqual(['Your group sees it', 'Your group sees it']);
    expect(
      cards.map(({ mine: own, note, action, introduce }) => [own, note !== '', action?.label, introduce]),
    ).toEqual(
      expect.arrayContaining([
        [true, true, 'Edit', false],
        [false, false, undefined, false],
      ]),
    );
  });
});
