/** What the tests of the engine share: folders that go away again, and a disk that can be made to misbehave. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchOperation } from 'classic-level';
import { ClassicLevel } from 'classic-level';
import { entry, snapshotAt } from '../fixtures.ts';
import type { LogStore } from '../port.ts';
import type { Level } from './database.ts';

export async function newFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'tilth-store-'));
  return { folder: join(parent, 'data', 'log'), remove: () => rm(parent, { recursive: true, force: true }) };
}

type Batch = BatchOperation<Level, string, Uint8Array>[];

/** Decides what becomes of a batch; `write` is what an honest disk would do, `sync` whether it was asked to fsync. */
export type Disk = (write: () => Promise<void>, batch: Batch, sync: boolean) => Promise<void>;

/** A database whose batches pass through `disk` and whose compactions through `compact`. */
export function unreliable(
  disk: Disk,
  compact: (run: () => Promise<void>) => Promise<void> = (run) => run(),
) {
  return (folder: string): Level => {
    const level: Level = new ClassicLevel<string, Uint8Array>(folder, {
      keyEncoding: 'utf8',
      valueEncoding: 'view',
    });
    const batch = level.batch.bind(level) as (operations: Batch, options: { sync: boolean }) => Promise<void>;
    const compactRange = level.compactRange.bind(level);
    return Object.assign(level, {
      batch: (operations: Batch, options: { sync: boolean }) =>
        disk(() => batch(operations, options), operations, options.sync),
      compactRange: (start: string, end: string) => compact(() => compactRange(start, end)),
    });
  };
}

/** Makes the engine write all that it has into tables: with an epoch of another board that leaves nothing behind. */
export async function intoTables(store: LogStore): Promise<void> {
  await store.append('b_none', 0, [entry(1), entry(2, { epoch: 2 })], []);
  await store.saveSnapshot('b_none', snapshotAt(2, { epoch: 2 }));
}
