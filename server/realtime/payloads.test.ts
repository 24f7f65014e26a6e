import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshId } from '#server/rooms/secrets.ts';
import { startWorld } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion } from '#shared/protocol.ts';
import type { CommandReply } from '#shared/protocol.ts';
import { events } from './listen.ts';

/** A socket that has come in, for bytes that no client library would send. */
async function bareSocket(url: string, auth: unknown): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(`40${JSON.stringify(auth)}`);
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
}

const junk: [what: string, payload: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['a text', 'x'],
  ['a list', []],
  ['an empty object', {}],
  ['bytes', new Uint8Array([1, 2, 3])],
  ['a field too many', { id: 'q_0123456789', command: { type: 'member.leave', more: 1 }, text: 'no' }],
  ['a type that is inherited', { id: freshId('command'), command: { type: 'constructor' } }],
  ['a type that is an object', { id: freshId('command'), command: { type: { toString: 'x' } } }],
  [
    'a command of the server',
    { id: freshId('command'), command: { type: 'promotion.due', member: freshId('member') } },
  ],
  ['__proto__', JSON.parse('{"__proto__": {"id": "x"}, "id": "q_0123456789"}')],
  ['ids of another kind', { id: freshId('card'), command: { type: 'member.leave' } }],
  ['deep', { id: freshId('command'), command: { type: 'card.create', chips: { tags: [[[[['x']]]]] } } }],
];

/** An empty object asks for a sync from nothing, and says that one looks nowhere; null, which nothing becomes on its way, asks for the time. */
const inOrder = (event: string, what: string) =>
  event === 'time'
    ? what === 'null' || what === 'nothing'
    : what === 'an empty object' && (event === 'sync' || event === 'here');

test.each(Object.keys(events).filter((name) => name !== 'here' && name !== 'textClose'))(
  '"%s" answers whatever it is sent, and nothing comes of it',
  async (event) => {
    const world = await startWorld();
    const board = await world.board();
    const ana = await world.person(board, 'Ana');
    const before = await ana.position();
    for (const [what, payload] of junk) {
      if (inOrder(event, what)) continue;
      const reply = await ana.ask<{ ok: boolean }>(event, payload);
      expect([what, reply.ok]).toEqual([what, false]);
    }
    expect(await ana.position()).toBe(before);
  },
);

test('without an acknowledgement, or with one that is no function, nothing breaks', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  for (const event of Object.keys(events)) {
    for (const [, payload] of junk)
      (ana.socket as { emit(...sent: unknown[]): unknown }).emit(event, payload);
    (ana.socket as { emit(...sent: unknown[]): unknown }).emit(event);
  }
  const id = freshId('card');
  (ana.socket as { emit(...sent: unknown[]): unknown }).emit('command', {
    id: freshId('command'),
    command: { type: 'card.create', card: id, kind: 'need', title: 'Still here', body: '', chips: {} },
  });
  await ana.until(() => ana.state.cards.has(id), 'the card');
});

test('a hundred thousand nested lists are refused at the first', async () => {
  const world = await startWorld();
  const board = await world.board();
  const auth = { v: protocolVersion, board: board.id, key: board.keys.member };
  const socket = await bareSocket(world.url, auth);
  const depth = 70_000;
  const answer = new Promise<string>((resolve) =>
    socket.on('message', (data: Buffer) => resolve(data.toString())),
  );
  socket.send(`427["command",${'['.repeat(depth)}${']'.repeat(depth)}]`);
  expect(await answer).toBe('437[{"ok":false,"refusal":{"code":"words","retry":"never"}}]');
  socket.terminate();
});

test.each([
  ['above the message limit', '42["command","' + 'x'.repeat(limits.message) + '"]'],
  [
    'with more than ten attachments',
    `4511-["command",${Array.from({ length: 11 }, (_, n) => `{"_placeholder":true,"num":${n}}`).join()}]`,
  ],
  ['that is no packet', '4{"x'],
])('a message %s ends the connection and disturbs nobody else', async (_what, message) => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const socket = await bareSocket(world.url, { v: protocolVersion, board: board.id, key: board.keys.member });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.send(message);
  await closed;
  await ana.card('Still here');
});

test('a command that is too large for its limit is refused in words', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const reply = await ana.command({
    type: 'card.create',
    card: freshId('card'),
    kind: 'need',
    title: 'x',
    body: 'ü'.repeat(7_000) + '\u0001'.repeat(1_000),
    chips: { tags: Array.from({ length: 16 }, () => '\u0001'.repeat(60)) },
  });
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'tooLong' } });
  const long = await ana.command({
    type: 'card.create',
    card: freshId('card'),
    kind: 'need',
    title: 'x'.repeat(limits.title + 1),
    body: '',
    chips: {},
  });
  expect(long).toMatchObject({ ok: false, refusal: { code: 'tooLong' } });
});

test('who sends faster than a person can is slowed down, and what was refused was not done', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const replies = await Promise.all(
    Array.from({ length: 150 }, () => ana.command({ type: 'member.rest', resting: true })),
  );
  const codes = replies.map((reply: CommandReply) => (reply.ok ? 'ok' : reply.refusal.code));
  expect(new Set(codes)).toEqual(new Set(['ok', 'slowDown']));
  const done = codes.filter((code) => code === 'ok').length;
  expect(done).toBeGreaterThanOrEqual(limits.commandBurst - 1);
  expect(done).toBeLessThan(limits.commandBurst + 30);
  const refused = replies.find((reply) => !reply.ok);
  expect(refused).toMatchObject({ refusal: { retry: 'later' } });
});

test("the allowance is the member's, not the socket's", async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const second = await world.client({ board: board.id, device: ana.secret });
  const replies = await Promise.all(
    Array.from({ length: 150 }, (_, n) =>
      (n % 2 ? ana : second).command({ type: 'member.rest', resting: true }),
    ),
  );
  expect(replies.filter((reply) => reply.ok).length).toBeLessThan(limits.commandBurst + 30);
});

test('syncing over and over is slowed down', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const replies = await Promise.all(Array.from({ length: 30 }, () => ana.ask('sync', {})));
  expect(replies).toContainEqual({ ok: false, code: 'slowDown' });
});
