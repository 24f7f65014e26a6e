import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { freshId } from '#server/rooms/secrets.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import type { SyncReply, SyncRequest } from '#shared/protocol.ts';

test('frames follow each other without a gap, for all, and whoever joins late is byte-equal', async () => {
  const world = await startWorld({}, { commandsPerSecond: 1_000 });
  const board = await world.board();
  const writers = await Promise.all(['Ana', 'Ben', 'Cy'].map((name) => world.person(board, name)));
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const late: Promise<RawClient>[] = [];
  await Promise.all(
    writers.map(async (writer, w) => {
      for (let i = 0; i < 20; i += 1) {
        await writer.card(`Card ${w} ${i}`);
        if (i % 10 === 5) late.push(world.client({ board: board.id, key: board.keys.viewer }));
      }
    }),
  );
  const everyone = [...writers, viewer, ...(await Promise.all(late))];
  const seq = await viewer.position();
  for (const client of everyone) {
    await client.until(() => client.seq >= seq && client.state.cards.size === 60, 'all cards');
    expect(client.gaps).toBe(0);
    expect(Y.encodeStateAsUpdate(client.doc)).toEqual(Y.encodeStateAsUpdate(viewer.doc));
  }
});

test('who was here before gets only what they lack', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  for (let i = 0; i < 30; i += 1) await ana.card(`Card ${i}`);
  const ben = await world.person(board, 'Ben');
  const stateVector = Y.encodeStateVector(ben.doc);
  const { epoch, seq } = ben;
  ben.close();
  const card = await ana.card('While Ben was away');
  const back = await world.client({ board: board.id, device: ben.secret });
  back.doc = ben.doc;
  const reply = await back.sync({ epoch, seq, stateVector });
  expect(reply.mode).toBe('delta');
  expect(reply.updates.length).toBeLessThan(600);
  expect(back.state.cards.has(card)).toBe(true);
  expect(Y.encodeStateAsUpdate(back.doc)).toEqual(Y.encodeStateAsUpdate(ana.doc));
});

test.each([
  ['of another epoch', (known: SyncRequest) => ({ ...known, epoch: known.epoch! + 1 })],
  ['of another document', (known: SyncRequest) => ({ ...known, stateVector: new Uint8Array([1, 5, 9]) })],
  [
    'that is ahead of the log',
    (known: SyncRequest) => ({ ...known, stateVector: new Uint8Array([1, known.epoch!, 255, 255, 127]) }),
  ],
  ['of a position to come', (known: SyncRequest) => ({ ...known, seq: known.seq! + 1 })],
  ['of a position that it is not at', (known: SyncRequest) => ({ ...known, seq: known.seq! - 1 })],
  ['of no position', ({ epoch, stateVector }: SyncRequest) => ({ epoch: epoch!, stateVector: stateVector! })],
  ['of broken bytes', (known: SyncRequest) => ({ ...known, stateVector: new Uint8Array([200, 255]) })],
])('with a copy %s one starts afresh', async (_what, request) => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const card = await ana.card('A ladder');
  const { epoch, seq } = ana;
  const reply = await ana.sync(request({ epoch, seq, stateVector: Y.encodeStateVector(ana.doc) }));
  expect(reply.mode).toBe('full');
  expect(ana.state.cards.has(card)).toBe(true);
});

test('an acknowledgement comes before the frame, and its position is in it', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const order: string[] = [];
  ana.socket.onAny((event: string) => order.push(event));
  await new Promise<void>((resolve) => {
    ana.socket.emit(
      'command',
      { id: 'q_0123456789abcdefghijkl', command: { type: 'member.rest', resting: true } },
      (reply) => {
        order.push(reply.ok ? 'ack' : 'refused');
        resolve();
      },
    );
  });
  await ana.hears('frame', ana.heard.length - 1).catch(() => undefined);
  expect(order.filter((what) => what !== 'presence').slice(0, 2)).toEqual(['ack', 'frame']);
});

test('a reader who does not read is left behind, told to start afresh, and catches up', async () => {
  const world = await startWorld({}, { commandsPerSecond: 10_000 });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const slow = await world.client({ board: board.id, key: board.keys.viewer });
  // told of this, and not of its end
  world.app.rooms.storeAway(true);
  expect(await slow.hears('saving')).toEqual([false]);
  const wire = (slow.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
  wire.pause();
  const behind = async () => (await world.app.metrics.slowReaders.get()).values[0]?.value ?? 0;
  // The kernel takes some megabytes before anything waits in the process.
  const text = '字'.repeat(1_000);
  for (let i = 0; i < 30 && (await behind()) === 0; i += 1) {
    const card = await ana.card(`Talked about ${i}`);
    const comment = () => ana.command({ type: 'comment.add', comment: freshId('comment'), card, text });
    for (let n = 0; n < 200 && (await behind()) === 0; n += 20)
      await Promise.all(Array.from({ length: 20 }, comment));
  }
  expect(await behind()).toBe(1);
  world.app.rooms.storeAway(false);
  // Who has not read one board is not sent another.
  const early = slow.ask<SyncReply>('sync', {});
  const after = await ana.card('After');
  wire.resume();
  expect(await early).toEqual({ ok: false, code: 'notNow' });
  await slow.hears('resync');
  const heard = slow.heard.length;
  await slow.sync();
  expect(await slow.hears('saving', heard)).toEqual([true]);
  await slow.until(() => slow.state.cards.has(after), 'what came while it was behind');
}, 30_000);
