/**
 * The embedded engine: every board of a server in one folder, on classic-level. One process owns the folder.
 * An append is one atomic, fsynced batch of entries, private records and the board's head.
 */
import { limits, time } from '#shared/limits.ts';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import { encodeEntry, encodeRecord, encodeSnapshot } from '../codec.ts';
import { GroupCommit } from '../commits.ts';
import { checkEntries, checkSnapshot, steadyClock } from '../entries.ts';
import { late, within } from '../patience.ts';
import type { AppendResult, Entry, EraseResult, LogStore, ReadResult, Snapshot } from '../port.ts';
import { StoreError } from '../port.ts';
import type { Head, Standing } from './boards.ts';
import { Boards, encodeHead } from './boards.ts';
import type { Level, Operation } from './database.ts';
import { allClaims, type Claim, claimIn, encodeClaim } from './codes.ts';
import { Database } from './database.ts';
import { plainFailure } from './failures.ts';
import { purge, sweepWhenDue } from './forget.ts';
import type { KeyRange } from './keys.ts';
import {
  boardRange,
  codeKey,
  entryKey,
  erasureKey,
  everyCode,
  everyErasure,
  everyUnpurged,
  headKey,
  keyTail,
  probeKey,
  recordKey,
  snapshotKey,
  tombstoneKey,
  unpurgedKey,
} from './keys.ts';
import { readLog, readRecords, readSnapshot, readStanding } from './reading.ts';
import { bringUpToDate } from './schema.ts';

export interface LevelOptions {
  /** Where everything lies; made if it is missing. */
  folder: string;
  now?: () => number;
  /** Makes the database; tests hand in one that fails. */
  create?: (folder: string) => Level;
}

export function levelStore(options: LevelOptions): LogStore {
  return new LevelStore(options);
}

const SWEEP_EVERY = time.DAY;
const noBoard: Head = { seq: 0, at: 0, trimmed: 0, purgeFrom: 0 };

class LevelStore implements LogStore {
  readonly now: () => number;
  readonly #boards = new Boards();
  readonly #database: Database;
  readonly #commits: GroupCommit<Operation>;
  readonly #running = new Set<Promise<unknown>>();
  #state: 'new' | 'open' | 'closed' = 'new';
  #closing: Promise<void> | null = null;
  #sweeper: ReturnType<typeof setInterval> | undefined;

  constructor({ folder, now, create }: LevelOptions) {
    this.now = steadyClock(now);
    this.#database = new Database({ folder, create, onReopen: () => this.#boards.forgetStandings() });
    this.#commits = new GroupCommit((operations) => this.#database.write(operations));
  }

  async open(): Promise<void> {
    if (this.#state !== 'new') throw new StoreError('closed', 'The store was opened before.');
    try {
      await this.#database.open();
      await bringUpToDate(this.#database, this.now());
      await this.#finishErasures();
    } catch (error) {
      await this.close();
      throw plainFailure(error, this.#database.folder);
    }
    this.#state = 'open';
    this.#sweep();
    this.#sweeper = setInterval(() => this.#sweep(), time.HOUR);
    this.#sweeper.unref();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    clearInterval(this.#sweeper);
    this.#closing ??= (async () => {
      await Promise.allSettled(this.#running);
      await this.#commits.idle();
      await this.#database.close();
    })();
    await this.#closing;
  }

  async append(
    board: string,
    after: number,
    entries: readonly Entry[],
    records: readonly RecordChange[],
  ): Promise<AppendResult> {
    checkEntries(after, entries);
    return this.#runAlone(board, async () => {
      try {
        const standing = await this.#standing(board);
        if (standing === 'erased') return { type: 'erased' };
        const head = standing === 'none' ? noBoard : standing;
        if (head.seq !== after) return await this.#conflict(board, after);
        return await this.#appendTo(board, head, entries, records);
      } catch (error) {
        // Nothing was written, but the caller need not tell that from a write in doubt: it reads again either way.
        if (error instanceof StoreError && error.code === 'io') return { type: 'unknown', error };
        throw error;
      }
    });
  }

  async read(board: string, after: number): Promise<ReadResult> {
    return this.#run(() => this.#read(board, (level) => readLog(level, board, after)));
  }

  async snapshot(board: string): Promise<Snapshot | null> {
    return this.#run(() => this.#read(board, (level) => readSnapshot(level, board)));
  }

  async records(board: string, ids?: readonly string[]): Promise<PrivateRecord[]> {
    return this.#run(() => this.#read(board, (level) => readRecords(level, board, ids)));
  }

  async exists(board: string): Promise<boolean> {
    const standing = await this.#run(() => this.#read(board, (level) => readStanding(level, board)));
    return standing !== 'none' && standing !== 'erased';
  }

