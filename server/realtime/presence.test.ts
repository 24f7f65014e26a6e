import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import type { Presence } from '#server/presence/port.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { emptyState } from '#shared/board/state.ts';
import type { Card, Phase, Session } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { Looking } from '#shared/protocol.ts';
import { HereTable } from '#server/testing/here.ts';
import { shownTo } from './presence.ts';
import { Roster, type Shown } from './roster.ts';

const now = 10_000_000;
const here = (socket: string, member: string, more: Partial<Presence> = {}): Presence => ({
  socket,
  member,
  card: '',
  writing: false,
  looking: null,
  active: now,
  ...more,
});

test('each member once, from where they were last active; those who only look are counted', () => {
  const state = emptyState();
  state.cards.set('c_1', { id: 'c_1', author: 'm_a' } as Card);
  const rows = shownTo(
    [
      here('1', 'm_b', { card: 'c_1', active: now - 10 }),
      here('2', 'm_b', { card: '', active: now - 20 }),
      here('3', ''),
      here('4', ''),
      here('5', 'm_a', { card: 'c_1', writing: true, active: now - limits.idleAfter - 1 }),
    ],
    state,
    now,
  );
  expect(rows).toEqual({
    shown: [
      { member: 'm_b', card: 'c_1', writing: false, idle: false },
      { member: 'm_a', card: 'c_1', writing: true, idle: true },
    ],
    looking: 2,
    lead: null,
  });
});

const looking = (words: string): Looking => ({ words, urgency: null, area: '', terms: null, open: true });

test('what somebody looks for is told of whoever runs the session, while they run it, and of nobody else', () => {
  const state = emptyState();
  const people = [
    here('1', 'm_lead', { looking: looking('old words'), active: now - 10 }),
    here('2', 'm_lead', { looking: looking('bike') }),
    here('3', 'm_a', { looking: looking('what is nobody’s business') }),
    here('4', '', { looking: looking('nor this') }),
  ];
  const told = (session: Partial<Session>): Looking | null => {
    state.sessions.set('s_1', { id: 's_1', state: 'running', lead: 'm_lead', ...session } as Session);
    return shownTo(people, state, now).lead;
  };
  expect(shownTo(people, state, now).lead).toBeNull();
  expect(told({})).toEqual(looking('bike'));
  expect(told({ state: 'planned' })).toBeNull();
  expect(told({ state: 'ended' })).toBeNull();
  expect(told({ lead: '' })).toBeNull();
  expect(told({ lead: 'm_gone' })).toBeNull();
});

test('what whoever runs the session looks for is told once, to late comers too, and taken back', () => {
  const roster = new Roster();
  roster.update([], 0);
  expect(roster.update([], 0, looking('bike'))).toEqual([0, [], [], 0, looking('bike')]);
  expect(roster.update([], 0, looking('bike'))).toBeNull();
  expect(roster.whole()).toEqual([1, [''], [0, 0], 0, looking('bike')]);
  expect(roster.update([], 0, null)).toEqual([0, [], [], 0, null]);
  expect(roster.whole()).toEqual([1, [''], [0, 0], 0]);
});

test('those who follow hear over the wire what the lead looks for, and of nobody else', async () => {
  const world = await startWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const ana = await world.person(board, 'Ana');
  const session = freshId('session');
  const part = { name: 'Market', prompt: '', minutes: 5, sort: 'newest', atEnd: 'nothing' } as const;
  const phases: Phase[] = [{ id: 'one', writes: ['need'], ...part }];
  await fay.command({ type: 'session.plan', session, title: 'Market', phases });
  await fay.command({ type: 'session.start', session });
  ana.socket.emit('here', { looking: looking('Ana’s own') });
  fay.socket.emit('here', { looking: looking('bike') });
  await ana.until(() => ana.here.lead?.words === 'bike', 'what Fay looks for');
  const ben = await world.person(board, 'Ben');
  await ben.until(() => ben.here.lead?.words === 'bike', 'a late comer to hear it');
  await fay.command({ type: 'session.lead', session, member: ana.member });
  await ben.until(() => ben.here.lead?.words === 'Ana’s own', 'what the new lead looks for');
  ana.socket.emit('here', {});
  await ben.until(() => ben.here.lead === null, 'nothing to be looked for');
});

test('nobody is shown on an anonymous card, nor on one that is out of sight', () => {
  const state = emptyState();
  state.cards.set('c_anon', { id: 'c_anon', author: null } as Card);
  const rows = shownTo(
    [
      here('1', 'm_a', { card: 'c_anon', writing: true }),
      here('2', 'm_b', { card: 'c_waiting', writing: true }),
    ],
    state,
    now,
  );
  expect(rows.shown).toEqual([
    { member: 'm_a', card: '', writing: false, idle: false },
    { member: 'm_b', card: '', writing: false, idle: false },
  ]);
});

test('people see each other come, look, write and go; the server says who they are', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const card = await ana.card('A ladder');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const ben = await world.person(board, 'Ben');
  const latest = () => ana.here.rows;
  await ana.until(() => latest().length === 3, 'three rows');
  expect(latest().map(({ member }) => member)).toEqual([...[ana.member, ben.member].toSorted(), '']);
  ben.socket.emit('here', { card, writing: true });
  await ana.until(
    () => latest().some((row) => row.member === ben.member && row.card === card && row.writing),
    'Ben to write',
  );
  // Whatever else a client may claim to be fits no schema.
  (ben.socket as { emit(...sent: unknown[]): unknown }).emit('here', { card, member: ana.member });
  ben.socket.emit('here', { card: freshId('card') });
  await ana.until(
    () => latest().some((row) => row.member === ben.member && row.card === ''),
    'Ben to look elsewhere',
  );
  ben.close();
  viewer.close();
  await ana.until(() => latest().length === 1, 'the others to be gone');
  expect(latest()).toEqual([{ member: ana.member, card: '', writing: false, idle: false, count: 1 }]);
});

const at = (member: string, card: string): Shown => ({ member, card, writing: false, idle: false });

test('a move is told by two small numbers, and nothing is told twice', () => {
  const roster = new Roster();
  roster.update([at('m_a', 'c_1'), at('m_b', '')], 1);
  expect(roster.update([at('m_a', 'c_1'), at('m_b', '')], 1)).toBeNull();
  expect(roster.update([at('m_a', 'c_1'), at('m_b', 'c_1')], 1)).toEqual([0, [], [3, 8], 1]);
  expect(roster.update([at('m_b', 'c_1')], 1)).toEqual([0, [], [1, -1], 1]);
  expect(roster.update([at('m_b', 'c_1')], 0)).toEqual([0, [], [0, 0], 0]);
});

test('whoever comes in late knows what those know who were told every move, also when the table begins afresh', () => {
  const roster = new Roster();
  const early = new HereTable();
  early.take(...roster.whole());
  let afresh = 0;
  for (let round = 0; round < 400; round += 1) {
    const people = Array.from({ length: 5 }, (_, i) => at(`m_${round + i}`, `c_${(round * 7 + i) % 900}`));
    const news = roster.update(people, round % 4);
    if (!news) throw new Error('everybody moved');
    afresh += news[0];
    early.take(...news);
    const late = new HereTable();
    late.take(...roster.whole());
    expect(late.rows).toEqual(early.rows);
    expect(late.rows.filter(({ member }) => member !== '')).toHaveLength(5);
  }
  expect(afresh).toBeGreaterThan(0);
});
