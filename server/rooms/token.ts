/**
 * A token by which another site says who a visitor is: a JWT, signed with a key that a facilitator gave the site. Every
 * claim must be there with its type and its value; one that is there and empty, or false, is as wrong as none.
 */
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { nameFault } from '#shared/board/decide/joining.ts';
import { sitesOf } from '#shared/board/decide/sites.ts';
import { type Body, bodyOf } from '#shared/board/keys.ts';
import { type SiteRole, siteRoles, type State } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';
import { hashSecret } from './secrets.ts';

/** Where a token has to be for, and when it is looked at. */
export interface Expected {
  board: string;
  /** The origin of this server. */
  audience: string;
  /** The site that the client says it came from. */
  site: string;
  /** The log's clock, ms since 1970. */
  now: number;
}

/** What a token says. */
export interface Visit {
  key: string;
  /** Hashes of whom the site means, and of the token's own name. */
  subject: string;
  token: string;
  name: string;
  role: SiteRole;
  /** Its end, ms since 1970. */
  until: number;
}

/** What is wrong with it: a claim, or one of these. `key`: there is none of that id, or none of that site. */
export type TokenFault = 'form' | 'key' | 'algorithm' | 'signature' | Claim;

type SiteKey = Body<'siteKey'>;
type Rule = (value: unknown, expected: Expected, key: SiteKey, all: Record<string, unknown>) => boolean;

const rules = {
  iss: (value, { site }) => value === site,
  aud: (value, { audience }) => value === audience,
  board: (value, { board }) => value === board,
  sub: (value) => isText(value, 1, limits.tokenSubject),
  name: (value) => typeof value === 'string' && nameFault(value) === null,
  role: (value, _expected, { role }) => isRole(value) && siteRoles.indexOf(value) <= siteRoles.indexOf(role),
  iat: (value, { now }) => isInstant(value) && msOf(value) <= now + limits.tokenSkew,
  exp: (value, { now }, _key, { iat }) =>
    isInstant(value) &&
    msOf(value) > now &&
    msOf(value) <= now + limits.tokenFor &&
    // one that was made to last would be of use again shortly before its end
    isInstant(iat) &&
    msOf(value) <= msOf(iat) + limits.tokenFor,
  jti: (value) => isText(value, limits.tokenNameLeast, limits.tokenName),
  // the one claim that may be missing
  nbf: (value, { now }) => value === undefined || (isInstant(value) && msOf(value) <= now + limits.tokenSkew),
} satisfies Record<string, Rule>;
type Claim = keyof typeof rules;

/** Reads a token of whose bearer nothing is known. It may have been used: that is for the log to say. */
export async function readToken(
  state: State,
  token: string,
  expected: Expected,
): Promise<Visit | TokenFault> {
  const header = headerOf(token);
  if (!header) return 'form';
  const { kid, alg, typ } = header;
  const key = typeof kid === 'string' ? bodyOf(state, 'siteKey', `siteKey:${kid}`) : undefined;
  if (!key || key.site !== expected.site || !sitesOf(state).includes(key.site)) return 'key';
  if (alg !== key.alg) return 'algorithm';
  if (typ !== undefined && typ !== 'JWT') return 'form';
  const payload = await signed(token, key);
  if (!payload) return 'signature';
  const claims = claimsOf(payload);
  return claims ? visitOf(claims, expected, key) : 'form';
}

function visitOf(claims: Record<string, unknown>, expected: Expected, key: SiteKey): Visit | TokenFault {
  for (const [claim, holds] of Object.entries(rules) as [Claim, Rule][]) {
    if (!holds(claims[claim], expected, key, claims)) return claim;
  }
  const { sub, name, role, exp, jti } = claims as { sub: string; name: string; exp: number; jti: string } & {
    role: SiteRole;
  };
  return {
    key: key.key,
    subject: hashOfSubject(expected.board, key.site, sub),
    token: hashSecret(jti),
    name,
    role,
    until: Math.floor(msOf(exp)),
  };
}

/** All that is kept of whom a site means. As JSON, so that no two ways of putting it together are one text. */
export function hashOfSubject(board: string, site: string, subject: string): string {
  return hashSecret(JSON.stringify([board, site, subject]));
}

function headerOf(token: string): ReturnType<typeof decodeProtectedHeader> | null {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
}

/** What the key has signed, or null. Which algorithm that is, the key says and not the token. */
async function signed(token: string, { alg, verifier }: SiteKey): Promise<Uint8Array | null> {
  try {
    const by =
      alg === 'EdDSA'
        ? await importJWK({ kty: 'OKP', crv: 'Ed25519', x: verifier }, alg)
        : Buffer.from(verifier, 'base64url');
    return (await compactVerify(token, by, { algorithms: [alg] })).payload;
  } catch {
    return null;
  }
}

function claimsOf(payload: Uint8Array): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    const isObject = typeof claims === 'object' && claims !== null && !Array.isArray(claims);
    return isObject ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isText(value: unknown, least: number, most: number): value is string {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

function isRole(value: unknown): value is SiteRole {
  return siteRoles.some((role) => role === value);
}

/** Seconds since 1970, as all times in a token. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function msOf(instant: number): number {
  return instant * time.SECOND;
}
