/**
 * The log on Redis: for boards that several nodes serve. Every append is one atomic step of Redis, which compares where
 * the log ends, writes entries, private records and head, and rings the bell. This node keeps nothing that could be
 * wrong: the truth is asked for each time.
 */
import { randomBytes } from 'node:crypto';
import { type Call, RedisLink, type LinkOptions, type Reply } from '#server/redis/link.ts';
import type { Script } from '#server/redis/script.ts';
import { time } from '#shared/limits.ts';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import { corrupt, encodeEntry, encodeRecord, encodeSnapshot } from '../codec.ts';
import { GroupCommit } from '../commits.ts';
import { checkEntries, checkSnapshot } from '../entries.ts';
import type { AppendResult, Entry, EraseResult, LogStore, ReadResult, Snapshot } from '../port.ts';
import { StoreError } from '../port.ts';
import { Bells } from './bells.ts';
import { RedisClock } from './clock.ts';
import { checkDurability, type Durability, type Guarantee, waitaof } from './durability.ts';
import { plainFailure } from './failures.ts';
import { Forgetting } from './forgetting.ts';
import { boardKeys, codeKey, probeKey } from './keys.ts';
import { decodeEntries, readLog, readRecords, readSnapshot, type StreamItem } from './reading.ts';
import {
  appendScript,
  dropIfScript,
  eraseScript,
  noteCodeScript,
  purgedScript,
  saveScript,
} from './scripts.ts';

export interface RedisStoreOptions {
  url: string;
  durability?: Durability;
  now?: () => number;
  /** Hears when Redis went away, with the reason, and when it is back (null). */
  tell?: (why: Error | null) => void;
  /** Makes the link; tests hand in one that fails. */
  link?: (options: LinkOptions) => RedisLink;
}

export function redisStore(options: RedisStoreOptions): LogStore {
  return new RedisStore(options);
}

const SYNC_EVERY = 10 * time.SECOND;

class RedisStore implements LogStore {
  readonly now: () => number;
  readonly #link: RedisLink;
  readonly #fsyncLink: RedisLink;
  readonly #clock: RedisClock;
  readonly #bells: Bells;
  readonly #forgetting: Forgetting;
  /** An fsync that is asked for serves every append answered before. */
  readonly #fsyncs: GroupCommit<never>;
  readonly #running = new Set<Promise<unknown>>();
  readonly #timers: NodeJS.Timeout[] = [];
  #guarantee: Guarantee = 'none';
  #state: 'new' | 'open' | 'closed' = 'new';
  #closing: Promise<void> | null = null;

