/** The public key of a site, as its owner pastes it. */
import { readPublicKey } from '#shared/public/site-key.ts';

export type Pasted =
  | { ok: true; x: string }
  /** `none`: no JSON. The others: see {@link readPublicKey}. */
  | { ok: false; why: 'none' | 'private' | 'other' };

export function readPasted(text: string): Pasted {
  let jwk: unknown;
  try {
    jwk = JSON.parse(text);
  } catch {
    return { ok: false, why: 'none' };
  }
  return readPublicKey(jwk);
}
