/** What a connection may send that never becomes an event. */
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorld, type World } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion } from '#shared/protocol.ts';

/** Someone who came in to look, over a bare WebSocket. */
async function inside(world: World): Promise<WebSocket> {
  const board = await world.board();
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const auth = { v: protocolVersion, board: board.id, key: board.keys.viewer };
  const welcome = new Promise<void>((resolve) =>
    socket.on('message', (data: Buffer) => data.toString().startsWith('40') && resolve()),
  );
  socket.send(`40${JSON.stringify(auth)}`);
  await welcome;
  return socket;
}

async function floods(world: World, why: string): Promise<number> {
  const { values } = await world.app.metrics.floods.get();
  return values.find(({ labels }) => labels.why === why)?.value ?? 0;
}

test.each([
  ['pings of the WebSocket', (socket: WebSocket) => socket.ping('x'.repeat(100))],
  ['answers to pings that were never sent', (socket: WebSocket) => socket.send('3')],
  ['acknowledgements that nobody waits for', (socket: WebSocket) => socket.send('4399[1]')],
])('a flood of %s is cut off', async (_what, send) => {
  const world = await startWorld();
  const socket = await inside(world);
  const closed = once(socket, 'close');
  for (let i = 0; i < limits.messageBurst / 2; i += 1) send(socket);
  expect(await floods(world, 'messages')).toBe(0);
  for (let i = 0; i < limits.messageBurst; i += 1) send(socket);
  await closed;
  expect(await floods(world, 'messages')).toBe(1);
});

test('large messages use the allowance up sooner', async () => {
  const world = await startWorld();
  const socket = await inside(world);
  const closed = once(socket, 'close');
  const large = `42["here",{"card":"${'x'.repeat(limits.message - 100)}"}]`;
  const enough = (limits.messageBurst * limits.messageUnit) / limits.message;
  for (let i = 0; i < 2 * enough; i += 1) socket.send(large);
  await closed;
  expect(await floods(world, 'messages')).toBe(1);
});

test('attachments of a packet that never becomes whole do not pile up', async () => {
  const world = await startWorld();
  const socket = await inside(world);
  const closed = once(socket, 'close');
  const places = Array.from({ length: 10 }, (_, num) => ({ _placeholder: true, num }));
  socket.send(`4510-${JSON.stringify(['command', ...places])}`);
  for (let i = 0; i < 9; i += 1) socket.send(Buffer.alloc(limits.message / 4));
  await closed;
  expect(await floods(world, 'attachments')).toBe(1);
});

test.each([
  ['what fits no schema', '42["sync",7]', 'sync'],
  ['events that nobody knows', '42["syncs",{}]', 'unknown'],
  ['events under names that objects inherit', '42["__proto__",{"a":1}]', 'unknown'],
  ['events under a number', '42[7,{}]', 'unknown'],
])('who sends on %s is cut off', async (_what, message, event) => {
  const world = await startWorld();
  const socket = await inside(world);
  const closed = once(socket, 'close');
  for (let i = 0; i < limits.badPayloadBurst + 20; i += 1) socket.send(message);
  await closed;
  expect(await floods(world, 'bad payloads')).toBe(1);
  const { values } = await world.app.metrics.badPayloads.get();
  expect(values.map(({ labels }) => labels.event)).toEqual([event]);
});

test('a few events that nobody knows, as from a newer page, disturb nothing', async () => {
  const world = await startWorld();
  const socket = await inside(world);
  for (let i = 0; i < limits.badPayloadBurst / 2; i += 1) socket.send('42["newer",{}]');
  const answer = once(socket, 'message');
  socket.send('421["time",null]');
  expect(String((await answer)[0])).toMatch(/^431\[/);
});

test('who leaves the board and keeps the line is cut off', async () => {
  const world = await startWorld();
  const socket = await inside(world);
  socket.send('41');
  await once(socket, 'close');
});
