/** A client that is no browser: it speaks the protocol as docs/protocol.md tells it, without the rights. */
import { io, type Socket } from 'socket.io-client';
import { protocolVersion, type CommandReply, type SyncReply } from '#shared/protocol.ts';
import { expect, test } from '../actors.ts';

const keyOf = (link: string): string => new URLSearchParams(new URL(link).hash.slice(1)).get('key') ?? '';

/** Connects, or resolves to the code of the refusal. */
function connect(
  origin: string,
  auth: object,
  headers: Record<string, string> = {},
): Promise<Socket | string> {
  const socket = io(origin, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => {
      socket.close();
      resolve(error.data?.code ?? 'refused');
    });
  });
}

test('without a key there is nothing but title and counts', async ({ server, board, ana }) => {
  await ana.board.add('need', 'A secret wish for boots');
  const v = protocolVersion;
  expect(await connect(server.origin, { v, board: board.id })).toBe('noEntry');
  expect(await connect(server.origin, { v, board: board.id, key: 'AAAAAAAAAAAAAAAAAAAAAA' })).toBe('noEntry');
  expect(await connect(server.origin, { v, board: 'b_0000000000000000000000', key: keyOf(ana.link) })).toBe(
    'noEntry',
  );
  expect(await connect(server.origin, { v, board: board.id, device: 'A'.repeat(43) })).toBe('noEntry');

  const open = await (await fetch(`${server.origin}/api/boards/${board.id}`)).text();
  expect(Object.keys(JSON.parse(open)).toSorted()).toEqual(['counts', 'id', 'title']);
  expect(open).not.toContain('boots');
});

test('another website cannot connect, whatever key it has', async ({ server, board }) => {
  const auth = { v: protocolVersion, board: board.id, key: keyOf(board.links.member) };
  for (const origin of ['https://elsewhere.example', 'null', `${server.origin}.elsewhere.example`])
    expect(typeof (await connect(server.origin, auth, { origin }))).toBe('string');
  const own = await connect(server.origin, auth, { origin: server.origin });
  expect(typeof own).not.toBe('string');
  if (typeof own !== 'string') own.close();
});

test('a viewer reads and writes nothing', async ({ server, board, ana }) => {
  await ana.board.add('need', 'Boxes for a move');
  const socket = await connect(server.origin, {
    v: protocolVersion,
    board: board.id,
    key: keyOf(board.links.viewer),
  });
  if (typeof socket === 'string') throw new Error(`The viewer's link was refused: ${socket}`);
  try {
    const sync = (await socket.emitWithAck('sync', {})) as SyncReply;
    expect(sync).toMatchObject({
      ok: true,
      you: { type: 'link', role: 'viewer' },
      records: [],
      standing: null,
    });
    const card = 'c_0123456789abcdefghijkl';
    const reply = (await socket.emitWithAck('command', {
      id: 'q_0123456789abcdefghijkl',
      command: { type: 'card.create', card, kind: 'need', title: 'From nobody', body: '', chips: {} },
    })) as CommandReply;
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'viewersOnlyLook' } });
    const entered = await socket.emitWithAck('enter', {
      id: 'q_0123456789abcdefghijkm',
      name: 'Nobody',
      secret: 'A'.repeat(43),
    });
    expect(entered).toMatchObject({ ok: false });
  } finally {
    socket.close();
  }
  await ana.board.add('need', 'Still here');
  await expect(ana.board.card('From nobody')).toHaveCount(0);
});
