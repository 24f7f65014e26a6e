/** Making the key of a site. */
import type { ServerCommand } from '#shared/board/commands.ts';
import type { SiteRole } from '#shared/board/types.ts';
import { freshId, newSiteSecret, type RandomBytes } from './secrets.ts';

export interface NewSiteKey {
  site: string;
  role: SiteRole;
  /** The `x` of an Ed25519 key. Without it a secret for HS256 is made. */
  publicKey?: string;
}

/** @returns the command that adds it, and what its maker is told once that is durable */
export function newSiteKey(
  { site, role, publicKey }: NewSiteKey,
  randomBytes?: RandomBytes,
): { add: Extract<ServerCommand, { type: 'siteKey.add' }>; told: { key: string; secret?: string } } {
  const key = freshId('siteKey', randomBytes);
  const add = { type: 'siteKey.add', key, site, role } as const;
  if (publicKey !== undefined) return { add: { ...add, alg: 'EdDSA', verifier: publicKey }, told: { key } };
  const secret = newSiteSecret(randomBytes);
  return { add: { ...add, alg: 'HS256', verifier: secret }, told: { key, secret } };
}
