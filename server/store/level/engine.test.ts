import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '#shared/limits.ts';
import { storeContract } from '../contract.ts';
import { entries, noteRecord, snapshotAt } from '../fixtures.ts';
import { encodeValue } from '../codec.ts';
import { openStore } from '../open.ts';
import { createLevel } from './database.ts';
import type { LevelOptions } from './engine.ts';
import { levelStore } from './engine.ts';
import { entryKey, headKey, recordKey, schemaKey, snapshotKey } from './keys.ts';
import type { Disk } from './testing.ts';
import { newFolder, unreliable } from './testing.ts';

storeContract('level', async () => {
  const { folder, remove } = await newFolder();
  let next: 'written' | 'lost' | undefined;
  const disk: Disk = async (write) => {
    const fault = next;
    next = undefined;
    if (fault !== 'lost') await write();
    if (fault) throw new Error('The disk did not answer.');
  };
  const store = levelStore({ folder, create: unreliable(disk) });
  await store.open();
  return {
    store,
    second: null,
    doubtNext: (outcome) => {
      next = outcome;
    },
    dispose: async () => {
      await store.close();
      await remove();
    },
  };
});

let folder: string;
let remove: () => Promise<void>;
const opened: { close(): Promise<void> }[] = [];
const boards = Array.from({ length: 20 }, (_, i) => `b_${i}`);

beforeEach(async () => ({ folder, remove } = await newFolder()));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await remove();
});

async function open(options: Partial<LevelOptions> = {}) {
  const store = levelStore({ folder, ...options });
  opened.push(store);
  await store.open();
  return store;
}

/** Changes stored bytes behind the engine's back. */
async function tamper(change: (level: ReturnType<typeof createLevel>) => Promise<void>): Promise<void> {
  const level = createLevel(folder);
  await level.open();
  await change(level);
  await level.close();
}

/** A gate that tests open when they like. */
function gate() {
  let release = (): void => {};
  const opened = new Promise<void>((resolve) => (release = resolve));
  return { opened, release };
}

describe('the folder', () => {
  test('is made for its owner alone', async () => {
    await open();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(dirname(folder))).mode & 0o777).toBe(0o700);
  });

  test('keeps everything across a restart', async () => {
    const store = await open();
    await store.append('b_1', 0, entries(0, 5), [{ id: 'note:h_1', record: noteRecord('h_1', 'kept') }]);
    await store.saveSnapshot('b_1', snapshotAt(3));
    await store.close();
    const again = await open();
    expect(await again.snapshot('b_1')).toEqual(snapshotAt(3));
    expect(await again.read('b_1', 3)).toEqual({ type: 'entries', entries: entries(3, 2) });
    expect(await again.records('b_1')).toEqual([noteRecord('h_1', 'kept')]);
    expect(await again.append('b_1', 5, entries(5, 1), [])).toEqual({ type: 'ok', seq: 6 });
  });

  test('is used by one server only', async () => {
    const store = await open();
    await expect(open()).rejects.toMatchObject({
      code: 'inUse',
      message: expect.stringContaining(`Another Tilth server is already using the folder ${folder}`),
    });
    expect(await store.append('b_1', 0, entries(0, 1), [])).toEqual({ type: 'ok', seq: 1 });
  });

  test('written by a newer Tilth is refused, and left as it is', async () => {
    const store = await open();
    await store.append('b_1', 0, entries(0, 1), []);
    await store.close();
    const newer = encodeValue(schemaKey, { version: 2 }, []);
    await tamper((level) => level.put(schemaKey, newer));
    const rows = () => {
      let found: [string, Uint8Array][] = [];
      return tamper(async (level) => void (found = await level.iterator().all())).then(() => found);
    };
    const before = await rows();
    await expect(open()).rejects.toMatchObject({
      code: 'newerSchema',
      message: expect.stringContaining('newer Tilth'),
    });
    expect(await rows()).toEqual(before);
  });

  test('that holds something else is refused, and left as it is', async () => {
    await mkdir(folder, { recursive: true });
    await tamper((level) => level.put('mine', new Uint8Array([1])));
    await expect(open()).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining(folder) });
    await tamper(async (level) => expect(await level.keys().all()).toEqual(['mine']));
  });

  test('that cannot be made is said in plain words', async () => {
    const store = levelStore({ folder: '/dev/null/log' });
    await expect(store.open()).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('/dev/null/log'),
    });
  });

  test('lies within the data folder of the server', async () => {
    const store = await openStore({ dataDir: dirname(folder) });
    opened.push(store);
    await store.append('b_1', 0, entries(0, 1), []);
    await store.close();
    expect(await (await open()).exists('b_1')).toBe(true);
  });
});

