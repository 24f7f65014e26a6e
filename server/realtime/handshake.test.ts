import { connect as tcp } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { startWorld, type World } from '#server/testing/world.ts';
import { events } from './listen.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion } from '#shared/protocol.ts';

const knock = async (world: World, auth: Record<string, unknown>, headers: Record<string, string> = {}) => {
  try {
    const client = await RawClient.connect(world.url, auth, headers);
    client.close();
    return 'in';
  } catch (error) {
    return error instanceof Error ? error.message : 'thrown';
  }
};

test('every link lets in, whoever made it', async () => {
  const world = await startWorld();
  const board = await world.board();
  for (const key of Object.values(board.keys))
    expect(await knock(world, { board: board.id, key })).toBe('in');
});

test('every miss has the same answer', async () => {
  const world = await startWorld();
  const board = await world.board();
  const other = await world.board();
  const { id } = board;
  const key = board.keys.member;
  const misses: Record<string, unknown>[] = [
    { board: freshId('board'), key },
    { board: id, key: newSecret() },
    { board: id, key: other.keys.member },
    { board: id, device: key },
    { board: id, pass: key },
    { board: id },
    { board: id, key, device: newSecret() },
    { board: id, key: '' },
    { board: id, key: 7 },
    { board: id, key, more: 'x' },
    { board: '__proto__', key },
    { board: { id }, key },
    { board: `${id}\n`, key },
  ];
  for (const miss of misses) expect([miss, await knock(world, miss)]).toEqual([miss, 'noEntry']);
});

test('another version of the protocol is told so first of all', async () => {
  const world = await startWorld();
  const board = await world.board();
  for (const v of [0, 1, protocolVersion + 1, `${protocolVersion}`, null, [protocolVersion]]) {
    expect(await knock(world, { v, board: board.id, key: board.keys.member })).toBe('version');
  }
});

test('failed keys are counted by address; those who hold one come in, and joins are not counted', async () => {
  const world = await startWorld({}, { trustProxy: 1 });
  const board = await world.board();
  const right = { board: board.id, key: board.keys.member };
  const from = (address: string) => ({ 'x-forwarded-for': address });
  for (let i = 0; i < 40; i += 1) expect(await knock(world, right, from('203.0.113.1'))).toBe('in');
  for (let i = 0; i < limits.failedKeysPerMinute; i += 1) {
    expect(await knock(world, { board: board.id, key: newSecret() }, from('203.0.113.2'))).toBe('noEntry');
  }
  expect(await knock(world, { board: board.id, key: newSecret() }, from('203.0.113.2'))).toBe('tooMany');
  expect(await knock(world, right, from('203.0.113.2'))).toBe('in');
  expect(await knock(world, right, from('203.0.113.3'))).toBe('in');
  // Whoever invents addresses in front of the proxy's own word gains nothing by it.
  const invented = from('203.0.113.9, 203.0.113.2');
  expect(await knock(world, { board: board.id, key: newSecret() }, invented)).toBe('tooMany');
});

test.each([
  ['http://board.example', 'in'],
  ['https://board.example', 'refused'],
  ['http://board.example:81', 'refused'],
  ['http://board.example.evil', 'refused'],
  ['http://evil-board.example', 'refused'],
  ['http://sub.board.example', 'refused'],
  ['http://evil.example', 'refused'],
  ['https://friend.example', 'in'],
  ['https://friend.example.evil', 'refused'],
  ['null', 'refused'],
  ['file://', 'refused'],
  ['', 'refused'],
])('a page of origin "%s" is %s', async (origin, expected) => {
  const world = await startWorld(
    {},
    { publicUrl: 'http://board.example', allowedOrigins: ['https://friend.example'] },
  );
  const board = await world.board();
  const answer = await knock(world, { board: board.id, key: board.keys.viewer }, { origin });
  expect(answer === 'in' ? 'in' : 'refused').toBe(expected);
});

test('the own origin is that of the address asked for; without an Origin it is no page', async () => {
  const world = await startWorld();
  const board = await world.board();
  const auth = { board: board.id, key: board.keys.viewer };
  expect(await knock(world, auth, { origin: world.url })).toBe('in');
  expect(await knock(world, auth)).toBe('in');
});

test('there is no other transport than WebSocket', async () => {
  const world = await startWorld();
  const reply = await fetch(`${world.url}/socket.io/?EIO=4&transport=polling`);
  expect(reply.status).toBe(400);
});

test('a socket that does not come in is closed within its time', { timeout: 12_000 }, async () => {
  const world = await startWorld();
  const began = performance.now();
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => socket.once('close', resolve));
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(limits.unauthenticatedFor - 200);
  expect(took).toBeLessThan(limits.unauthenticatedFor + 2_000);
});

test.each(Object.keys(events))(
  '"%s" from someone who never came in ends the connection and does nothing',
  async (event) => {
    const world = await startWorld();
    const board = await world.board();
    const ana = await world.person(board, 'Ana');
    const before = await ana.position();
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const said: string[] = [];
    socket.on('message', (data: Buffer) => said.push(data.toString()));
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const command = { type: 'member.rest', resting: true };
    const payload = { id: freshId('command'), command, name: 'Eve', secret: newSecret(), text: 'notes' };
    socket.send(`421${JSON.stringify([event, payload])}`);
    await closed;
    expect(said.filter((message) => message.startsWith('43'))).toEqual([]);
    expect(await ana.position()).toBe(before);
  },
);

test('bytes that are no HTTP do not disturb anyone', async () => {
  const world = await startWorld();
  const board = await world.board();
  const socket = tcp(world.app.port(), '127.0.0.1').resume();
  socket.on('error', () => undefined);
  socket.end(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0xff]));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(await knock(world, { board: board.id, key: board.keys.viewer })).toBe('in');
});

test('a device that was banned is told so', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const ben = await world.person(board, 'Ben');
  const removed = await ana.command({ type: 'member.remove', member: ben.member, ban: true });
  expect(removed.ok).toBe(true);
  expect(await knock(world, { board: board.id, device: ben.secret })).toBe('banned');
});

test('who leaves while the board is still being loaded holds nothing', async () => {
  const world = await startWorld({ idleFor: 1 });
  const board = await world.board();
  const sockets = Array.from({ length: 20 }, async () => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(`40${JSON.stringify({ v: protocolVersion, board: board.id, key: board.keys.member })}`);
    socket.terminate();
  });
  await Promise.all(sockets);
  await expect.poll(async () => (await world.app.metrics.rooms.get()).values[0]?.value).toBe(0);
});
