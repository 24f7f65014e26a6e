/** Plain entries, records and snapshots for tests of the log. */
import type { PrivateRecord } from '#shared/board/types.ts';
import { entryFormat } from './format.ts';
import type { Entry, Snapshot } from './port.ts';

export function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return {
    format: entryFormat,
    seq,
    at: 1_000 + seq,
    id: `q_${seq}`,
    by: 'm_ana',
    ops: [],
    texts: [],
    records: [],
    ...more,
  };
}

export function entries(after: number, count: number, more: Partial<Entry> = {}): Entry[] {
  return Array.from({ length: count }, (_, i) => entry(after + 1 + i, more));
}

export function snapshotAt(seq: number, more: Partial<Snapshot> = {}): Snapshot {
  return {
    format: 1,
    epoch: 1,
    seq,
    at: 1_000 + seq,
    doc: new Uint8Array([1, 2, 3]),
    texts: [],
    applied: [],
    ...more,
  };
}

export function noteRecord(help: string, text: string): PrivateRecord {
  return { id: `note:${help}`, to: ['m_ana', 'm_ben'], body: { type: 'note', help, text } };
}