describe('group commit', () => {
  test('every batch is fsynced before it is acknowledged', async () => {
    const synced: boolean[] = [];
    const store = await open({
      create: unreliable(async (write, _, sync) => {
        await write();
        synced.push(sync);
      }),
    });
    synced.length = 0;
    await store.append('b_1', 0, entries(0, 1), []);
    expect(synced).toEqual([true]);
    await store.saveSnapshot('b_1', snapshotAt(1));
    expect(synced).toEqual([true, true]);
  });

  test('boards that write in one tick share one batch, and so one fsync', async () => {
    let batches = 0;
    const store = await open({ create: unreliable((write) => (batches++, write())) });
    // The first time each board's head is read, which takes a while.
    await Promise.all(boards.map((board) => store.append(board, 0, entries(0, 2), [])));
    batches = 0;
    await Promise.all(boards.map((board) => store.append(board, 2, entries(2, 2), [])));
    expect(batches).toBe(1);
  });

  test('what comes while a batch is being written goes together in the next', async () => {
    const sizes: number[] = [];
    let hold = Promise.resolve();
    const store = await open({
      create: unreliable(async (write, batch) => {
        sizes.push(batch.length);
        await hold;
        await write();
      }),
    });
    await Promise.all(boards.map((board) => store.append(board, 0, entries(0, 1), [])));
    await store.check();
    sizes.length = 0;
    const { opened: released, release } = gate();
    hold = released;
    const appends = [store.append('b_0', 1, entries(1, 1), [])];
    await expect.poll(() => sizes.length, { timeout: 10_000 }).toBe(1);
    for (const board of boards.slice(1)) appends.push(store.append(board, 1, entries(1, 1), []));
    release();
    for (const result of await Promise.all(appends)) expect(result).toEqual({ type: 'ok', seq: 2 });
    expect(sizes).toEqual([2, 2 * (boards.length - 1)]);
  });

  test('a batch that fails leaves every board in it in doubt, and none of them wrong', async () => {
    let fail = false;
    const store = await open({
      create: unreliable(async (write) => {
        await write();
        if (!fail) return;
        fail = false;
        throw new Error('Input/output error');
      }),
    });
    await Promise.all(boards.map((board) => store.append(board, 0, entries(0, 1), [])));
    fail = true;
    const results = await Promise.all(boards.map((board) => store.append(board, 1, entries(1, 1), [])));
    for (const result of results) expect(result).toMatchObject({ type: 'unknown', error: { code: 'io' } });
    for (const board of boards) {
      expect(await store.append(board, 1, entries(1, 1), [])).toEqual({
        type: 'conflict',
        entries: entries(1, 1),
      });
      expect(await store.append(board, 2, entries(2, 1), [])).toEqual({ type: 'ok', seq: 3 });
    }
  });
});

