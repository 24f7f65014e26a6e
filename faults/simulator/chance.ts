/**
 * The process's cryptographic source, taken over: Yjs draws its clientIDs from it and asks nobody. Import this before
 * anything that imports Yjs, which keeps a bound copy of what it finds.
 */
import { webcrypto } from 'node:crypto';

const real = webcrypto.getRandomValues.bind(webcrypto);
let draw: ((length: number) => Uint8Array) | null = null;

webcrypto.getRandomValues = <T extends Parameters<typeof real>[0]>(into: T): T => {
  if (!draw || !ArrayBuffer.isView(into)) return real(into);
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(draw(into.byteLength));
  return into;
};

/** From now on all chance of this process comes from `bytes`; null: from the system again. */
export function drawFrom(bytes: ((length: number) => Uint8Array) | null): void {
  draw = bytes;
}
