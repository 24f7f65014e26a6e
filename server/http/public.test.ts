import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import { getPicture, library, putSites, shownBoard } from '#server/testing/shown.ts';

test('a board is shown to nobody until a facilitator opens it, and to no other site then', async () => {
  const world = await startWorld();
  const board = await world.board('Our street');
  expect((await getPicture(world, board.id)).statusCode).toBe(404);
  expect((await putSites(world, board, [`${library}/`, library])).json()).toEqual({ origins: [library] });
  const shown = await getPicture(world, board.id);
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
    const other = await getPicture(world, board.id, { origin });
    expect([origin, other.statusCode]).toEqual([origin, 403]);
    expect(other.json()).toEqual({ error: 'notThisSite', message: expect.any(String) as string });
  }
  expect((await putSites(world, board, [])).json()).toEqual({ origins: [] });
  expect((await getPicture(world, board.id)).statusCode).toBe(404);
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
  const reply = await putSites(world, board, [library, origin]);
  expect(reply.statusCode).toBe(400);
  expect(reply.json().message).toContain(origin);
  expect((await getPicture(world, board.id)).statusCode).toBe(404);
});

test.each(['member', 'viewer', 'none'] as const)('the key of the %s link opens nothing', async (role) => {
  const world = await startWorld();
  const board = await world.board();
  const reply = await putSites(world, board, [library], role === 'none' ? '' : board.keys[role]);
  expect(reply.statusCode).toBe(401);
  expect(reply.json().error).toBe('facilitatorsOnly');
});

test('a reader who has the picture is not sent it again', async () => {
  const { world, board } = await shownBoard();
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  const first = await getPicture(world, board.id);
  expect(first.json()).toMatchObject({ title: 'Our street', cards: [{ title: 'A ladder', fate: 'open' }] });
  const again = await getPicture(world, board.id, {
    origin: library,
    'if-none-match': String(first.headers.etag),
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('an erased board is shown no more', async () => {
  const { world, board } = await shownBoard();
  const ana = await world.person(board, 'Ana', 'facilitator');
  expect((await getPicture(world, board.id)).statusCode).toBe(200);
  await ana.access({ type: 'board.erase', title: 'Our street' });
  expect((await getPicture(world, board.id)).statusCode).toBe(404);
});
