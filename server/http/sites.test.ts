/** Keys of sites over HTTP. The list itself is tried in public.test.ts, what tokens open in realtime/tokens.test.ts. */
import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';

const library = 'https://library.example';
const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: '1' };

async function opened() {
  const world = await startWorld();
  const board = await world.board();
  const ask = (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    key = board.keys.facilitator,
  ) =>
    world.app.inject({
      method,
      url: `/api/boards/${board.id}/${path}`,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { payload: JSON.stringify(body) }),
    });
  await ask('PUT', 'sites', { origins: [library] });
  return { world, board, ask };
}

test('a secret is told once, when the key is made, and kept by nobody’s cache', async () => {
  const { ask } = await opened();
  const made = await ask('POST', 'site-keys', { site: `${library}/` });
  expect(made.statusCode).toBe(201);
  expect(made.headers['cache-control']).toBe('no-store');
  const { key, secret } = made.json();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  const listed = await ask('GET', 'site-keys');
  expect(listed.json().keys).toEqual([
    { key, site: library, role: 'member', alg: 'HS256', made: expect.any(Number) as number },
  ]);
  expect(listed.body).not.toContain(secret);
});

test('a public key makes a key without a secret', async () => {
  const { ask } = await opened();
  const made = await ask('POST', 'site-keys', { site: library, role: 'viewer', publicKey: jwk });
  expect(Object.keys(made.json())).toEqual(['key']);
  const listed = await ask('GET', 'site-keys');
  expect(listed.json().keys).toMatchObject([{ role: 'viewer', alg: 'EdDSA' }]);
  expect(listed.body).not.toContain(jwk.x);
});

test.each([
  ['a private key', { ...jwk, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }, 'can sign'],
  ['a key for another curve', { ...jwk, crv: 'X25519' }, 'no Ed25519'],
  ['a key that is too short', { ...jwk, x: jwk.x.slice(1) }, 'no Ed25519'],
  ['an RSA key', { kty: 'RSA', n: jwk.x, e: 'AQAB' }, 'no Ed25519'],
  ['text', JSON.stringify(jwk), 'no Ed25519'],
  ['nothing', null, 'no Ed25519'],
])('%s is refused in words', async (_what, publicKey, words) => {
  const { ask } = await opened();
  const refused = await ask('POST', 'site-keys', { site: library, publicKey });
  expect(refused.statusCode).toBe(400);
  expect(refused.json().message).toContain(words);
  expect((await ask('GET', 'site-keys')).json()).toEqual({ keys: [] });
});

test.each([
  ['a site that is not on the list', { site: 'https://other.example' }, 409],
  ['no site', { site: 'library' }, 400],
  ['a facilitator’s role', { site: library, role: 'facilitator' }, 400],
  ['a field that nobody knows', { site: library, secret: 'mine' }, 400],
])('there is no key for %s', async (_what, body, status) => {
  const { ask } = await opened();
  expect((await ask('POST', 'site-keys', body)).statusCode).toBe(status);
});

test('a board has so many keys', async () => {
  const { ask, world, board } = await opened();
  const hold = await world.app.rooms.hold(board.id);
  for (let nth = 0; nth < limits.siteKeys; nth += 1) {
    const add = { type: 'siteKey.add', key: `y_${nth}`, site: library } as const;
    await hold?.room.do({
      type: 'command',
      id: `q_${nth}`,
      actor: { type: 'system' },
      commands: () => [{ ...add, role: 'member', alg: 'HS256', verifier: 'x' }],
    });
  }
  hold?.release();
  const refused = await ask('POST', 'site-keys', { site: library });
  expect(refused.statusCode).toBe(409);
  expect(refused.json().message).toContain(String(limits.siteKeys));
});

test('a key that is taken back is gone, and only for once', async () => {
  const { ask } = await opened();
  const { key } = (await ask('POST', 'site-keys', { site: library })).json();
  expect((await ask('DELETE', `site-keys/${key}`)).statusCode).toBe(204);
  expect((await ask('DELETE', `site-keys/${key}`)).statusCode).toBe(404);
  expect((await ask('GET', 'site-keys')).json()).toEqual({ keys: [] });
});

test('whoever has no facilitator key learns and does nothing', async () => {
  const { ask, board } = await opened();
  const { key } = (await ask('POST', 'site-keys', { site: library })).json();
  for (const [method, path, body] of [
    ['GET', 'site-keys'],
    ['POST', 'site-keys', { site: library }],
    ['DELETE', `site-keys/${key}`],
    ['PUT', 'sites', { origins: [] }],
  ] as const) {
    for (const wrong of [board.keys.member, board.keys.viewer, '']) {
      expect([method, (await ask(method, path, body, wrong)).statusCode]).toEqual([method, 401]);
    }
  }
  expect((await ask('GET', 'site-keys')).json().keys).toHaveLength(1);
});
