/** Another site that vouches for its visitors: it has a key of a board, and signs what a test wants it to. */
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { NewBoard } from '#server/rooms/rooms.ts';
import { newSecret, newSiteSecret } from '#server/rooms/secrets.ts';
import type { SiteRole } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';
import type { World } from './world.ts';

export type Claims = Record<string, unknown>;
type Algorithm = 'EdDSA' | 'HS256';

export interface Signing {
  alg: Algorithm;
  sign: CryptoKey | Uint8Array;
  /** The public key's `x`, or the secret. */
  verifier: string;
}

/** A fresh pair of keys, or (HS256) a secret. */
export async function newSigning(alg: Algorithm): Promise<Signing> {
  if (alg === 'HS256') return secretSigning(newSiteSecret());
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { alg, sign: privateKey, verifier: (await exportJWK(publicKey)).x ?? '' };
}

export function secretSigning(secret: string): Signing {
  return { alg: 'HS256', sign: Buffer.from(secret, 'base64url'), verifier: secret };
}

export class Host {
  readonly site: string;
  /** The id of its key. */
  readonly key: string;
  readonly signing: Signing;
  readonly #board: string;
  readonly #audience: string;

  constructor(parts: { site: string; key: string; signing: Signing; board: string; audience: string }) {
    this.site = parts.site;
    this.key = parts.key;
    this.signing = parts.signing;
    this.#board = parts.board;
    this.#audience = parts.audience;
  }

  /** A site that is on the board's list already gets a key. */
  static async of(
    world: World,
    board: NewBoard,
    options: { site?: string; alg?: Algorithm; role?: SiteRole } = {},
  ): Promise<Host> {
    const { site = 'https://library.example', alg = 'EdDSA', role = 'member' } = options;
    const pair = alg === 'EdDSA' ? await newSigning(alg) : null;
    const publicKey = pair && { kty: 'OKP', crv: 'Ed25519', x: pair.verifier };
    const asked = { site, role, ...(publicKey && { publicKey }) };
    const made = await facilitate(world, board, 'POST', 'site-keys', asked);
    if (made.statusCode !== 201) throw new Error(`no key: ${made.body}`);
    const { key, secret = '' } = made.json() as { key: string; secret?: string };
    const signing = pair ?? secretSigning(secret);
    return new Host({ site, key, signing, board: board.id, audience: world.origin });
  }

  /**
   * A token for a visitor, in order unless something else is asked for.
   * @param more claims; undefined takes one out
   * @param now ms since 1970
   */
  token(subject: string, more: Claims = {}, header: Claims = {}, now = Date.now()): Promise<string> {
    const seconds = Math.floor(now / time.SECOND);
    const claims = {
      iss: this.site,
      aud: this.#audience,
      board: this.#board,
      sub: subject,
      name: subject,
      role: 'member',
      iat: seconds,
      exp: seconds + 300,
      jti: newSecret(),
      ...more,
    };
    // through JSON: what is signed here need not be right
    return new SignJWT(JSON.parse(JSON.stringify(claims)) as Claims)
      .setProtectedHeader({ alg: this.signing.alg, kid: this.key, ...header })
      .sign(this.signing.sign);
  }
}

/** What a facilitator does over HTTP. */
export function facilitate(
  world: World,
  board: NewBoard,
  method: 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) {
  return world.app.inject({
    method,
    url: `/api/boards/${board.id}/${path}`,
    headers: {
      authorization: `Bearer ${board.keys.facilitator}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
}
