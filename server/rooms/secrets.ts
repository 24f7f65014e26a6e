/**
 * Secrets and ids of the server's making. A secret is shown once, to whom it is for; only its hash is kept, but for the one
 * that a site signs with, which the server needs to check.
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { newId, type IdKind } from '#shared/board/ids.ts';

/** Random bytes from a cryptographic source. */
export type RandomBytes = (length: number) => Uint8Array;

/** 128 random bits as base64url, 22 characters: for links and passes. */
export function newSecret(bytes: RandomBytes = randomBytes): string {
  return Buffer.from(bytes(16)).toString('base64url');
}

/** 256 random bits as base64url, 43 characters: with which a site signs tokens (HS256). The server keeps it as it is. */
export function newSiteSecret(bytes: RandomBytes = randomBytes): string {
  return Buffer.from(bytes(32)).toString('base64url');
}

/** SHA-256 of a secret as base64url, 43 characters. The secrets are random, so no salt and no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Nine random digits, for a code that is spoken. */
export function newCode(bytes: RandomBytes = randomBytes): string {
  for (;;) {
    const number = Buffer.from(bytes(4)).readUInt32BE();
    // 4 × 10^9: larger numbers would favour the first codes
    if (number < 4e9) return String(number % 1e9).padStart(9, '0');
  }
}

/** Is it a code, rather than a key? */
export function isCode(secret: string): boolean {
  return /^\d{9}$/.test(secret);
}

/** About 20 ms of one processor, and 8 MB. */
const cost = { N: 2 ** 13, r: 8, p: 1 };

/**
 * A slow hash of a code (scrypt), as base64url: nine digits hashed by SHA-256 are found out in a second. There is no salt,
 * because the code alone has to be found again; so all of them can be worked out ahead, in two thirds of a year of a
 * processor, and no code lives longer than a day.
 */
export function hashCode(code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, 'tilth code', 32, cost, (error, hash) =>
      error ? reject(error) : resolve(hash.toString('base64url')),
    );
  });
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
