/**
 * The process's cryptographic source and its clock, taken over: Yjs draws its clientIDs from the one, tells by the other
 * which strokes are undone together, and asks nobody. Import this before anything that imports Yjs, which keeps what it
 * finds.
 */
import { webcrypto } from 'node:crypto';

export interface Source {
  randomBytes(length: number): Uint8Array;
  /** ms since 1970 */
  now(): number;
}

const realBytes = webcrypto.getRandomValues.bind(webcrypto);
const realNow = Date.now;
let source: Source | null = null;

webcrypto.getRandomValues = <T extends Parameters<typeof realBytes>[0]>(into: T): T => {
  if (!source || !ArrayBuffer.isView(into)) return realBytes(into);
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(source.randomBytes(into.byteLength));
  return into;
};
Date.now = () => (source ? source.now() : realNow());

/** From now on all chance and time of this process come from there; null: from the system again. */
export function takeFrom(one: Source | null): void {
  source = one;
}
