/** Every way in which a token of another site can be wrong, one by one; the one that is right comes first. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Claims, Host, newSigning } from '#server/testing/host.ts';
import { emptyState, type MutableState } from '#shared/board/state.ts';
import type { SiteRole } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';
import { type Expected, readToken } from './token.ts';

const library = 'https://library.example';
const parish = 'https://parish.example';
const now = Date.UTC(2027, 0, 1, 12);
const seconds = now / time.SECOND;
const expected: Expected = { board: 'b_street', audience: 'https://tilth.example', site: library, now };

let state: MutableState;
let host: Host;
let secretive: Host;

async function hostWith(key: string, site: string, alg: 'EdDSA' | 'HS256', role: SiteRole): Promise<Host> {
  const signing = await newSigning(alg);
  const { verifier } = signing;
  const body = { type: 'siteKey', key, site, role, alg, verifier, made: now } as const;
  state.records.set(`siteKey:${key}`, { id: `siteKey:${key}`, to: [], facilitators: true, body });
  return new Host({ site, key, signing, board: expected.board, audience: expected.audience });
}

beforeAll(async () => {
  state = emptyState();
  state.records.set('sites', { id: 'sites', to: [], body: { type: 'sites', origins: [library, parish] } });
  host = await hostWith('y_library', library, 'EdDSA', 'member');
  secretive = await hostWith('y_secret', library, 'HS256', 'member');
});

const read = (token: string, more: Partial<Expected> = {}) =>
  readToken(state, token, { ...expected, ...more });
const reads = async (claims: Claims, header: Claims = {}, more: Partial<Expected> = {}) =>
  read(await host.token('ana@library', claims, header, now), more);

test('a token that is in order says who comes, without saying who that is', async () => {
  for (const one of [host, secretive]) {
    const visit = await read(await one.token('ana@library', { name: 'Ana' }, { typ: 'JWT' }, now));
    expect(visit).toMatchObject({ key: one.key, name: 'Ana', role: 'member', until: now + 300_000 });
    expect(JSON.stringify(visit)).not.toContain('ana@library');
  }
});

test('the same subject is the same by each key of a site, and another on another board and site', async () => {
  const subject = async (from: Host, more: Partial<Expected> = {}, claims: Claims = {}) => {
    const visit = await read(await from.token('ana', claims, {}, now), more);
    return typeof visit === 'string' ? visit : visit.subject;
  };
  const other = await hostWith('y_parish', parish, 'EdDSA', 'member');
  const subjects = [
    await subject(host),
    await subject(other, { site: parish }),
    await subject(host, { board: 'b_lane' }, { board: 'b_lane' }),
    await subject(host, {}, { sub: 'Ana' }),
  ];
  expect(new Set(subjects).size).toBe(4);
  expect(await subject(secretive)).toBe(subjects[0]);
});

const right: Claims = {
  iss: library,
  aud: expected.audience,
  board: expected.board,
  sub: 'ana@library',
  name: 'Ana',
  role: 'member',
  iat: seconds,
  exp: seconds + 300,
  jti: '0123456789abcdef',
};

describe.each(Object.keys(right))('claim %s', (claim) => {
  test.each([
    ['missing', undefined],
    ['null', null],
    ['false', false],
    ['true', true],
    ['empty', ''],
    ['zero', 0],
    ['a blank', ' '],
    ['a number below', -1],
    ['an empty list', []],
    ['a list of the right one', [right[claim]]],
    ['an object', {}],
    ['the right one in an object', { value: right[claim] }],
    ['the right one as text, or more of it', typeof right[claim] === 'number' ? `${seconds + 60}` : 7],
  ])('%s', async (what, value) => {
    // a subject or a token's own name is whatever the site says
    const fits = what === 'a blank' && claim === 'sub';
    expect(await reads({ ...right, [claim]: value })).toEqual(fits ? expect.anything() : claim);
  });
});

test.each<[string, string, Claims]>([
  ['of another site', 'iss', { iss: parish }],
  ['of a site within the site', 'iss', { iss: 'https://evil.library.example' }],
  ['of the site with a slash', 'iss', { iss: `${library}/` }],
  ['for another server', 'aud', { aud: 'https://other.example' }],
  ['for this server and others', 'aud', { aud: [expected.audience, 'https://other.example'] }],
  ['for another board', 'board', { board: 'b_lane' }],
  ['with a subject that is too long', 'sub', { sub: 'x'.repeat(limits.tokenSubject + 1) }],
  ['with a name that is too long', 'name', { name: 'x'.repeat(limits.name + 1) }],
  ['for a facilitator', 'role', { role: 'facilitator' }],
  ['for a role that there is not', 'role', { role: 'toString' }],
  ['that has ended', 'exp', { iat: seconds - 300, exp: seconds }],
  ['that ended long ago', 'exp', { iat: seconds - 900, exp: seconds - 600 }],
  ['that ends too late', 'exp', { exp: seconds + limits.tokenFor / time.SECOND + 1 }],
  ['that was made to last, shortly before its end', 'exp', { iat: seconds - 3_600, exp: seconds + 60 }],
  ['that never ends', 'exp', { exp: 1e300 }],
  ['in milliseconds', 'iat', { iat: now, exp: now + 300_000 }],
  ['of tomorrow', 'iat', { iat: seconds + limits.tokenSkew / time.SECOND + 1 }],
  ['with a short name of its own', 'jti', { jti: 'x'.repeat(limits.tokenNameLeast - 1) }],
  ['with a long name of its own', 'jti', { jti: 'x'.repeat(limits.tokenName + 1) }],
  ['not to be used before tomorrow', 'nbf', { nbf: seconds + 86_400 }],
  ['not to be used before: false', 'nbf', { nbf: false }],
  ['not to be used before: null', 'nbf', { nbf: null }],
  ['not to be used before: text', 'nbf', { nbf: `${seconds}` }],
])('a token %s is refused for %s', async (_what, claim, claims) => {
  expect(await reads({ ...right, ...claims })).toBe(claim);
});

test.each<[string, Claims]>([
  ['for the longest time', { exp: seconds + limits.tokenFor / time.SECOND }],
  ['of a clock that is a little ahead', { iat: seconds + limits.tokenSkew / time.SECOND }],
  ['in parts of seconds', { iat: seconds + 0.25, exp: seconds + 300.25 }],
  ['to be used from now on', { nbf: seconds }],
  ['for one who looks', { role: 'viewer' }],
  ['with claims of the site’s own', { email: 'ana@library.example', admin: true }],
])('a token %s is in order', async (_what, claims) => {
  expect(await reads({ ...right, ...claims })).toMatchObject({ key: 'y_library' });
});

test('a key for viewers makes no members', async () => {
  const viewers = await hostWith('y_viewers', library, 'EdDSA', 'viewer');
  expect(await read(await viewers.token('ana', {}, {}, now))).toBe('role');
  expect(await read(await viewers.token('ana', { role: 'viewer' }, {}, now))).toMatchObject({
    role: 'viewer',
  });
});

test.each<[string, Claims, string]>([
  ['no key is named', { kid: undefined }, 'key'],
  ['the key is not known', { kid: 'y_unknown' }, 'key'],
  ['the key is no text', { kid: ['y_library'] }, 'key'],
  ['the key is another record', { kid: '../sites' }, 'key'],
  ['it is another kind of token', { typ: 'at+jwt' }, 'form'],
  ['it says something critical', { crit: ['exp'], exp: 1 }, 'signature'],
])('%s', async (_what, header, fault) => {
  // jose signs no header that it would not read
  const token = await host.token('ana', {}, {}, now);
  expect(await read(withHeader(token, { alg: 'EdDSA', kid: 'y_library', ...header }))).toBe(fault);
});

test('a page of another site has no use for a token', async () => {
  expect(await reads({}, {}, { site: parish })).toBe('key');
  expect(await reads({ iss: parish }, {}, { site: parish })).toBe('key');
});

test('a site that is on the list no more has no key', async () => {
  const token = await host.token('ana', {}, {}, now);
  const sites = state.records.get('sites')!;
  state.records.set('sites', { ...sites, body: { type: 'sites', origins: [parish] } });
  expect(await read(token)).toBe('key');
  state.records.set('sites', sites);
  expect(await read(token)).toMatchObject({ key: 'y_library' });
});

describe('what is signed by no key of the site', () => {
  const signedBy = (secret: Uint8Array | string, header: Claims) => async (): Promise<string> => {
    const [, payload = ''] = (await host.token('ana', {}, {}, now)).split('.');
    const head = encoded(header);
    const mac = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
    return `${head}.${payload}.${mac}`;
  };
  test.each<[string, () => Promise<string>, string]>([
    [
      'nothing at all (alg none)',
      async () => withHeader(await host.token('ana', {}, {}, now), { alg: 'none', kid: 'y_library' }),
      'algorithm',
    ],
    [
      'nothing at all (alg NonE), with an empty signature',
      async () => {
        const [, payload] = (await host.token('ana', {}, {}, now)).split('.');
        return `${encoded({ alg: 'NonE', kid: 'y_library' })}.${payload}.`;
      },
      'algorithm',
    ],
    [
      'the public key, as a secret',
      () => signedBy(Buffer.from(host.signing.verifier, 'base64url'), { alg: 'HS256', kid: 'y_library' })(),
      'algorithm',
    ],
    [
      'the public key, as a secret, told to be EdDSA',
      () => signedBy(Buffer.from(host.signing.verifier, 'base64url'), { alg: 'EdDSA', kid: 'y_library' })(),
      'signature',
    ],
    [
      'the secret as it is written, not as it is meant',
      () => signedBy(secretive.signing.verifier, { alg: 'HS256', kid: 'y_secret' })(),
      'signature',
    ],
    ['an empty secret', () => signedBy('', { alg: 'HS256', kid: 'y_secret' })(), 'signature'],
    [
      'a longer hash',
      async () => withHeader(await secretive.token('ana', {}, {}, now), { alg: 'HS512', kid: 'y_secret' }),
      'algorithm',
    ],
    [
      'another key of its own, carried along',
      async () => {
        const own = await newSigning('EdDSA');
        const jwk = { kty: 'OKP', crv: 'Ed25519', x: own.verifier };
        const other = new Host({ ...expected, key: 'y_library', signing: own });
        return other.token('ana', {}, { jwk }, now);
      },
      'signature',
    ],
    [
      'the other key of the site',
      () => new Host({ ...expected, key: 'y_library', signing: secretive.signing }).token('ana', {}, {}, now),
      'algorithm',
    ],
    [
      'the key, before a claim was changed',
      async () => {
        const [head, , signature] = (await host.token('ana', {}, {}, now)).split('.');
        return `${head}.${encoded({ ...right, sub: 'fay' })}.${signature}`;
      },
      'signature',
    ],
    ['no JSON in front', async () => 'bm8.bm8.bm8', 'form'],
    ['one part only', async () => 'bm8', 'form'],
    ['nothing', async () => '', 'form'],
  ])('%s', async (_what, make, fault) => {
    expect(await read(await make())).toBe(fault);
  });
});

test.each<[string, unknown]>([
  ['a list', [right]],
  ['text', 'ana'],
  ['a number', 1],
  ['nothing', null],
])('what is signed must be claims: %s is refused', async (_what, value) => {
  const head = encoded({ alg: 'HS256', kid: 'y_secret' });
  const payload = encoded(value);
  const secret = Buffer.from(secretive.signing.verifier, 'base64url');
  const mac = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
  expect(await read(`${head}.${payload}.${mac}`)).toBe('form');
});

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The same token with another header in front: its signature is not for that. */
function withHeader(token: string, header: Claims): string {
  const [, payload, signature] = token.split('.');
  return `${encoded(header)}.${payload}.${signature}`;
}
