/** Secrets and ids of the server's making. A secret is shown once, to whom it is for; only its hash is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId, type IdKind } from '#shared/board/ids.ts';

/** Random bytes from a cryptographic source. */
type RandomBytes = (length: number) => Uint8Array;

/** 128 random bits as base64url, 22 characters: for links and passes. */
export function newSecret(bytes: RandomBytes = randomBytes): string {
  return Buffer.from(bytes(16)).toString('base64url');
}

/** SHA-256 of a secret as base64url, 43 characters. The secrets are random, so no salt and no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A new id, from the system's random source unless another is given. */
export function freshId(kind: IdKind, bytes: RandomBytes = randomBytes): string {
  return newId(kind, bytes);
}