  constructor({
    url,
    durability = 'strict',
    now,
    tell,
    link = (options) => new RedisLink(options),
  }: RedisStoreOptions) {
    this.#clock = new RedisClock(now);
    this.now = this.#clock.now;
    this.#link = link({
      url,
      tell: (why) => tell?.(why && (this.#plain(why) as Error)),
      prepare: async (call) => {
        this.#guarantee = await checkDurability(call, durability, this.#link.place);
        if (this.#guarantee === 'waitaof') await this.#fsyncLink.ready();
        await this.#clock.sync(call);
      },
    });
    this.#bells = new Bells(this.#link, randomBytes(6).toString('hex'));
    this.#forgetting = new Forgetting(this.#link.call);
    // A connection of its own: Redis lets a connection that waits for an fsync do nothing else.
    const fsyncLink = link({ url });
    this.#fsyncs = new GroupCommit(() => waitaof(fsyncLink.call));
    this.#fsyncLink = fsyncLink;
  }

  async open(): Promise<void> {
    if (this.#state !== 'new') throw new StoreError('closed', 'The store was opened before.');
    try {
      await this.#link.open();
    } catch (error) {
      await this.close();
      throw this.#plain(error);
    }
    this.#state = 'open';
    this.#every(SYNC_EVERY, () => this.#clock.sync(this.#link.call));
    this.#every(time.HOUR, () => this.#forgetting.sweepWhenDue());
    this.#quietly(() => this.#forgetting.finish());
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#closing ??= (async () => {
      for (const timer of this.#timers) clearInterval(timer);
      this.#bells.close();
      await Promise.allSettled(this.#running);
      await Promise.all([this.#link.close(), this.#fsyncLink.close()]);
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
    return this.#inDoubt(() => this.#append(board, after, entries, records));
  }

  async read(board: string, after: number): Promise<ReadResult> {
    return this.#run(() => this.#plainly(() => readLog(this.#link.call, board, after)));
  }

  async snapshot(board: string): Promise<Snapshot | null> {
    return this.#run(() => this.#plainly(() => readSnapshot(this.#link.call, board)));
  }

  async records(board: string, ids?: readonly string[]): Promise<PrivateRecord[]> {
    return this.#run(() => this.#plainly(() => readRecords(this.#link.call, board, ids)));
  }

  async exists(board: string): Promise<boolean> {
    const { head } = boardKeys(board);
    return this.#run(async () => (await this.#call(['HEXISTS', head, 'seq'])) === 1);
  }

  async saveSnapshot(board: string, snapshot: Snapshot): Promise<void> {
    await this.#run(async () => {
      const keys = boardKeys(board);
      if (snapshot.seq < 1) checkSnapshot(board, snapshot, 0);
      const [type, detail] = await this.#script<readonly [Buffer, Buffer]>(
        saveScript,
        [keys.head, keys.log, keys.snapshot],
        [String(snapshot.seq), bytes(encodeSnapshot(board, snapshot))],
      );
      if (String(type) === 'beyond') checkSnapshot(board, snapshot, Number(detail));
      const purge = Number(detail);
      if (String(type) !== 'saved' || purge > snapshot.seq) return;
      await this.#plainly(() =>
        this.#forgetting.unmarking(board, async () => {
          if (purge === 0) return;
          await this.#forgetting.purge();
          await this.#script(purgedScript, [keys.head], [String(purge)]);
        }),
      );
    });
  }

  async unpurged(): Promise<string[]> {
    return this.#run(() => this.#plainly(() => this.#forgetting.marked()));
  }

  subscribe(board: string, listener: () => void): () => void {
    return this.#bells.subscribe(board, listener);
  }

  seen(board: string): { seq: number; ago: number } | null {
    return this.#bells.seen(board);
  }

  purge(): Promise<void> {
    return this.#run(() => this.#plainly(() => this.#forgetting.finish()));
  }

  async erase(board: string, after: number | 'anywhere'): Promise<EraseResult> {
    const result = await this.#inDoubt(() => this.#erase(board, after));
    if (result.type === 'erased') this.#quietly(() => this.#run(() => this.#forgetting.finish(board)));
    return result;
  }

  /** Codes and boards lie apart: whoever erases the board meanwhile either finds the note, or is found here. */
  claimCode(hash: string, board: string, until: number): Promise<boolean> {
    const { head, codes } = boardKeys(board);
    return this.#run(async () => {
      const claimed = await this.#call(['SET', codeKey(hash), board, 'NX', 'PXAT', String(Math.ceil(until))]);
      if (claimed === null) return false;
      if ((await this.#script<number>(noteCodeScript, [head, codes], [hash])) === 1) return true;
      await this.#dropCode(hash, board);
      return false;
    });
  }

  async findCode(hash: string): Promise<string | null> {
    const board = await this.#run(() => this.#call(['GET', codeKey(hash)]));
    return board === null ? null : String(board);
  }

