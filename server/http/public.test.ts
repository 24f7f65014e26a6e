import { expect, test } from 'vitest';
import { startWorld, type World } from '#server/testing/world.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import type { PublicChange } from '#shared/public/board.ts';

const library = 'https://library.example';

function put(world: World, board: NewBoard, origins: unknown, key = board.keys.facilitator) {
  return world.app.inject({
    method: 'PUT',
    url: `/api/boards/${board.id}/sites`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ origins }),
  });
}

function get(world: World, board: string, headers: Record<string, string> = { origin: library }) {
  return world.app.inject({ url: `/api/boards/${board}/public`, headers });
}

async function openBoard(): Promise<{ world: World; board: NewBoard }> {
  const world = await startWorld();
  const board = await world.board('Our street');
  expect((await put(world, board, [library])).statusCode).toBe(200);
  return { world, board };
}

test('a board is shown to nobody until a facilitator opens it, and to no other site then', async () => {
  const world = await startWorld();
  const board = await world.board('Our street');
  expect((await get(world, board.id)).statusCode).toBe(404);
  expect((await put(world, board, [`${library}/`, library])).json()).toEqual({ origins: [library] });
  const shown = await get(world, board.id);
  expect(shown.statusCode).toBe(200);
  expect(shown.headers).toMatchObject({
    'access-control-allow-origin': library,
    'cross-origin-resource-policy': 'cross-origin',
    vary: expect.stringContaining('Origin') as string,
  });
  expect(shown.headers['set-cookie']).toBeUndefined();
  for (const origin of [
    'https://library.example.evil',
    'http://library.example',
    'https://evil.library.example',
    'null',
  ]) {
    const other = await get(world, board.id, { origin });
    expect([origin, other.statusCode]).toEqual([origin, 403]);
    expect(other.json()).toEqual({ error: 'notThisSite', message: expect.any(String) as string });
  }
  expect((await put(world, board, [])).json()).toEqual({ origins: [] });
  expect((await get(world, board.id)).statusCode).toBe(404);
});

test.each([
  ['a path', 'https://library.example/boards'],
  ['plain http', 'http://library.example'],
  ['no address', 'library.example'],
  ['a star', '*'],
  ['every site beneath', 'https://*.library.example'],
  ['more of the policy', 'https://library.example;sandbox'],
  ['a script', 'javascript:alert(1)'],
  ['a name in it', 'https://ana@library.example'],
])('the list of sites takes no address with %s, and says which', async (_what, origin) => {
  const world = await startWorld();
  const board = await world.board();
  const reply = await put(world, board, [library, origin]);
  expect(reply.statusCode).toBe(400);
  expect(reply.json().message).toContain(origin);
  expect((await get(world, board.id)).statusCode).toBe(404);
});

test.each(['member', 'viewer', 'none'] as const)('the key of the %s link opens nothing', async (role) => {
  const world = await startWorld();
  const board = await world.board();
  const reply = await put(world, board, [library], role === 'none' ? '' : board.keys[role]);
  expect(reply.statusCode).toBe(401);
  expect(reply.json().error).toBe('facilitatorsOnly');
});

test('a reader who has the picture is not sent it again', async () => {
  const { world, board } = await openBoard();
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  const first = await get(world, board.id);
  expect(first.json()).toMatchObject({ title: 'Our street', cards: [{ title: 'A ladder', fate: 'open' }] });
  const again = await get(world, board.id, { origin: library, 'if-none-match': String(first.headers.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

/** Reads events of a stream as they come. */
async function listen(url: string, headers: Record<string, string>) {
  const aborter = new AbortController();
  const reply = await fetch(url, { headers, signal: aborter.signal });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<{ event: string; id: string; data: string }> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) throw new Error('the stream ended');
        text += value;
        continue;
      }
      const lines = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      text = text.slice(end + 2);
      const event = lines.get('event');
      if (event) return { event, id: lines.get('id') ?? '', data: lines.get('data') ?? '' };
    }
  };
  return { status: reply.status, next, close: () => aborter.abort() };
}

test('changes arrive by themselves, together, and who comes back is sent what they missed', async () => {
  const { world, board } = await openBoard();
  const ana = await world.person(board, 'Ana');
  const picture = (await get(world, board.id)).json();
  const url = `${world.url}/api/boards/${board.id}/public/live?after=${picture.revision}`;
  const stream = await listen(url, { origin: library });
  const ladder = await ana.card('A ladder');
  const first = await stream.next();
  expect(first.event).toBe('change');
  expect((JSON.parse(first.data) as PublicChange).put).toMatchObject([{ id: ladder, title: 'A ladder' }]);
  // within the second everything is one change
  await ana.card('A drill');
  await ana.command({ type: 'card.withdraw', card: ladder });
  const second = JSON.parse((await stream.next()).data) as PublicChange;
  expect([second.put.map(({ title }) => title), second.drop]).toEqual([['A drill'], [ladder]]);
  stream.close();
  const back = await listen(url, { origin: library, 'last-event-id': first.id });
  expect(JSON.parse((await back.next()).data)).toEqual(second);
  back.close();
  const long = await listen(url, { origin: library, 'last-event-id': '1-0' });
  expect((await long.next()).event).toBe('again');
  long.close();
});

test('a site that is taken off the list hears nothing more, and one that stays does', async () => {
  const { world, board } = await openBoard();
  const shop = 'https://shop.example';
  await put(world, board, [library, shop]);
  const url = `${world.url}/api/boards/${board.id}/public/live`;
  const [gone, stays] = [await listen(url, { origin: library }), await listen(url, { origin: shop })];
  await put(world, board, [shop]);
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  for (;;) if ((await stays.next()).event === 'change') break;
  await expect(
    (async () => {
      for (;;) expect((await gone.next()).event).not.toBe('change');
    })(),
  ).rejects.toThrow('the stream ended');
  stays.close();
});

test('streams are for the sites on the list, and so many for an address', async () => {
  const world = await startWorld({}, { socketsPerAddress: 4 });
  const board = await world.board();
  await put(world, board, [library]);
  const url = `${world.url}/api/boards/${board.id}/public/live`;
  expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  const streams = [await listen(url, { origin: library }), await listen(url, { origin: library })];
  expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  // the one that was refused, these two, and no more a minute than may be open at once
  expect(
    (await fetch(`${world.url}/api/boards/${board.id}/public/live`, { headers: { origin: library } })).status,
  ).toBe(200);
  expect((await fetch(url, { headers: { origin: library } })).status).toBe(429);
  for (const { close } of streams) close();
});

test('an erased board is shown no more', async () => {
  const { world, board } = await openBoard();
  const ana = await world.person(board, 'Ana', 'facilitator');
  expect((await get(world, board.id)).statusCode).toBe(200);
  await ana.access({ type: 'board.erase', title: 'Our street' });
  expect((await get(world, board.id)).statusCode).toBe(404);
});
