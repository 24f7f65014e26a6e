/** Reads of one board, checked: what does not hold is never loaded. */
import type { Call } from '#server/redis/link.ts';
import type { PrivateRecord } from '#shared/board/types.ts';
import { corrupt, decodeEntry, decodeRecord, decodeSnapshot } from '../codec.ts';
import type { Entry, ReadResult, Snapshot } from '../port.ts';
import { boardKeys } from './keys.ts';
import { readScript } from './scripts.ts';

export type StreamItem = readonly [id: Buffer, fields: readonly [name: Buffer, value: Buffer]];

/** Entries are read so many at a time, so that a long log is not one long step of Redis. */
const PAGE = 500;

/** Entries after a position, or the snapshot if the log was trimmed past it. */
export async function readLog(call: Call, board: string, after: number): Promise<ReadResult> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await readPage(call, board, after + entries.length);
    // Erased, or trimmed between two pages: the snapshot stands for the first page as well.
    if (page.type !== 'entries') return page;
    entries.push(...page.entries);
    if (after + entries.length >= page.end) return { type: 'entries', entries };
  }
}

export async function readSnapshot(call: Call, board: string): Promise<Snapshot | null> {
  const stored = await call<Buffer | null>(['GET', boardKeys(board).snapshot]);
  return stored && decodeSnapshot(board, stored);
}

/** @param ids which; all if absent. Those that do not exist are left out. */
export async function readRecords(
  call: Call,
  board: string,
  ids: readonly string[] | undefined,
): Promise<PrivateRecord[]> {
  const key = boardKeys(board).records;
  const stored = ids ? await someOf(call, key, [...new Set(ids)]) : await allOf(call, key);
  return stored.map(([id, value]) => decodeRecord(board, id, value));
}

/** @throws StoreError `corrupt` unless these are the entries that follow `after`, without a hole */
export function decodeEntries(board: string, after: number, items: readonly StreamItem[]): Entry[] {
  return items.map(([id, [, value]], i) => {
    const seq = after + i + 1;
    if (String(id) !== `${seq}-0`) throw corrupt(board, `entry ${seq} is missing`);
    return decodeEntry(board, seq, value);
  });
}

type Page = { type: 'entries'; entries: Entry[]; end: number } | Exclude<ReadResult, { type: 'entries' }>;

async function readPage(call: Call, board: string, after: number): Promise<Page> {
  const { head, log, snapshot: key } = boardKeys(board);
  const [type, at, stored] = await readScript.run<
    readonly [Buffer, Buffer, null | Buffer | readonly StreamItem[]]
  >(call, [head, log, key], [String(after), String(PAGE)]);
  const seq = Number(at);
  if (String(type) === 'erased') return { type: 'erased' };
  if (String(type) === 'gone') {
    const snapshot = stored && decodeSnapshot(board, stored as Buffer);
    if (snapshot?.seq !== seq) throw corrupt(board, `the snapshot at ${seq} is missing`);
    return { type: 'gone', snapshot };
  }
  const entries = decodeEntries(board, after, stored as readonly StreamItem[]);
  if (entries.length < Math.min(PAGE, seq - after))
    throw corrupt(board, `entry ${after + entries.length + 1} is missing`);
  return { type: 'entries', entries, end: seq };
}

/** In the order of their ids: Redis has them in none. */
async function allOf(call: Call, key: string): Promise<[id: string, value: Buffer][]> {
  const flat = await call<readonly Buffer[]>(['HGETALL', key]);
  return Array.from({ length: flat.length / 2 }, (_, i): [string, Buffer] => [
    String(flat[2 * i]!),
    flat[2 * i + 1]!,
  ]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function someOf(
  call: Call,
  key: string,
  ids: readonly string[],
): Promise<[id: string, value: Buffer][]> {
  if (ids.length === 0) return [];
  const values = await call<readonly (Buffer | null)[]>(['HMGET', key, ...ids]);
  return ids.flatMap((id, i): [string, Buffer][] => {
    const value = values[i];
    return value ? [[id, value]] : [];
  });
}
