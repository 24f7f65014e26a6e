/** Secrets, made by the device. `crypto.randomUUID` and `crypto.subtle` are missing on plain-http addresses. */
import { toBase64 } from '#shared/doc/pack.ts';

/** 32 random bytes as base64url (RFC 4648 §5), without padding. */
export function newSecret(randomBytes: (length: number) => Uint8Array): string {
  return toBase64(randomBytes(32)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
