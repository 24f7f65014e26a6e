import { expect, test } from 'vitest';
import { memoryStore } from '#server/store/memory.ts';
import { startWorld } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';

async function post(world: Awaited<ReturnType<typeof startWorld>>, payload: unknown, headers = {}) {
  return world.app.inject({
    method: 'POST',
    url: '/api/boards',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
}

test('POST /api/boards makes a board with three links, each with a key of its own in the fragment', async () => {
  const world = await startWorld({}, { publicUrl: 'https://board.example.org' });
  const reply = await post(world, { title: '  Our street  ' });
  expect(reply.statusCode).toBe(201);
  expect(reply.headers['cache-control']).toBe('no-store');
  const { id, links } = reply.json();
  expect(id).toMatch(/^b_[0-9A-Za-z]{22}$/);
  const keys = ['facilitator', 'member', 'viewer'].map((role) => {
    const url = new URL(links[role]);
    expect(`${url.origin}${url.pathname}${url.search}`).toBe(`https://board.example.org/b/${id}`);
    return url.hash;
  });
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(key).toMatch(/^#key=[\w-]{22}$/);
  const told = await world.app.inject(`/api/boards/${id}`);
  expect(told.json().title).toBe('Our street');
});

test.each([
  ['no title', {}],
  ['an empty title', { title: '' }],
  ['a title of spaces', { title: '   ' }],
  ['a title that is too long', { title: 'x'.repeat(limits.boardTitle + 1) }],
  ['a number', { title: 7 }],
  ['a field too many', { title: 'x', role: 'facilitator' }],
  ['a list', [{ title: 'x' }]],
  ['no JSON', '{"title": "Our neigh'],
])('POST /api/boards with %s is refused in plain words that quote nothing', async (_what, payload) => {
  const world = await startWorld();
  const reply = await post(world, payload);
  expect(reply.statusCode).toBe(400);
  expect(reply.json()).toEqual({
    error: 'words',
    message: 'Something in the request is missing or is not as it should be.',
  });
});

test('POST /api/boards takes JSON only, and little of it', async () => {
  const world = await startWorld();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    expect((await post(world, { title: 'x' }, { 'content-type': type })).statusCode).toBe(415);
  }
  expect((await post(world, { title: 'x'.repeat(20_000) })).statusCode).toBe(413);
});

test('one address makes so many boards an hour', async () => {
  const world = await startWorld();
  for (let i = 0; i < limits.boardsPerHourAndAddress; i += 1) {
    expect((await post(world, { title: `Board ${i}` })).statusCode).toBe(201);
  }
  const reply = await post(world, { title: 'One more' });
  expect(reply.statusCode).toBe(429);
  expect(reply.json().error).toBe('slowDown');
});

test('GET /api/boards/:id tells title and open counts, and nothing else', async () => {
  const world = await startWorld();
  const board = await world.board('Our street');
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  await ana.card('A drill');
  const gone = await ana.card('Not any more');
  await ana.command({ type: 'card.withdraw', card: gone });
  await ana.card('Bread', { kind: 'offer', body: 'From my own oven' });
  await ana.card('My course', { kind: 'promotion' });
  const reply = await world.app.inject(`/api/boards/${board.id}`);
  expect(reply.statusCode).toBe(200);
  expect(reply.json()).toEqual({
    id: board.id,
    title: 'Our street',
    counts: { needs: 2, offers: 1, referrals: 0, promotions: 1 },
  });
});

test.each(['b_0123456789abcdefghijkl', 'nonsense', '__proto__', '%2e%2e', 'b_'.padEnd(60, 'x')])(
  'GET /api/boards/%s is a plain 404',
  async (id) => {
    const world = await startWorld();
    const reply = await world.app.inject(`/api/boards/${id}`);
    expect(reply.statusCode).toBe(404);
    expect(reply.json().message).toMatch(/^[A-Z].+\.$/);
  },
);

test('/healthz answers while the process lives, /readyz only while the store can write', async () => {
  let failing = false;
  const store = memoryStore({
    fault: (call) => {
      if (failing && call.type === 'check') throw new Error('disk full');
    },
  });
  const world = await startWorld({ store });
  expect((await world.app.inject('/healthz')).statusCode).toBe(200);
  expect((await world.app.inject('/readyz')).statusCode).toBe(200);
  failing = true;
  expect((await world.app.inject('/healthz')).statusCode).toBe(200);
  const reply = await world.app.inject('/readyz');
  expect(reply.statusCode).toBe(503);
  expect(reply.body).not.toContain('disk full');
});

test('/metrics is for this machine, or for whoever shows the token', async () => {
  const open = await startWorld();
  const local = await open.app.inject('/metrics');
  expect(local.statusCode).toBe(200);
  expect(local.body).toContain('tilth_connections');
  expect((await open.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404);

  const token = 'a-token-of-enough-letters';
  const guarded = await startWorld({}, { metricsToken: token });
  expect((await guarded.app.inject('/metrics')).statusCode).toBe(404);
  const headers = { authorization: `Bearer ${token}` };
  expect(
    (await guarded.app.inject({ url: '/metrics', headers, remoteAddress: '203.0.113.9' })).statusCode,
  ).toBe(200);
  const wrong = { authorization: `Bearer ${token.replace('a', 'b')}` };
  expect((await guarded.app.inject({ url: '/metrics', headers: wrong })).statusCode).toBe(404);
});

test('/api/openapi.json describes the API and none of the rest', async () => {
  const world = await startWorld();
  const { openapi, paths } = (await world.app.inject('/api/openapi.json')).json();
  expect(openapi).toMatch(/^3\./);
  expect(Object.keys(paths).toSorted()).toEqual([
    '/api/boards',
    '/api/boards/{id}',
    '/api/boards/{id}/public',
    '/api/boards/{id}/site-keys',
    '/api/boards/{id}/site-keys/{key}',
    '/api/boards/{id}/sites',
    '/api/join',
    '/api/public/live',
    '/oembed',
  ]);
  expect(paths['/api/boards'].post.responses['201']).toBeDefined();
});

test.each(['/api/boards/b_0123456789abcdefghijkl', '/healthz', '/no/such/page', '/'])(
  'every answer forbids frames, sniffing, referrers and inline code: %s',
  async (url) => {
    const world = await startWorld();
    const { headers } = await world.app.inject(url);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
  },
);

test('behind https, browsers are told to stay there', async () => {
  const world = await startWorld({}, { publicUrl: 'https://board.example.org' });
  const { headers } = await world.app.inject('/healthz');
  expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);
});

test('an address is what our own proxies say, and nobody else', async () => {
  const world = await startWorld({}, { trustProxy: 1 });
  const ask = (forwarded: string) =>
    world.app.inject({
      url: '/metrics',
      headers: { 'x-forwarded-for': forwarded },
      remoteAddress: '10.0.0.2',
    });
  expect((await ask('127.0.0.1, 203.0.113.9')).statusCode).toBe(404);
  expect((await ask('203.0.113.9, 127.0.0.1')).statusCode).toBe(200);
});