  async saveSnapshot(board: string, snapshot: Snapshot): Promise<void> {
    await this.#run(async () => {
      const saved = await this.#boards.alone(board, () => this.#keepSnapshot(board, snapshot));
      if (!saved || saved.purgeFrom === 0 || saved.purgeFrom > saved.trimmed) return;
      await this.#purge(boardRange(board));
      await this.#boards.alone(board, async () => {
        const head = await this.#standing(board);
        // The board may have been erased meanwhile, or another epoch have begun.
        if (head === 'none' || head === 'erased' || head.purgeFrom !== saved.purgeFrom) return;
        await this.#commit(board, { ...head, purgeFrom: 0 }, [del(unpurgedKey(board))]);
      });
    });
  }

  /** One process owns the folder, so nobody else makes a log grow. */
  seen(): null {
    return null;
  }

  subscribe(): () => void {
    return () => undefined;
  }

  async unpurged(): Promise<string[]> {
    return this.#run(async () => {
      const marks = await this.#database.read((level) => level.keys(everyUnpurged).all());
      return marks.map((mark) => keyTail(everyUnpurged, mark));
    });
  }

  purge(): Promise<void> {
    return this.#run(() => this.#finishErasures());
  }

  async erase(board: string, after: number | 'anywhere'): Promise<EraseResult> {
    const range = boardRange(board);
    const result = await this.#runAlone(board, async (): Promise<EraseResult> => {
      try {
        if (after !== 'anywhere') {
          const standing = await this.#standing(board);
          if (standing === 'erased') return { type: 'erased' };
          if ((standing === 'none' ? 0 : standing.seq) !== after) return await this.#conflict(board, after);
        } else await this.#settle(board);
        const keys = await this.#database.read((level) => level.keys({ ...range, fillCache: false }).all());
        await this.#boards.alone(everyCode.gte, async () => {
          const codes = [...(await this.#claims())].filter(([, claim]) => claim.board === board);
          const gone = [...keys, ...codes.map(([key]) => key), unpurgedKey(board)];
          await this.#commit(board, 'erased', gone.map(del));
        });
        return { type: 'erased' };
      } catch (error) {
        if (error instanceof StoreError && error.code === 'io') return { type: 'unknown', error };
        throw error;
      }
    });
    if (result.type === 'erased') this.#quietly(() => this.#finishErasure(board));
    return result;
  }

  claimCode(hash: string, board: string, until: number): Promise<boolean> {
    const key = codeKey(hash);
    return this.#runAlone(board, async () => {
      if ((await this.#standing(board)) === 'erased') return false;
      return this.#boards.alone(everyCode.gte, async () => {
        const claims = await this.#claims();
        const over = [...claims].filter(([, claim]) => claim.until <= this.now()).map(([each]) => each);
        if (claims.has(key) && !over.includes(key)) return false;
        await this.#write([...over.map(del), put(key, encodeClaim(key, { board, until }))]);
        return true;
      });
    });
  }

  async findCode(hash: string): Promise<string | null> {
    const claim = await this.#run(() => this.#database.read((level) => claimIn(level, codeKey(hash))));
    return claim && claim.until > this.now() ? claim.board : null;
  }

  releaseCode(hash: string, board: string): Promise<void> {
    const key = codeKey(hash);
    return this.#run(() =>
      this.#boards.alone(everyCode.gte, async () => {
        const claim = await this.#database.read((level) => claimIn(level, key));
        if (claim?.board === board) await this.#write([del(key)]);
      }),
    );
  }

  /** All codes and where they lead, also those whose time is over. There are few: one for each door that is open. */
  #claims(): Promise<Map<string, Claim>> {
    return this.#database.read(allClaims);
  }

  async check(): Promise<void> {
    await this.#run(async () => {
      await this.#write([put(probeKey, new Uint8Array(1))]);
      await this.#write([del(probeKey)]);
    });
  }

  /** Every call passes here, so that close() can wait for what is under way. */
  async #run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#state !== 'open') throw new StoreError('closed', 'The store is not open.');
    const running = task();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #runAlone<T>(board: string, task: () => Promise<T>): Promise<T> {
    return this.#run(() => this.#boards.alone(board, task));
  }

  async #read<T>(board: string, read: (level: Level) => Promise<T>): Promise<T> {
    const settledRead = async (): Promise<T> => {
      await this.#settle(board);
      return this.#database.read(read);
    };
    try {
      return await this.#patient(settledRead());
    } catch (error) {
      throw error instanceof RangeError ? error : plainFailure(error, this.#database.folder);
    }
  }

  /** After a write in doubt: waits until nothing of it is on its way, and makes the database show what the disk has. */
  async #settle(board: string): Promise<void> {
    const doubt = this.#boards.doubtOf(board);
    if (!doubt) return;
    await doubt;
    await this.#database.settle();
    this.#boards.settled(board, doubt);
  }

  /** Where the log ends. Call it, and what follows from it, alone on the board. */
  async #standing(board: string): Promise<Standing> {
    const known = this.#boards.standing(board);
    if (known !== undefined) return known;
    const standing = await this.#read(board, (level) => readStanding(level, board));
    this.#boards.remember(board, standing);
    return standing;
  }

  async #appendTo(
    board: string,
    head: Head,
    entries: readonly Entry[],
    records: readonly RecordChange[],
  ): Promise<AppendResult> {
    checkEntries(head.seq, entries, head.at);
    const epoch = entries.findLast((entry) => entry.epoch !== undefined && entry.seq > 1);
    const next: Head = {
      ...head,
      seq: head.seq + entries.length,
      at: entries.at(-1)!.at,
      purgeFrom: epoch?.seq ?? head.purgeFrom,
    };
    const operations = [
      ...(epoch ? [put(unpurgedKey(board), mark)] : []),
      ...entries.map((entry) => put(entryKey(board, entry.seq), encodeEntry(board, entry))),
      ...records.map(({ id, record }) =>
        record ? put(recordKey(board, id), encodeRecord(board, record)) : del(recordKey(board, id)),
      ),
    ];
    try {
      await this.#commit(board, next, operations);
    } catch (error) {
      return { type: 'unknown', error };
    }
    return { type: 'ok', seq: next.seq };
  }

  /** @returns the new head; null if a newer snapshot is kept already, or the board was erased */
  async #keepSnapshot(board: string, snapshot: Snapshot): Promise<Head | null> {
    const standing = await this.#standing(board);
    if (standing === 'erased') return null;
    const head = standing === 'none' ? noBoard : standing;
    checkSnapshot(board, snapshot, head.seq);
    if (snapshot.seq < head.trimmed) return null;
    const trimmed = Array.from({ length: snapshot.seq - head.trimmed }, (_, i) =>
      del(entryKey(board, head.trimmed + i + 1)),
    );
    const next = { ...head, trimmed: snapshot.seq };
    await this.#commit(board, next, [put(snapshotKey(board), encodeSnapshot(board, snapshot)), ...trimmed]);
    return next;
  }

  async #conflict(board: string, after: number): Promise<EraseResult> {
    const read = await this.#read(board, (level) => readLog(level, board, after));
    switch (read.type) {
      case 'erased':
        return read;
      case 'entries':
        return { type: 'conflict', entries: read.entries };
      case 'gone':
        return { type: 'conflict', entries: [] };
    }
  }

  /** Writes a board's new standing with what goes with it. @throws StoreError when it is not certain that it was written */
  async #commit(board: string, standing: Head | 'erased', operations: readonly Operation[]): Promise<void> {
    const commit = this.#commits.submit([...operations, ...standingOperations(board, standing)]);
    try {
      await this.#patient(commit.done);
    } catch (error) {
      const over = commit.withdraw() ? Promise.resolve() : commit.done.catch(() => undefined);
      this.#boards.doubt(board, over);
      throw plainFailure(error, this.#database.folder);
    }
    this.#boards.remember(board, standing);
  }

  async #write(operations: Operation[]): Promise<void> {
    await this.#patient(this.#commits.submit(operations).done);
  }

  async #patient<T>(work: Promise<T>): Promise<T> {
    const result = await within(limits.appendTimeout, work);
    if (result !== late) return result;
    throw new StoreError(
      'io',
      `The disk of the folder ${this.#database.folder} did not answer within ${limits.appendTimeout / time.SECOND} seconds.`,
    );
  }

  async #purge(range: KeyRange): Promise<void> {
    await purge(this.#database, (operations) => this.#write(operations), range);
  }

  async #finishErasure(board: string): Promise<void> {
    await this.#purge(boardRange(board));
    await this.#purge(everyCode);
    await this.#write([del(erasureKey(board))]);
  }

  async #finishErasures(): Promise<void> {
    const marks = await this.#database.read((level) => level.keys(everyErasure).all());
    for (const mark of marks) await this.#finishErasure(keyTail(everyErasure, mark));
  }

  #sweep(): void {
    const write = (operations: Operation[]): Promise<void> => this.#write(operations);
    this.#quietly(() => sweepWhenDue(this.#database, write, this.now(), SWEEP_EVERY));
  }

  /** In the background: what fails is tried again, and the disk's trouble shows at the next write. */
  #quietly(task: () => Promise<void>): void {
    this.#run(task).catch(() => undefined);
  }
}

function standingOperations(board: string, standing: Head | 'erased'): Operation[] {
  if (standing !== 'erased') return [put(headKey(board), encodeHead(board, standing))];
  // The mark makes a later look finish a purge that a crash cut short.
  return [del(headKey(board)), put(tombstoneKey(board), mark), put(erasureKey(board), mark)];
}

const mark = new Uint8Array(1);
const put = (key: string, value: Uint8Array): Operation => ({ type: 'put', key, value });
const del = (key: string): Operation => ({ type: 'del', key });
