/**
 * A board as this node holds it: the fold of its log. The plain state that `decide` reads, the document that readers
 * sync, the texts, and the ids already applied, all at one position.
 */
import * as Y from 'yjs';
import type { AppliedId, Entry, LogStore, Snapshot, TextSnapshot } from '#server/store/port.ts';
import { entryFormat, formatOfState } from '#server/store/format.ts';
import { applyOps, applyRecords, emptyState, type MutableState } from '#shared/board/state.ts';
import {
  tableNames,
  type Op,
  type PrivateRecord,
  type RecordChange,
  type TableName,
} from '#shared/board/types.ts';
import { applyToDoc, loadBoardDoc, newBoardDoc, readBoard } from '#shared/doc/board.ts';
import { applyTextChange, type TextRecord } from '#shared/doc/gate.ts';
import { AppliedIds } from './applied.ts';
import { Keys } from './keys.ts';

/** The epoch of a board that was never rebuilt. */
const firstEpoch = 1;

export interface Replica {
  epoch: number;
  /** Position of the log; 0: nothing yet. */
  seq: number;
  at: number;
  readonly state: MutableState;
  doc: Y.Doc;
  readonly texts: Map<string, TextRecord>;
  readonly applied: AppliedIds;
  readonly keys: Keys;
}

/** This server is older than one that wrote to the board; only that newer one may serve it. */
class NewerFormat extends Error {
  override readonly name = 'NewerFormat';
}

export function emptyReplica(): Replica {
  return fold(firstEpoch, newBoardDoc(firstEpoch), emptyState(), [], [], []);
}

/** The board as its log says, or null if there is no such board. Rejects with what the store rejects with. */
export async function loadReplica(store: LogStore, board: string): Promise<Replica | null> {
  const snapshot = await store.snapshot(board);
  const read = await store.read(board, snapshot?.seq ?? 0);
  if (read.type === 'erased') return null;
  const base = read.type === 'gone' ? read.snapshot : snapshot;
  const entries = read.type === 'gone' ? await entriesAfter(store, board, base!.seq) : read.entries;
  if (!base && entries.length === 0) return null;
  const records = await store.records(board);
  const replica = base ? fromSnapshot(base, records) : emptyWith(records);
  for (const entry of entries) applyEntry(replica, entry, []);
  return replica;
}

async function entriesAfter(store: LogStore, board: string, seq: number): Promise<Entry[]> {
  const read = await store.read(board, seq);
  if (read.type !== 'entries') throw new Error('the log was trimmed twice while it was read');
  return read.entries;
}

function fromSnapshot(snapshot: Snapshot, records: readonly PrivateRecord[]): Replica {
  checkFormat(snapshot.format);
  const doc = loadBoardDoc(snapshot.epoch, snapshot.doc);
  const replica = fold(snapshot.epoch, doc, readBoard(doc), snapshot.texts, snapshot.applied, records);
  replica.seq = snapshot.seq;
  replica.at = snapshot.at;
  return replica;
}

function emptyWith(records: readonly PrivateRecord[]): Replica {
  return fold(firstEpoch, newBoardDoc(firstEpoch), emptyState(), [], [], records);
}

function fold(
  epoch: number,
  doc: Y.Doc,
  state: MutableState,
  texts: readonly TextSnapshot[],
  applied: readonly AppliedId[],
  records: readonly PrivateRecord[],
): Replica {
  applyRecords(
    state,
    records.map((record) => ({ id: record.id, record })),
  );
  return {
    epoch,
    seq: 0,
    at: 0,
    state,
    doc,
    texts: new Map(texts.map((text) => [text.text, { ...text, owners: new Map(text.owners) }])),
    applied: new AppliedIds(applied),
    keys: new Keys(records),
  };
}

/**
 * Takes the next entry of the log. Every node does exactly this for every entry, in order, so that replicas are
 * byte-equal.
 * @param records the private records that the entry changed
 * @returns the document's update as Yjs V1, or null if nothing public changed; with a new epoch it is the whole document
 */
export function applyEntry(
  replica: Replica,
  entry: Entry,
  records: readonly RecordChange[],
): Uint8Array | null {
  checkFormat(entry.format);
  if (entry.seq !== replica.seq + 1) throw new Error(`entry ${entry.seq} does not follow ${replica.seq}`);
  applyOps(replica.state, entry.ops);
  applyRecords(replica.state, records);
  for (const { id, record } of records) replica.keys.change(id, record);
  for (const change of entry.texts) {
    if (change.dropped) replica.texts.delete(change.text);
    else replica.texts.set(change.text, applyTextChange(replica.texts.get(change.text), change));
  }
  replica.applied.add({ id: entry.id, by: entry.by, seq: entry.seq, at: entry.at });
  replica.seq = entry.seq;
  replica.at = entry.at;
  if (entry.epoch !== undefined) return rebuild(replica, entry.epoch);
  return writeOps(replica.doc, entry.ops);
}

function writeOps(doc: Y.Doc, ops: readonly Op[]): Uint8Array | null {
  let update: Uint8Array | null = null;
  const take = (bytes: Uint8Array): void => {
    update = bytes;
  };
  doc.on('update', take);
  try {
    applyToDoc(doc, ops);
  } finally {
    doc.off('update', take);
  }
  return update;
}

/**
 * A fresh document with the rows of the state and nothing of its past. Rows go in by id and fields by name, whatever
 * order this node came to know them in: every node writes the same bytes.
 */
function rebuild(replica: Replica, epoch: number): Uint8Array {
  replica.applied.unname((member) => replica.state.members.get(member)?.gone !== undefined);
  const ops: Op[] = [];
  for (const table of tableNames) ops.push(...putAll(replica.state, table));
  replica.doc.destroy();
  replica.doc = newBoardDoc(epoch);
  replica.epoch = epoch;
  applyToDoc(replica.doc, ops);
  return Y.encodeStateAsUpdate(replica.doc);
}

function putAll(state: MutableState, table: TableName): Op[] {
  return [...state[table].values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => ({ op: 'put', table, id: row.id, row: byFieldName(row) }) as Op);
}

function byFieldName(row: object): object {
  return Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function toSnapshot(replica: Replica): Snapshot {
  return {
    format: formatOfState(replica.state),
    epoch: replica.epoch,
    seq: replica.seq,
    at: replica.at,
    doc: Y.encodeStateAsUpdateV2(replica.doc),
    texts: [...replica.texts.values()].map((text) => ({ ...text, owners: [...text.owners] })),
    applied: replica.applied.list(replica.at),
  };
}

function checkFormat(format: number): void {
  if (format > entryFormat) {
    throw new NewerFormat(`The board was written in format ${format}; this server knows ${entryFormat}.`);
  }
}
