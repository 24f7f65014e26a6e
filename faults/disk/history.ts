/**
 * What the recorded process does to each of its boards, step by step, and how a board must look after a step: a pure
 * function of the step, so that what was done need not be remembered to be checked.
 */
import { isDeepStrictEqual } from 'node:util';
import { entry, noteRecord, snapshotAt } from '#server/store/fixtures.ts';
import type { Entry, LogStore, Snapshot } from '#server/store/port.ts';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';

export const boards = ['b_0', 'b_1', 'b_2', 'b_3'];
/** Steps of each board: 2,000 in all. */
export const mostSteps = 500;

/** Where a board stands; `life` counts how often it was begun. */
export interface Standing {
  life: number;
  /** Where the log ends; 0: there is no such board. */
  end: number;
  /** The seq of the kept snapshot; 0: none. */
  trimmed: number;
}

const SNAPSHOT_EVERY = 11;
const EPOCH_EVERY = 132;
const ERASE_EVERY = 163;

/** @param step 0, 1, …; the board stands where {@link standingAfter} the step before says */
export async function take(store: LogStore, board: string, step: number): Promise<void> {
  const before = standingAfter(board, step - 1);
  const after = standingAfter(board, step);
  const id = idOf(board, before);
  if (after.trimmed > before.trimmed) return store.saveSnapshot(id, snapshotOf(after));
  const erases = after.life !== before.life;
  const result = erases
    ? await store.erase(id, before.end)
    : await store.append(id, before.end, entriesOf(board, after, before.end), changes(after));
  if (result.type !== (erases ? 'erased' : 'ok'))
    throw new Error(`Step ${step} of ${board} ended with ${result.type}.`);
}

/** A board that was erased goes on under another id: its own is closed for good. */
function idOf(board: string, { life }: Pick<Standing, 'life'>): string {
  return `${board}_${life}`;
}

const known = new Map<string, Standing[]>();

/** @param step -1: before the first */
export function standingAfter(board: string, step: number): Standing {
  let standings = known.get(board);
  if (!standings) known.set(board, (standings = everyStanding(boards.indexOf(board))));
  return standings[step + 1]!;
}

function everyStanding(index: number): Standing[] {
  const standings: Standing[] = [{ life: 1, end: 0, trimmed: 0 }];
  for (let step = 0; step < mostSteps; step++) {
    const before = standings.at(-1)!;
    const turn = step + 40 * index;
    const kept = turn % SNAPSHOT_EVERY === 0 && before.end > before.trimmed;
    if (turn % ERASE_EVERY === 0 && before.end > 0)
      standings.push({ life: before.life + 1, end: 0, trimmed: 0 });
    else if (kept) standings.push({ ...before, trimmed: before.end });
    else standings.push({ ...before, end: before.end + 1 + (turn % 3) });
  }
  return standings;
}

/** @returns null if the board stands there with all that belongs to it, and nothing else; otherwise what differs */
export async function difference(
  store: LogStore,
  board: string,
  standings: readonly Standing[],
): Promise<string | null> {
  const all: string[] = [];
  for (const standing of standings) {
    const found = await contents(store, idOf(board, standing));
    const past =
      standing.life > 1 ? await contents(store, idOf(board, { life: standing.life - 1 })) : 'erased';
    const wanted = {
      snapshot: standing.trimmed > 0 ? snapshotOf(standing) : null,
      entries: entriesOf(board, standing, standing.trimmed),
      records: changes(standing).flatMap(({ record }): PrivateRecord[] => (record ? [record] : [])),
    };
    if (isDeepStrictEqual(found, wanted) && past === 'erased') return null;
    all.push(told(found), past === 'erased' ? '' : `and before that ${told(past)}`);
  }
  return `${board}: ${all.join(' ')}; allowed were ${JSON.stringify(standings)}`;
}

interface Contents {
  snapshot: Snapshot | null;
  entries: Entry[];
  records: PrivateRecord[];
}

async function contents(store: LogStore, id: string): Promise<Contents | 'erased'> {
  const snapshot = await store.snapshot(id);
  const records = await store.records(id);
  const read = await store.read(id, snapshot?.seq ?? 0);
  switch (read.type) {
    case 'gone':
      throw new Error('The log was trimmed while nobody wrote.');
    case 'erased':
      return snapshot || records.length > 0 ? { snapshot, entries: [], records } : 'erased';
    case 'entries':
      return { snapshot, entries: read.entries, records };
  }
}

function told(found: Contents | 'erased'): string {
  if (found === 'erased') return found;
  const { entries, snapshot, records } = found;
  return (
    `a snapshot at ${snapshot?.seq ?? 0}, entries ${entries[0]?.seq}…${entries.at(-1)?.seq} by ` +
    `${entries[0]?.by}, ${records.length} records`
  );
}

function entriesOf(board: string, { life, end }: Standing, after: number): Entry[] {
  return Array.from({ length: end - after }, (_, i) => {
    const seq = after + i + 1;
    return entry(seq, {
      id: `q_${life}_${seq}`,
      by: `m_${board}_${life}`,
      records: ['note:h_last'],
      texts: [{ text: 'c_1', epoch: 1, rev: seq, diff: new Uint8Array(120).fill(seq) }],
      ...(seq % EPOCH_EVERY === 0 && { epoch: 1 + seq / EPOCH_EVERY }),
    });
  });
}

/** One record that every append replaces, and one that every other append takes away again. */
function changes({ life, end }: Standing): RecordChange[] {
  if (end === 0) return [];
  const note = (help: string) => noteRecord(help, `life ${life}, at ${end}`);
  const now = note('h_last');
  const then = note('h_odd');
  return [
    { id: now.id, record: now },
    { id: then.id, record: end % 2 === 1 ? then : null },
  ];
}

function snapshotOf({ life, trimmed }: Standing) {
  return snapshotAt(trimmed, { doc: new Uint8Array(2_000).fill(life) });
}
