import { expect, test } from 'vitest';
import { startWorld, type World } from '#server/testing/world.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';

const library = 'https://library.example';

async function openBoard(title = 'Our street'): Promise<{ world: World; board: NewBoard }> {
  const world = await startWorld({}, { publicUrl: 'https://tilth.example' });
  const board = await world.board(title);
  const reply = await world.app.inject({
    method: 'PUT',
    url: `/api/boards/${board.id}/sites`,
    headers: { authorization: `Bearer ${board.keys.facilitator}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ origins: [library] }),
  });
  expect(reply.statusCode).toBe(200);
  return { world, board };
}

test('only the sites on the list, and our own page, may frame a board, and nothing but our script runs in it', async () => {
  const { world, board } = await openBoard();
  const reply = await world.app.inject(`/embed/${board.id}`);
  expect(reply.statusCode).toBe(200);
  const policy = String(reply.headers['content-security-policy']);
  expect(policy).toContain(`frame-ancestors 'self' ${library};`);
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(reply.headers['x-frame-options']).toBeUndefined();
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect(reply.headers['cross-origin-embedder-policy']).toBe('require-corp');
  // every other page is framed by nobody, as ever
  const page = await world.app.inject(`/api/boards/${board.id}`);
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('the cards stand in the page before any script runs, and no word becomes markup', async () => {
  const { world, board } = await openBoard('<i>Our</i> "street"');
  const ana = await world.person(board, 'Ana');
  const evil = `<img src=x onerror="alert(1)"></article><script>alert('2')</script>`;
  await ana.card(evil, { body: evil });
  await world.app.inject({ url: `/api/boards/${board.id}/public`, headers: { origin: library } });
  await expect
    .poll(async () => (await world.app.inject(`/embed/${board.id}`)).body, { timeout: 5_000 })
    .toContain('<article');
  const { body } = await world.app.inject(`/embed/${board.id}`);
  expect(body).not.toMatch(/<img|onerror="|<i>/);
  expect(body.match(/<script/g)).toHaveLength(1);
  expect(body).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  expect(body).not.toContain('Ana');
});

test('a frame shows the lanes and the colours that its address asks for, and takes nothing else from it', async () => {
  const { world, board } = await openBoard();
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  const frame = async (query: string) => world.app.inject(`/embed/${board.id}${query}`);
  await expect.poll(async () => (await frame('')).body, { timeout: 5_000 }).toContain('A ladder');
  expect((await frame('')).body).toContain('kinds="need offer referral promotion" view="auto" theme="auto">');
  expect((await frame('')).body).toContain('<meta name="color-scheme" content="light dark">');
  const offers = await frame('?kinds=offer+referral&view=tabs&theme=dark');
  expect(offers.body).toContain('kinds="offer referral" view="tabs" theme="dark">');
  expect(offers.body).toContain('<meta name="color-scheme" content="dark">');
  expect(offers.body).not.toContain('A ladder');
  for (const query of [
    '?kinds=gifts',
    '?kinds=',
    '?kinds=need"><script>',
    '?view=wall',
    '?theme=pink',
    '?theme=dark&theme=light',
  ])
    expect([query, (await frame(query)).statusCode]).toEqual([query, 400]);
});

test('a board that is open to no site is in no frame, and no oEmbed knows it', async () => {
  const world = await startWorld({}, { publicUrl: 'https://tilth.example' });
  const board = await world.board();
  expect((await world.app.inject(`/embed/${board.id}`)).statusCode).toBe(404);
  const asked = `/oembed?url=${encodeURIComponent(`https://tilth.example/b/${board.id}`)}`;
  expect((await world.app.inject(asked)).statusCode).toBe(404);
});

test('oEmbed answers with a frame of the size that fits', async () => {
  const { world, board } = await openBoard('Our "street"');
  const address = encodeURIComponent(`https://tilth.example/b/${board.id}#key=secret`);
  const reply = await world.app.inject(`/oembed?url=${address}&maxwidth=300&format=json`);
  expect(reply.json()).toEqual({
    version: '1.0',
    type: 'rich',
    title: 'Our "street"',
    provider_name: 'Tilth',
    provider_url: 'https://tilth.example',
    width: 300,
    height: 640,
    html: `<iframe src="https://tilth.example/embed/${board.id}" title="Our &quot;street&quot;" width="300" height="640" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`,
  });
  expect((await world.app.inject(`/oembed?url=${address}&format=xml`)).statusCode).toBe(501);
  for (const other of ['https://evil.example/b/', 'https://tilth.example/x/', 'nothing']) {
    const url = encodeURIComponent(`${other}${board.id}`);
    expect([other, (await world.app.inject(`/oembed?url=${url}`)).statusCode]).toEqual([other, 404]);
  }
});
