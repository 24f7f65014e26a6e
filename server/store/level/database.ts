/**
 * The one classic-level database in the data folder, and its recovery.
 *
 * After a failed write LevelDB cannot be trusted with another one as it stands: a half-written log record would swallow
 * what is written after it at the next start, and a failed fsync makes it refuse everything until it is reopened. So a
 * failed write makes the database *suspect*: reads go on, and the next write reopens it first, which replays the log.
 */
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { StoreError } from '../port.ts';
import { plainFailure, saysCorrupt, somethingMissing } from './failures.ts';
import { Folder, settleFolders } from './folder.ts';
import { healJournals } from './journal.ts';
import type { KeyRange } from './keys.ts';
import { waysToOpen } from './manifest.ts';

export type Level = ClassicLevel<string, Uint8Array>;
export type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

/** A disk that was full is not asked again sooner than this. */
const RETRY_AFTER = 500;
/** Reopening writes the whole log out as a table first: at most LevelDB's write buffer, 4 MB, and the same again. */
const ROOM_TO_REOPEN = 8 * 1024 * 1024;

export interface DatabaseOptions {
  folder: string;
  /** Called after a reopening: what was remembered of the contents may be wrong. */
  onReopen: () => void;
  /** Makes the unopened database; tests hand in one that fails. */
  create?: ((folder: string) => Level) | undefined;
}

export class Database {
  readonly folder: string;
  readonly #onReopen: () => void;
  readonly #create: (folder: string) => Level;
  readonly #reads = new Set<Promise<unknown>>();
  #level: Level | null = null;
  /** For its names; null on a system that cannot tell. */
  #names: Folder | null = null;
  #suspect = false;
  #reopening: Promise<void> | null = null;
  #failed: { at: number; error: StoreError } | null = null;
  #closed = false;

  constructor({ folder, onReopen, create }: DatabaseOptions) {
    this.folder = folder;
    this.#onReopen = onReopen;
    this.#create = create ?? createLevel;
  }

  /** Makes the folder if it is missing, for nobody but its owner, and takes its lock. */
  async open(): Promise<void> {
    try {
      const made = await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await this.#openLevel();
      this.#names = await Folder.open(this.folder);
      if (made) await settleFolders(this.folder, dirname(made));
    } catch (error) {
      throw plainFailure(error, this.folder);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#reopening?.catch(() => undefined);
    await Promise.allSettled(this.#reads);
    await this.#level?.close();
    this.#level = null;
    await this.#names?.close();
    this.#names = null;
  }

  /** Runs a read; whoever must be sure that no older view of the data is in use waits by {@link readsDone}. */
  async read<T>(run: (level: Level) => Promise<T>): Promise<T> {
    if (!this.#level) await this.settle();
    const reading = run(this.#ready());
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  /** Resolves when every read that is running now has ended. */
  async readsDone(): Promise<void> {
    await Promise.allSettled(this.#reads);
  }

  /** Reopens the database if an earlier write failed, so that what is read next is what the disk has. */
  async settle(): Promise<void> {
    if (!this.#suspect && !this.#reopening) return;
    this.#reopening ??= this.#reopen().finally(() => (this.#reopening = null));
    await this.#reopening;
  }

  /**
   * Writes all operations atomically, and fsyncs. After a rejection nobody knows whether they were written. One at a time:
   * what is written after a half-written batch would be lost with it.
   */
  async write(operations: Operation[]): Promise<void> {
    await this.#writing((level) => level.batch(operations, { sync: true }));
  }

  /** Rewrites the files that hold a range, without what was deleted or replaced in it. */
  async compact(range: KeyRange): Promise<void> {
    await this.#writing((level) => level.compactRange(range.gte, range.lt));
  }

  async #writing(run: (level: Level) => Promise<void>): Promise<void> {
    await this.settle();
    const level = this.#ready();
    try {
      await run(level);
      await this.#names?.settle();
    } catch (error) {
      this.#suspect = true;
      throw plainFailure(error, this.folder);
    }
  }

  #ready(): Level {
    if (this.#closed) throw new StoreError('closed', 'The store is closed.');
    if (!this.#level) throw new StoreError('io', `The folder ${this.folder} cannot be read at the moment.`);
    return this.#level;
  }

  async #openLevel(): Promise<void> {
    await healJournals(this.folder);
    const failures: unknown[] = [];
    for (const way of await waysToOpen(this.folder)) {
      const level = this.#create(this.folder);
      try {
        await way.prepare();
        // Without this a second server on the same folder would learn of it only at its first read.
        await level.open();
        this.#level = level;
        return;
      } catch (error) {
        await way.undo();
        if (!saysCorrupt(error)) throw error;
        failures.push(error);
      }
    }
    throw failures[0] ?? somethingMissing(this.folder);
  }

  async #reopen(): Promise<void> {
    if (this.#failed && Date.now() - this.#failed.at < RETRY_AFTER) throw this.#failed.error;
    try {
      // As long as the disk takes nothing, the open database is worth more than a closed one: it can be read.
      await tryDisk(this.folder);
      const old = this.#level;
      this.#level = null;
      await old?.close();
      await this.#openLevel();
      this.#suspect = false;
      this.#onReopen();
    } catch (error) {
      this.#failed = { at: Date.now(), error: plainFailure(error, this.folder) };
      throw this.#failed.error;
    }
  }
}

export function createLevel(folder: string): Level {
  return new ClassicLevel<string, Uint8Array>(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
}

/** Rejects unless the disk takes a small file and has room for more. */
async function tryDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < ROOM_TO_REOPEN)
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const probe = join(folder, 'probe.tmp');
  const file = await open(probe, 'w', 0o600);
  try {
    await file.writeFile(new Uint8Array(4096));
    await file.sync();
  } finally {
    await file.close();
    await rm(probe, { force: true });
  }
}
