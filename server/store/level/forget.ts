/**
 * Making deleted bytes leave the files. LevelDB only marks what is deleted or replaced; the bytes go when the table file
 * that holds them is rewritten, which may be never.
 */
import { decodeValue, encodeValue } from '../codec.ts';
import type { Database, Operation } from './database.ts';
import type { KeyRange } from './keys.ts';
import { everyBoard, sweptKey } from './keys.ts';

type Write = (operations: Operation[]) => Promise<void>;

/**
 * Rewrites every file that holds a range until what was deleted in it is gone from the disk.
 *
 * One compaction is not enough. It begins with writing the memory table out, old values and deletions side by side, to a
 * level that the compaction then may not look at, having chosen its levels before; and a file at the deepest level is
 * rewritten only when a file above it overlaps. So deletions of the range's two ends follow, which lie above whatever is
 * left and span it, and a second compaction pushes them through. Files that a running read still looks at are kept until
 * a later compaction finds them unused: hence the waits, and the third round.
 */
export async function purge(database: Database, write: Write, range: KeyRange): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await write([
      { type: 'del', key: range.gte },
      { type: 'del', key: range.lt },
    ]);
    await database.readsDone();
    await database.compact(range);
  }
}

/**
 * Purges all boards if that was not done for `every` milliseconds, so that what people delete or replace (a contact line,
 * a word taken out of a text) leaves the disk even on a server that nobody ever restarts.
 * @param now ms since 1970
 */
export async function sweepWhenDue(
  database: Database,
  write: Write,
  now: number,
  every: number,
): Promise<void> {
  const stored = await database.read((level) => level.get(sweptKey));
  const swept = stored && (decodeValue(sweptKey, stored)?.json as { at: number } | undefined)?.at;
  if (swept !== undefined && swept <= now && now - swept < every) return;
  await purge(database, write, everyBoard);
  await write([sweptOperation(now)]);
}

/** Remembers that there is nothing to sweep at the moment. */
export function sweptOperation(now: number): Operation {
  return { type: 'put', key: sweptKey, value: encodeValue(sweptKey, { at: now }, []) };
}