describe('a disk that does not answer', () => {
  let hold: Promise<void>;
  let writing: number;
  const create = unreliable(async (write) => {
    writing++;
    await hold;
    await write();
  });
  beforeEach(() => {
    hold = Promise.resolve();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => vi.useRealTimers());

  async function stuck() {
    const store = await open({ create });
    await store.append('b_1', 0, entries(0, 1), []);
    await store.append('b_2', 0, entries(0, 1), []);
    const { opened: released, release } = gate();
    hold = released;
    writing = 0;
    const first = store.append('b_1', 1, entries(1, 1), []);
    await expect.poll(() => writing, { timeout: 10_000 }).toBe(1);
    return { store, first, release };
  }
  const patienceEnds = () => vi.advanceTimersByTimeAsync(limits.appendTimeout);

  test('leaves the append in doubt after a while; a read then waits for the truth', async () => {
    const { store, first, release } = await stuck();
    await patienceEnds();
    expect(await first).toMatchObject({
      type: 'unknown',
      error: { message: expect.stringContaining('did not answer within 5 seconds') },
    });
    // Nobody can say yet whether it is there; the other board can still be read.
    const tooSoon = expect(store.read('b_1', 0)).rejects.toMatchObject({ code: 'io' });
    await patienceEnds();
    await tooSoon;
    expect(await store.read('b_2', 0)).toEqual({ type: 'entries', entries: entries(0, 1) });
    const again = store.append('b_1', 1, entries(1, 1), []);
    await patienceEnds();
    expect((await again).type).toBe('unknown');
    const reading = store.read('b_1', 0);
    release();
    expect(await reading).toEqual({ type: 'entries', entries: entries(0, 2) });
    expect(await store.append('b_1', 1, entries(1, 1), [])).toEqual({
      type: 'conflict',
      entries: entries(1, 1),
    });
  });

  test('an append that waited behind it in vain is taken back and never written', async () => {
    const { store, first, release } = await stuck();
    const second = store.append('b_2', 1, entries(1, 1), []);
    await patienceEnds();
    expect((await first).type).toBe('unknown');
    expect((await second).type).toBe('unknown');
    release();
    expect(await store.read('b_1', 1)).toEqual({ type: 'entries', entries: entries(1, 1) });
    expect(await store.read('b_2', 1)).toEqual({ type: 'entries', entries: [] });
    expect(await store.append('b_2', 1, entries(1, 1, { id: 'q_again' }), [])).toEqual({
      type: 'ok',
      seq: 2,
    });
  });
});

describe('damaged bytes', () => {
  const record = noteRecord('h_1', 'words');
  async function written() {
    const store = await open();
    for (const board of ['b_1', 'b_2']) {
      await store.append(board, 0, entries(0, 6), [{ id: record.id, record }]);
      await store.saveSnapshot(board, snapshotAt(2));
    }
    await store.close();
  }
  async function flip(key: string): Promise<void> {
    await tamper(async (level) => {
      const value = Uint8Array.from((await level.get(key))!);
      value[value.length >> 1]! ^= 1;
      await level.put(key, value);
    });
  }
  type Store = Awaited<ReturnType<typeof open>>;
  const move = (from: string, to: string) =>
    tamper(async (level) => level.put(to, Uint8Array.from((await level.get(from))!)));

  test.each<[string, () => Promise<void>, (store: Store) => Promise<unknown>, string]>([
    ['an entry', () => flip(entryKey('b_1', 4)), (store) => store.read('b_1', 2), 'entry b_1 4'],
    ['the snapshot', () => flip(snapshotKey('b_1')), (store) => store.snapshot('b_1'), 'snapshot b_1'],
    [
      'the snapshot, met on reading',
      () => flip(snapshotKey('b_1')),
      (store) => store.read('b_1', 0),
      'snapshot b_1',
    ],
    ['the head', () => flip(headKey('b_1')), (store) => store.read('b_1', 2), 'head b_1'],
    [
      'the head, met on writing',
      () => flip(headKey('b_1')),
      (s) => s.append('b_1', 6, entries(6, 1), []),
      'head b_1',
    ],
    ['the head, met on asking', () => flip(headKey('b_1')), (store) => store.exists('b_1'), 'head b_1'],
    [
      'a record',
      () => flip(recordKey('b_1', record.id)),
      (store) => store.records('b_1'),
      'record b_1 note:h_1',
    ],
    [
      'a record, by id',
      () => flip(recordKey('b_1', record.id)),
      (s) => s.records('b_1', [record.id]),
      'record b_1',
    ],
    [
      'a missing entry',
      () => tamper((l) => l.del(entryKey('b_1', 4))),
      (s) => s.read('b_1', 2),
      'entry 4 is missing',
    ],
    [
      'a missing end',
      () => tamper((l) => l.del(entryKey('b_1', 6))),
      (s) => s.read('b_1', 2),
      'entry 6 is missing',
    ],
    [
      'a missing snapshot',
      () => tamper((l) => l.del(snapshotKey('b_1'))),
      (s) => s.snapshot('b_1'),
      'at 2 is missing',
    ],
    [
      'an entry elsewhere',
      () => move(entryKey('b_1', 3), entryKey('b_1', 4)),
      (s) => s.read('b_1', 2),
      'entry b_1 4',
    ],
    [
      'a foreign entry',
      () => move(entryKey('b_2', 4), entryKey('b_1', 4)),
      (s) => s.read('b_1', 2),
      'entry b_1 4',
    ],
    [
      'a short value',
      () => tamper((l) => l.put(entryKey('b_1', 4), new Uint8Array(3))),
      (s) => s.read('b_1', 2),
      '4',
    ],
  ])('%s is found and never loaded; the other board is not touched', async (_, damage, call, named) => {
    await written();
    await damage();
    const store = await open();
    const failure = await call(store).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'corrupt', message: expect.stringContaining('board b_1') });
    expect((failure as Error).message).toContain(named);
    expect(await store.read('b_2', 2)).toEqual({ type: 'entries', entries: entries(2, 4) });
    expect(await store.snapshot('b_2')).toEqual(snapshotAt(2));
    expect(await store.records('b_2')).toEqual([record]);
    expect(await store.append('b_2', 6, entries(6, 1), [])).toEqual({ type: 'ok', seq: 7 });
    // A damaged board can still be erased.
    await store.erase('b_1', 'anywhere');
    expect(await store.exists('b_1')).toBe(false);
  });
});

describe('a board id', () => {
  test.each(['', 'b_1/e', 'b 1', '../x', `b_${'x'.repeat(80)}`])(
    '%j cannot reach outside its range',
    async (board) => {
      const store = await open();
      await expect(store.append(board, 0, entries(0, 1), [])).rejects.toThrow(RangeError);
      await expect(store.read(board, 0)).rejects.toThrow(RangeError);
      await expect(store.erase(board, 'anywhere')).rejects.toThrow(RangeError);
    },
  );
});
