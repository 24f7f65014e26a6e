/**
 * The simulated store: one log in memory that several nodes reach over a network of its own, and that may be slow, full,
 * or away, lose a write, lose an answer, or write after it was given up. It keeps the contract of the log all the same.
 */
import type { World } from '#client/sync/testing/world.ts';
import { type MemoryLog, memoryLog, memoryStore } from '#server/store/memory.ts';
import type { AppendResult, Entry, LogStore } from '#server/store/port.ts';
import { StoreError } from '#server/store/port.ts';
import type { RecordChange } from '#shared/board/types.ts';
import { Bells } from './bells.ts';
import type { Life } from './life.ts';
import type { Tally } from './mishaps.ts';

/** What becomes of the next append: all of them end in doubt. */
export type Doubt = 'storeLosesWrite' | 'storeLosesAnswer' | 'storeWritesLate';

/** An engine gives an append up after this long, ms. */
const PATIENCE = 1_000;

export interface Disk {
  readonly log: MemoryLog;
  /** Added to each way to the store and back, ms. */
  slow: number;
  doubts: Doubt[];
  fullUntil: number;
  awayUntil: number;
  /** How the next bells are lost or late. */
  bells: ('bellLost' | 'bellLate')[];
  /** Appends under way: whether they are written when the power fails is chance. */
  readonly underWay: Set<{ tear: boolean }>;
  /** Told of every append that was written, at once. */
  written(board: string, entries: readonly Entry[], records: readonly RecordChange[]): void;
  readonly tally: Tally;
}

export function newDisk(tally: Tally, written: Disk['written'] = () => undefined): Disk {
  return {
    log: memoryLog(),
    slow: 0,
    doubts: [],
    fullUntil: 0,
    awayUntil: 0,
    bells: [],
    underWay: new Set(),
    written,
    tally,
  };
}

/** The power fails: appends under way may be lost or written, nobody hears which, and nothing answers for a while. */
export function powerFails(disk: Disk, world: World): void {
  for (const append of disk.underWay) append.tear = true;
  disk.awayUntil = world.now + 400;
}

const failing = (what: string): StoreError => new StoreError('io', what);

/** @param skew how far the store's clock, as this node knows it, is from the world's, ms */
export function simulatedStore(disk: Disk, world: World, life: Life, skew: () => number): LogStore {
  const bells = new Bells(disk, world, life);
  const store = memoryStore({ log: disk.log, now: () => Math.floor(world.now + skew()) });

  const pass = (ms: number): Promise<void> => new Promise((resolve) => world.after(ms, resolve));
  const there = (): Promise<void> => pass(world.random() * 2 + disk.slow);
  /** What comes back reaches the node only while it runs. */
  const back = async <T>(answer: T): Promise<T> => {
    await pass(world.random() * 2 + disk.slow);
    await new Promise<void>((resolve) => life.do(resolve));
    return answer;
  };
  const fail = async (what: string): Promise<never> => {
    await back(null);
    throw failing(what);
  };

  const calls = new Set<Promise<unknown>>();
  /** Closing waits for what is under way. */
  const counted = <T>(answer: Promise<T>): Promise<T> => {
    calls.add(answer);
    const over = (): void => void calls.delete(answer);
    answer.then(over, over);
    return answer;
  };

  async function call<T>(run: () => Promise<T>, writes = false): Promise<T> {
    await there();
    if (disk.awayUntil > world.now) return fail('The store is away.');
    if (writes && disk.fullUntil > world.now) return fail('The disk is full.');
    let answer: T;
    try {
      answer = await run();
    } catch (error) {
      await back(null);
      throw error;
    }
    return back(answer);
  }

  async function write(...args: Parameters<LogStore['append']>): Promise<AppendResult> {
    const result = await store.append(...args);
    if (result.type === 'ok') {
      bells.told(args[0], result.seq);
      disk.written(args[0], args[2], args[3]);
    }
    return result;
  }

  async function append(...args: Parameters<LogStore['append']>): Promise<AppendResult> {
    // what an engine copies before it answers the caller
    const kept: typeof args = [args[0], args[1], structuredClone(args[2]), structuredClone(args[3])];
    const append = { tear: false };
    disk.underWay.add(append);
    await there();
    const doubt = disk.doubts.shift();
    if (doubt) {
      disk.underWay.delete(append);
      disk.tally.hit(doubt);
      return back(await inDoubt(doubt, kept));
    }
    if (disk.fullUntil > world.now) {
      disk.underWay.delete(append);
      disk.tally.hit('diskFull');
      return back({ type: 'unknown', error: failing('The disk is full.') });
    }
    // the moment between the bytes' arrival and their being durable
    await pass(world.random());
    disk.underWay.delete(append);
    if (append.tear) {
      disk.tally.hit('tornTail');
      if (world.int(2) === 0) await write(...kept);
      return back({ type: 'unknown', error: failing('The power failed.') });
    }
    if (disk.awayUntil > world.now) return back({ type: 'unknown', error: failing('The store is away.') });
    const result = await write(...kept);
    if (disk.slow > 0) disk.tally.hit('storeSlow');
    return back(result);
  }

  async function inDoubt(doubt: Doubt, args: Parameters<LogStore['append']>): Promise<AppendResult> {
    const error = failing('No answer came in time.');
    switch (doubt) {
      case 'storeLosesWrite':
        break;
      case 'storeLosesAnswer':
        await write(...args);
        break;
      case 'storeWritesLate':
        world.after(PATIENCE + world.int(PATIENCE), () => void write(...args));
        await pass(PATIENCE);
        break;
    }
    return { type: 'unknown', error };
  }

  return {
    open: () => store.open(),
    async close() {
      await Promise.allSettled(calls);
      await store.close();
    },
    now: () => store.now(),
    append: (...args) => counted(append(...args)),
    read: (...args) => counted(call(() => store.read(...args))),
    snapshot: (...args) => counted(call(() => store.snapshot(...args))),
    saveSnapshot: (board, snapshot) => {
      const kept = structuredClone(snapshot);
      return counted(call(() => store.saveSnapshot(board, kept), true));
    },
    records: (...args) => counted(call(() => store.records(...args))),
    purge: () => counted(call(() => store.purge(), true)),
    unpurged: () => counted(call(() => store.unpurged())),
    seen: (board) => bells.seen(board),
    erase: (...args) => counted(call(() => store.erase(...args), true)),
    exists: (...args) => counted(call(() => store.exists(...args))),
    claimCode: (...args) => counted(call(() => store.claimCode(...args), true)),
    findCode: (...args) => counted(call(() => store.findCode(...args))),
    releaseCode: (...args) => counted(call(() => store.releaseCode(...args), true)),
    check: () => counted(call(() => store.check(), true)),
    subscribe: (board, listener) => bells.subscribe(board, listener, (...args) => store.subscribe(...args)),
  };
}
