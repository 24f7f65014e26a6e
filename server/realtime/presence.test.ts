import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import type { Presence } from '#server/presence/port.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { emptyState } from '#shared/board/state.ts';
import type { Card } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { presenceRows } from './presence.ts';

const now = 10_000_000;
const here = (socket: string, member: string, more: Partial<Presence> = {}): Presence => ({
  socket,
  member,
  card: '',
  writing: false,
  active: now,
  ...more,
});

test('one row a member, from where they were last active; all who only look are one row', () => {
  const state = emptyState();
  state.cards.set('c_1', { id: 'c_1', author: 'm_a' } as Card);
  const rows = presenceRows(
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
  expect(rows).toEqual([
    ['m_a', 'c_1', 1, 1, 1],
    ['m_b', 'c_1', 0, 0, 1],
    ['', '', 0, 0, 2],
  ]);
});

test('nobody is shown on an anonymous card, nor on one that is out of sight', () => {
  const state = emptyState();
  state.cards.set('c_anon', { id: 'c_anon', author: null } as Card);
  const rows = presenceRows(
    [
      here('1', 'm_a', { card: 'c_anon', writing: true }),
      here('2', 'm_b', { card: 'c_waiting', writing: true }),
    ],
    state,
    now,
  );
  expect(rows).toEqual([
    ['m_a', '', 0, 0, 1],
    ['m_b', '', 0, 0, 1],
  ]);
});

test('people see each other come, look, write and go; the server says who they are', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const card = await ana.card('A ladder');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const ben = await world.person(board, 'Ben');
  const latest = () => {
    const last = ana.heard.findLast(({ event }) => event === 'presence');
    return last?.event === 'presence' ? last.args[0] : [];
  };
  await ana.until(() => latest().length === 3, 'three rows');
  expect(latest().map(([member]) => member)).toEqual([...[ana.member, ben.member].toSorted(), '']);
  ben.socket.emit('here', { card, writing: true });
  await ana.until(
    () => latest().some(([who, where, writing]) => who === ben.member && where === card && writing === 1),
    'Ben to write',
  );
  // Whatever else a client may claim to be fits no schema.
  (ben.socket as { emit(...sent: unknown[]): unknown }).emit('here', { card, member: ana.member });
  ben.socket.emit('here', { card: freshId('card') });
  await ana.until(
    () => latest().some(([who, where]) => who === ben.member && where === ''),
    'Ben to look elsewhere',
  );
  ben.close();
  viewer.close();
  await ana.until(() => latest().length === 1, 'the others to be gone');
  expect(latest()).toEqual([[ana.member, '', 0, 0, 1]]);
});