  async releaseCode(hash: string, board: string): Promise<void> {
    await this.#run(async () => {
      await this.#dropCode(hash, board);
      await this.#call(['SREM', boardKeys(board).codes, hash]);
    });
  }

  async #dropCode(hash: string, board: string): Promise<void> {
    await this.#script(dropIfScript, [codeKey(hash)], [board]);
  }

  async check(): Promise<void> {
    await this.#run(async () => {
      await this.#call(['SET', probeKey, '1', 'EX', '60']);
    });
  }

  async #append(
    board: string,
    after: number,
    entries: readonly Entry[],
    records: readonly RecordChange[],
  ): Promise<AppendResult> {
    const keys = boardKeys(board);
    const { connections } = this.#fsyncLink;
    const last = entries.at(-1)!;
    const epoch = entries.findLast((entry) => entry.epoch !== undefined && entry.seq > 1);
    const kept = records.flatMap(({ id, record }) =>
      record ? [id, bytes(encodeRecord(board, record))] : [],
    );
    const dropped = records.flatMap(({ id, record }) => (record ? [] : [id]));
    if (epoch) await this.#plainly(() => this.#forgetting.markEpoch(board));
    const [type, detail] = await this.#script<readonly [Buffer, number | Buffer | readonly StreamItem[]]>(
      appendScript,
      [keys.head, keys.log, keys.records],
      [
        String(after),
        String(entries[0]!.at),
        String(last.seq),
        String(last.at),
        epoch ? String(epoch.seq) : '',
        keys.bell,
        this.#bells.message(last.seq),
        String(entries.length),
        ...entries.map((entry) => bytes(encodeEntry(board, entry))),
        String(kept.length / 2),
        ...kept,
        ...dropped,
      ],
    );
    switch (String(type)) {
      case 'ok':
        this.#bells.told(board, last.seq);
        if (this.#guarantee === 'waitaof') await this.#fsynced(connections);
        return {
          type: 'ok',
          seq: last.seq,
          ...(Number(detail) > this.#bells.listening(board) && { shared: true }),
        };
      case 'erased':
        return { type: 'erased' };
      case 'conflict':
        return this.#conflict(board, after, detail as readonly StreamItem[]);
      case 'early':
        checkEntries(after, entries, Number(detail));
        break;
    }
    throw corrupt(board, 'its head is behind its entries');
  }

  async #erase(board: string, after: number | 'anywhere'): Promise<EraseResult> {
    const { head, log, records, snapshot, bell, codes } = boardKeys(board);
    const { connections } = this.#fsyncLink;
    await this.#plainly(() => this.#forgetting.mark());
    const [type, detail] = await this.#script<readonly [Buffer, readonly StreamItem[] | readonly Buffer[]]>(
      eraseScript,
      [head, log, records, snapshot, codes],
      [String(after), bell, this.#bells.message(0)],
    );
    if (String(type) === 'conflict' && after !== 'anywhere')
      return this.#conflict(board, after, detail as readonly StreamItem[]);
    for (const code of detail as readonly Buffer[]) await this.#dropCode(String(code), board);
    if (this.#guarantee === 'waitaof') await this.#fsynced(connections);
    return { type: 'erased' };
  }

  #conflict(board: string, after: number, items: readonly StreamItem[]): EraseResult {
    const between = decodeEntries(board, after, items);
    if (between.length > 0) this.#bells.told(board, after + between.length);
    return { type: 'conflict', entries: between };
  }

  /** @param connections of the link that waits, before the append: a Redis that was restarted since knows nothing of it */
  async #fsynced(connections: number): Promise<void> {
    await this.#plainly(() => this.#fsyncs.submit([]).done);
    if (this.#fsyncLink.connections !== connections)
      throw new StoreError('io', 'Redis was restarted before it wrote to its disk.');
  }

  /** Runs what writes; if Redis does not answer, nobody knows whether it did. */
  #inDoubt<T>(task: () => Promise<T>): Promise<T | { type: 'unknown'; error: unknown }> {
    return this.#run(async () => {
      try {
        return await task();
      } catch (error) {
        if (error instanceof StoreError && error.code === 'io') return { type: 'unknown', error };
        throw error;
      }
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

  readonly #call: Call = (args) => this.#plainly(() => this.#link.call(args));

  #script<T extends Reply>(
    script: Script,
    keys: readonly string[],
    args: readonly (string | Buffer)[],
  ): Promise<T> {
    return this.#plainly(() => script.run<T>(this.#link.call, keys, args));
  }

  async #plainly<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw this.#plain(error);
    }
  }

  #plain(error: unknown): unknown {
    return plainFailure(error, this.#link.place);
  }

  #every(interval: number, run: () => Promise<void>): void {
    const timer = setInterval(() => this.#quietly(run), interval);
    timer.unref();
    this.#timers.push(timer);
  }

  /** What can be done later as well. That Redis is away is told elsewhere. */
  #quietly(run: () => Promise<void>): void {
    run().catch(() => undefined);
  }
}

/** The same memory, as node-redis wants it. */
function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
