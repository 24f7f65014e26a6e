/** Facilitated sessions over sockets: who is there, and who runs it. A minute takes three seconds here. */
import { expect, test } from 'vitest';
import { time } from '#shared/limits.ts';
import { memoryPresence } from './presence/memory.ts';
import { memoryStore } from './store/memory.ts';
import type { LogStore } from './store/port.ts';
import { fastSurroundings } from './testing/fast.ts';
import { Market, phase, seated } from './testing/market.ts';
import { startWorld, type World } from './testing/world.ts';

const SPEED = 20;

async function fastWorld(): Promise<World & { store: LogStore }> {
  const around = fastSurroundings(SPEED);
  const store = memoryStore({ now: around.now });
  return { ...(await startWorld({ around, store, presence: memoryPresence(around) })), store };
}

test('whoever is here has a seat, and is away when they are gone for longer than a page takes to load', async () => {
  const world = await fastWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const ana = await world.person(board, 'Ana');
  await world.client({ board: board.id, key: board.keys.viewer });
  await Market.begin(fay, phase('1'));
  const both = [ana.member, fay.member].toSorted();
  await fay.until(() => seated(fay).join() === both.join(), 'both to have a seat');
  const ben = await world.person(board, 'Ben');
  await fay.until(() => seated(fay).includes(ben.member), 'Ben to have a seat');
  ana.close();
  await fay.until(() => fay.here.rows.every(({ member }) => member !== ana.member), 'Ana to be gone');
  await world.client({ board: board.id, device: ana.secret });
  ben.close();
  await fay.until(() => !seated(fay).includes(ben.member), 'Ben to be away');
  // Ana's seat was never said to be empty, and nobody who only looks has one.
  expect(seated(fay)).toEqual(both);
  const read = await world.app.rooms.hold(board.id);
  expect(read?.room.state.seats.size).toBe(3);
  read?.release();
  const log = await entries(world.store, board.id);
  expect(log.filter((ops) => ops.some((op) => op.table === 'seats' && op.id === ana.member))).toHaveLength(1);
  expect(await world.app.metrics.registry.metrics()).toContain('tilth_session_seats_total{what="went"} 1');
});

test('a lead who is gone for a minute is followed along the order, and takes it back', async () => {
  const world = await fastWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const [ana, ben, cem] = [
    await world.person(board, 'Ana'),
    await world.person(board, 'Ben'),
    await world.person(board, 'Cem'),
  ];
  const market = await Market.begin(fay, phase('1'), phase('2'));
  const order = [ana.member, ben.member, cem.member];
  await market.says({ type: 'session.order', session: market.id, members: order });
  await ben.until(() => seated(ben).length === 4, 'everyone to have a seat');
  ana.close();
  await ben.until(() => !seated(ben).includes(ana.member), 'Ana to be away');
  fay.close();
  await ben.until(() => !seated(ben).includes(fay.member), 'Fay to be away');
  const left = ben.state.seats.get(fay.member)?.away ?? 0;
  expect(await step(ben, market)).toMatchObject({ ok: false, refusal: { code: 'facilitatorsOnly' } });
  await ben.until(() => market.seenBy(ben).lead === ben.member, 'it to pass to Ben');
  const { led, handed } = market.seenBy(ben);
  expect(handed).toBe(fay.member);
  expect(led - left).toBeGreaterThanOrEqual(time.MINUTE);
  expect(led - left).toBeLessThan(time.MINUTE + 15 * time.SECOND);
  expect(await step(ben, market)).toMatchObject({ ok: true });

  const back = await world.client({ board: board.id, device: fay.secret });
  expect(market.seenBy(back).lead).toBe(ben.member);
  expect(await back.command({ type: 'session.lead', session: market.id, member: back.member })).toMatchObject(
    {
      ok: true,
    },
  );
  await ben.until(() => market.seenBy(ben).lead === fay.member, 'Fay to have it back');
  expect(await step(ben, market, 1, 0)).toMatchObject({ ok: false, refusal: { code: 'facilitatorsOnly' } });
});

const step = (who: Market['lead'], market: Market, from = 0, to = 1) =>
  who.command({ type: 'session.step', session: market.id, from, to });

async function entries(store: LogStore, board: string) {
  const read = await store.read(board, 0);
  if (read.type !== 'entries') throw new Error('the log was trimmed');
  return read.entries.map(({ ops }) => ops);
}
