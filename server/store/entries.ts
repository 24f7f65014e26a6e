/** What every engine checks before it writes: a caller that breaks it has a bug. */
import { createHash } from 'node:crypto';
import type { Entry, Snapshot } from './port.ts';

/**
 * @param lastAt time of the last entry in the log, if the engine knows it
 * @throws RangeError unless `entries` continue a log that ends at `after`, in order and in time
 */
export function checkEntries(after: number, entries: readonly Entry[], lastAt = -Infinity): void {
  if (entries.length === 0) throw new RangeError('An append needs at least one entry.');
  let seq = after;
  let at = lastAt;
  for (const entry of entries) {
    if (entry.seq !== ++seq) throw new RangeError(`Entry ${entry.seq} cannot stand at ${seq}.`);
    if (entry.at < at)
      throw new RangeError(`Entry ${entry.seq} is earlier (${entry.at}) than the one before it (${at}).`);
    at = entry.at;
  }
}

/** @throws RangeError if the id could reach into another board's keys */
export function checkBoardId(board: string): void {
  if (!/^[\w-]{1,64}$/.test(board)) throw new RangeError('That is not the id of a board.');
}

/** @throws RangeError if the hash of a code could reach into other keys */
export function checkCode(hash: string): string {
  if (!/^[\w-]{1,64}$/.test(hash)) throw new RangeError('That is not the hash of a code.');
  return hash;
}

/** By what an erased board is known: whoever has its id can find it, and nobody finds its id. SHA-256, base64url. */
export function hashedId(board: string): string {
  checkBoardId(board);
  return createHash('sha256').update(board).digest('base64url');
}

/** @throws RangeError unless a log that ends at `end` can have such a snapshot */
export function checkSnapshot(board: string, snapshot: Snapshot, end: number): void {
  if (snapshot.seq >= 1 && snapshot.seq <= end) return;
  throw new RangeError(`The log of ${board} ends at ${end}; a snapshot of ${snapshot.seq} cannot be of it.`);
}

/** A clock that never goes back within the process, whatever the machine's clock does. */
export function steadyClock(source: () => number = Date.now): () => number {
  let last = 0;
  return () => (last = Math.max(last, source()));
}
