/** The public key of a site, as its owner pastes it: an Ed25519 key as a JWK (RFC 8037). */

/** The form of `x`, 32 bytes as base64url. */
export const publicKeyPattern = '^[0-9A-Za-z_-]{43}$';

export type PublicKey =
  | { ok: true; x: string }
  /** `private`: it can sign, so it must stay with the site. `other`: it is no Ed25519 key. */
  | { ok: false; why: 'private' | 'other' };

/** Reads a JWK of which nothing is known. What else it says (`kid`, `use` …) does not matter. */
export function readPublicKey(jwk: unknown): PublicKey {
  if (typeof jwk !== 'object' || jwk === null) return { ok: false, why: 'other' };
  if ('d' in jwk) return { ok: false, why: 'private' };
  const { kty, crv, x } = jwk as Partial<Record<string, unknown>>;
  const fits = kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string';
  return fits && new RegExp(publicKeyPattern).test(x) ? { ok: true, x } : { ok: false, why: 'other' };
}
