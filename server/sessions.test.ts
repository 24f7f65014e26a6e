/** Facilitated sessions over sockets: who is there, and who runs it. A minute takes a few seconds here. */
import { expect, onTestFinished, test } from 'vitest';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';
import type { Op } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';
import * as Y from 'yjs';
import { memoryPresence } from './presence/memory.ts';
import { redisPresence } from './presence/redis.ts';
import { freshId } from './rooms/secrets.ts';
import { memoryLog, memoryStore } from './store/memory.ts';
import type { LogStore } from './store/port.ts';
import { fastSurroundings } from './testing/fast.ts';
import { Market, phase, seated } from './testing/market.ts';
import { TestRedis } from './testing/redis.ts';
import { startWorld, type World } from './testing/world.ts';

const SPEED = 20;

async function fastWorld(speed = SPEED): Promise<World & { written: Op[] }> {
  const around = fastSurroundings(speed);
  const written: Op[] = [];
  const store = noting(memoryStore({ now: around.now }), written);
  return { ...(await startWorld({ around, store, presence: memoryPresence(around) })), written };
}

test('whoever is here has a seat, and is away when they are gone for longer than a page takes to load', async () => {
  // slow enough for a busy machine to load a page again in time
  const world = await fastWorld(5);
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
  expect(world.written.filter(({ table, id }) => table === 'seats' && id === ana.member)).toHaveLength(1);
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
  expect(led - left).toBeLessThan(2 * time.MINUTE);
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

test('words that their author took out a moment before the silence ends are shown to nobody', async () => {
  const world = await startWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const ana = await world.person(board, 'Ana');
  const market = await Market.begin(fay, phase('1', { silent: 'all' }), phase('2'));
  await ana.until(() => ana.state.sessions.get(market.id)?.state === 'running', 'the silence');
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'A ladder', null);
  const card = freshId('card');
  const create = { type: 'card.create', card, kind: 'need', title: 'Help', body: '', chips: {} } as const;
  expect(await ana.command(create, { text: Y.encodeStateAsUpdate(doc) })).toMatchObject({ ok: true });
  const opened = await ana.openText(card);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const said = (before: Uint8Array) => ana.pushText(card, opened.epoch, Y.encodeStateAsUpdate(doc, before));
  let before = Y.encodeStateVector(doc);
  spliceText(doc, 8, 0, ', I am in debt', null);
  expect(await said(before)).toMatchObject({ ok: true });
  await ana.until(() => JSON.stringify([...ana.records.values()]).includes('debt'), 'it to be settled');
  before = Y.encodeStateVector(doc);
  spliceText(doc, 8, 14, '', null);
  expect(await said(before)).toMatchObject({ ok: true });
  const heard = fay.heard.length;
  await market.step(1);
  await fay.until(() => fay.state.cards.get(card)?.body === 'A ladder', 'the card');
  const frames = fay.heard.slice(heard).flatMap(({ event, args }) => (event === 'frame' ? [args[3]] : []));
  expect(frames.map((frame) => Buffer.from(frame, 'base64').toString()).join()).not.toContain('debt');
});

test('on two nodes an announced step, and a lead passing on, happen once', async () => {
  const { written, one, two } = await twoFastNodes();
  const board = await one.board();
  const fay = await one.person(board, 'Fay', 'facilitator');
  const [ana, ben] = [await one.person(board, 'Ana'), await two.person(board, 'Ben')];
  const market = await Market.begin(fay, phase('1'), phase('2'), phase('3'));
  await market.says({ type: 'session.order', session: market.id, members: [ben.member, ana.member] });
  for (const who of [fay, ben]) {
    await who.until(() => seated(who).length === 3, 'those of both nodes to have a seat');
  }
  await market.step(1, 10 * time.SECOND);
  const announced = market.seenBy(fay).coming?.at ?? 0;
  for (const who of [fay, ben]) {
    await who.until(() => market.seenBy(who).phase === 1, 'the announced step');
    expect(market.seenBy(who).since).toBeGreaterThanOrEqual(announced);
    expect(market.seenBy(who).since - announced).toBeLessThan(time.MINUTE);
  }
  fay.close();
  for (const who of [ana, ben]) {
    await who.until(() => market.seenBy(who).lead === ben.member, 'it to pass to Ben');
    expect(market.seenBy(who)).toMatchObject({ phase: 1, handed: fay.member });
  }
  const set = (field: string): unknown[] =>
    written.flatMap((op) =>
      op.op === 'set' && op.table === 'sessions' && op.field === field ? [op.value] : [],
    );
  expect(set('lead')).toEqual([ben.member]);
  expect(set('phase')).toEqual([1]);
  // of nobody was it said twice that they came, or that they went
  for (const { member } of [fay, ana, ben]) {
    const said = written.flatMap((op) => (op.table === 'seats' && op.id === member ? [goes(op)] : []));
    expect(said[0]).toBe(false);
    expect(said.some((went, nth) => went === said[nth - 1])).toBe(false);
  }
});

/** Does what is done to a seat say that somebody went? */
const goes = (op: Op): boolean => op.op === 'set' && op.value !== null;

/** On one log and one Redis, with a clock that they share. */
async function twoFastNodes() {
  const around = fastSurroundings(SPEED);
  const redis = await TestRedis.start();
  onTestFinished(() => redis.stop());
  const log = memoryLog();
  const written: Op[] = [];
  const start = (): Promise<World> => {
    const presence = redisPresence({
      url: redis.url,
      now: around.now,
      lookEvery: (2.5 * time.SECOND) / SPEED,
    });
    const store = noting(memoryStore({ log, now: around.now }), written);
    return startWorld({ around, store, presence });
  };
  return { one: await start(), two: await start(), written };
}

/** A store that notes down what was appended to it. */
function noting(store: LogStore, written: Op[]): LogStore {
  return {
    ...store,
    async append(board, after, entries, records) {
      const result = await store.append(board, after, entries, records);
      if (result.type === 'ok') written.push(...entries.flatMap(({ ops }) => ops));
      return result;
    },
  };
}
