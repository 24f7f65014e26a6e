/** Reads of one board, each from one unchanging view of the database, and checked: what does not hold is never loaded. */
import type { PrivateRecord } from '#shared/board/types.ts';
import { corrupt, decodeEntry, decodeRecord, decodeSnapshot } from '../codec.ts';
import type { Entry, ReadResult, Snapshot } from '../port.ts';
import type { Head, Standing } from './boards.ts';
import { decodeHead } from './boards.ts';
import type { Level } from './database.ts';
import { saysCorrupt } from './failures.ts';
import {
  entryKey,
  entryRange,
  headKey,
  keyTail,
  recordKey,
  recordRange,
  snapshotKey,
  tombstoneKey,
} from './keys.ts';

type View = ReturnType<Level['snapshot']>;

export async function readStanding(level: Level, board: string): Promise<Standing> {
  return checked(board, () => standingIn(level, board));
}

/** Entries after a position, or the snapshot if the log was trimmed past it. */
export async function readLog(level: Level, board: string, after: number): Promise<ReadResult> {
  return checked(board, () =>
    viewed(level, async (view): Promise<ReadResult> => {
      const head = await standingIn(level, board, view);
      if (head === 'erased') return { type: 'erased' };
      if (head === 'none' || after >= head.seq) return { type: 'entries', entries: [] };
      if (after < head.trimmed)
        return { type: 'gone', snapshot: await keptSnapshot(level, board, head, view) };
      return { type: 'entries', entries: await entriesBetween(level, board, after, head.seq, view) };
    }),
  );
}

export async function readSnapshot(level: Level, board: string): Promise<Snapshot | null> {
  return checked(board, () =>
    viewed(level, async (view) => {
      const head = decodeHead(board, await level.get(headKey(board), { snapshot: view }));
      return head && head.trimmed > 0 ? keptSnapshot(level, board, head, view) : null;
    }),
  );
}

/** @param ids which; all if absent. Those that do not exist are left out. */
export async function readRecords(
  level: Level,
  board: string,
  ids: readonly string[] | undefined,
): Promise<PrivateRecord[]> {
  return checked(board, async () => {
    if (!ids) {
      const range = recordRange(board);
      const rows = await level.iterator({ ...range, fillCache: false }).all();
      return rows.map(([key, value]) => decodeRecord(board, keyTail(range, key), value));
    }
    const wanted = [...new Set(ids)];
    const values = await level.getMany(wanted.map((id) => recordKey(board, id)));
    return wanted.flatMap((id, i) => {
      const value = values[i];
      return value ? [decodeRecord(board, id, value)] : [];
    });
  });
}

/** What was erased stays so: without a view it is right as well. */
async function standingIn(level: Level, board: string, view?: View): Promise<Standing> {
  const options = view ? { snapshot: view } : {};
  const head = decodeHead(board, await level.get(headKey(board), options));
  if (head) return head;
  return (await level.has(tombstoneKey(board), options)) ? 'erased' : 'none';
}

async function entriesBetween(
  level: Level,
  board: string,
  after: number,
  last: number,
  view: View,
): Promise<Entry[]> {
  const rows = await level
    .iterator({ ...entryRange(board, after, last), snapshot: view, fillCache: false })
    .all();
  const entries = rows.map(([key, value], i) => {
    const seq = after + i + 1;
    // LevelDB drops what it cannot read of its own log in silence: a hole shows only here.
    if (key !== entryKey(board, seq)) throw corrupt(board, `entry ${seq} is missing`);
    return decodeEntry(board, seq, value);
  });
  if (entries.length !== last - after) throw corrupt(board, `entry ${after + entries.length + 1} is missing`);
  return entries;
}

async function keptSnapshot(level: Level, board: string, head: Head, view: View): Promise<Snapshot> {
  const value = await level.get(snapshotKey(board), { snapshot: view });
  const snapshot = value && decodeSnapshot(board, value);
  if (snapshot?.seq !== head.trimmed) throw corrupt(board, `the snapshot at ${head.trimmed} is missing`);
  return snapshot;
}

async function viewed<T>(level: Level, run: (view: View) => Promise<T>): Promise<T> {
  const view = level.snapshot();
  try {
    return await run(view);
  } finally {
    await view.close();
  }
}

/** Says which board it is when the engine itself finds a block that does not make sense. */
async function checked<T>(board: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw saysCorrupt(error) ? corrupt(board, 'a block of its file', error) : error;
  }
}
