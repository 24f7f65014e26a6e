/** Those who have not come in: how many, how long, how much. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorld, type World } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion } from '#shared/protocol.ts';

const urlOf = (world: World): string =>
  `${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;

function knocking(world: World, query = '', headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(urlOf(world) + query, { headers });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  return socket;
}

const opened = (socket: WebSocket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('close', () => resolve(false));
  });

async function counted(world: World, why: string): Promise<number> {
  const { values } = await world.app.metrics.turnedAway.get();
  return values.find(({ labels }) => labels.why === why)?.value ?? 0;
}

const arrivals = async (world: World): Promise<number> =>
  (await world.app.metrics.arrivals.get()).values[0]?.value ?? 0;

test('one address has so many on their way in; whoever comes in or leaves makes room', async () => {
  const world = await startWorld({}, { socketsPerAddress: 12 });
  const board = await world.board();
  const sockets = [knocking(world), knocking(world), knocking(world)];
  expect(await Promise.all(sockets.map(opened))).toEqual([true, true, true]);
  expect(await opened(knocking(world))).toBe(false);
  expect(await counted(world, 'address full')).toBe(1);
  sockets[0]!.send(`40${JSON.stringify({ v: protocolVersion, board: board.id, key: board.keys.viewer })}`);
  sockets[1]!.terminate();
  await expect.poll(() => arrivals(world)).toBe(1);
  expect(await Promise.all([opened(knocking(world)), opened(knocking(world))])).toEqual([true, true]);
});

test('one address is counted as one behind a proxy, and others are not counted with it', async () => {
  const world = await startWorld({}, { socketsPerAddress: 8, trustProxy: 1 });
  const from = (address: string) => knocking(world, '', { 'x-forwarded-for': address });
  expect(await Promise.all([opened(from('203.0.113.1')), opened(from('203.0.113.1'))])).toEqual([true, true]);
  expect(await opened(from('203.0.113.1'))).toBe(false);
  expect(await opened(from('203.0.113.2'))).toBe(true);
  // Who has one address of version 6 has 2⁶⁴ of them.
  expect(await Promise.all([opened(from('2001:db8:1:2::1')), opened(from('2001:db8:1:2::2'))])).toEqual([
    true,
    true,
  ]);
  expect(await opened(from('2001:db8:1:2:a::3'))).toBe(false);
  expect(await opened(from('2001:db8:1:3::1'))).toBe(true);
});

test('an address that begins over and over waits until it may again', async () => {
  const world = await startWorld({}, { socketsPerAddress: 8 });
  const outcomes: boolean[] = [];
  for (let i = 0; i < 12; i += 1) {
    const socket = knocking(world);
    outcomes.push(await opened(socket));
    socket.terminate();
    await expect.poll(() => arrivals(world)).toBe(0);
  }
  expect(outcomes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => true));
  expect(outcomes).toContain(false);
  expect(await counted(world, 'address too often')).toBeGreaterThan(0);
});

test.each([
  ['one message', ['4'.repeat(limits.unauthenticatedBytes + 1)]],
  ['many small ones', Array.from({ length: 3_000 }, () => '3probe')],
])('more bytes than a secret takes, as %s, end it before anyone came in', async (_what, messages) => {
  const world = await startWorld();
  const socket = knocking(world);
  expect(await opened(socket)).toBe(true);
  for (const message of messages) socket.send(message);
  await once(socket, 'close');
  expect(await counted(world, 'bytes')).toBe(1);
  await expect.poll(() => arrivals(world)).toBe(0);
});

test('half of a message that never ends is counted as well', async () => {
  const world = await startWorld();
  const socket = knocking(world);
  expect(await opened(socket)).toBe(true);
  for (let i = 0; i < 20; i += 1) socket.send('x'.repeat(1_024), { fin: false });
  await once(socket, 'close');
  expect(await counted(world, 'bytes')).toBe(1);
});

test('who does not answer the good-bye is cut off all the same', { timeout: 15_000 }, async () => {
  const world = await startWorld();
  // Reads nothing and closes nothing.
  const socket = await handUpgraded(world);
  socket.pause();
  await expect.poll(() => counted(world, 'time'), { timeout: 12_000 }).toBe(1);
  await expect.poll(() => arrivals(world)).toBe(0);
});

test('nobody moves a connection to another socket, nor is any other upgrade left open', async () => {
  const world = await startWorld();
  const socket = knocking(world);
  const hello = once(socket, 'message');
  const { sid } = JSON.parse(String((await hello)[0]).slice(1)) as { sid: string };
  expect(await opened(knocking(world, `&sid=${sid}`))).toBe(false);
  expect(await counted(world, 'second socket')).toBe(1);
  const other = await handUpgraded(world, '/elsewhere');
  await once(other.resume(), 'close');
});

test('headers that trickle in are waited for a few seconds only', { timeout: 15_000 }, async () => {
  const world = await startWorld();
  const socket = connect(world.app.port(), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n');
  const dripping = setInterval(() => socket.write('X-A: b\r\n'), 500);
  const began = performance.now();
  await once(socket.resume(), 'close');
  clearInterval(dripping);
  expect(performance.now() - began).toBeLessThan(10_000);
});

/** A request to upgrade over a bare connection; resolves when it is sent. */
async function handUpgraded(world: World, path = '/socket.io/?EIO=4&transport=websocket'): Promise<Socket> {
  const socket = connect(world.app.port(), '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}
