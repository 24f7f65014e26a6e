import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canary, filesWith } from '#server/testing/canaries.ts';
import { time } from '#shared/limits.ts';
import type { Entry, LogStore } from '../port.ts';
import { entries, entry, noteRecord, snapshotAt } from '../fixtures.ts';
import type { LevelOptions } from './engine.ts';
import { levelStore } from './engine.ts';
import { newFolder, unreliable } from './testing.ts';

let folder: string;
let remove: () => Promise<void>;
const opened: LogStore[] = [];

beforeEach(async () => ({ folder, remove } = await newFolder()));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await remove();
});

async function open(options: Partial<LevelOptions> = {}): Promise<LogStore> {
  const store = levelStore({ folder, ...options });
  opened.push(store);
  await store.open();
  return store;
}

function saying(seq: number, words: string, more: Partial<Entry> = {}): Entry {
  return entry(seq, {
    ...more,
    ops: [{ op: 'set', table: 'cards', id: 'c_1', field: 'title', value: words }],
  });
}

/** Enough bytes that do not compress to fill several tables, on boards that sort around `b_m`. */
async function crowd(store: LogStore, kilobytes: number): Promise<void> {
  for (const board of ['b_a', 'b_z']) {
    const end = await store.read(board, 0);
    const after = end.type === 'entries' ? end.entries.length : 0;
    const diff = (): Uint8Array => randomBytes(1024);
    const many = entries(after, kilobytes / 2).map((each) => ({
      ...each,
      texts: [{ text: 'c_1', epoch: 1, rev: each.seq, diff: diff() }],
    }));
    await store.append(board, after, many, []);
  }
}

async function everywhere(store: LogStore, board: string, words: string): Promise<void> {
  await store.append(
    board,
    0,
    [saying(1, words), saying(2, words)],
    [{ id: 'note:h_1', record: noteRecord('h_1', words) }],
  );
  await store.append(board, 2, [entry(3)], [{ id: 'note:h_1', record: noteRecord('h_1', 'replaced') }]);
  await store.saveSnapshot(board, snapshotAt(2, { doc: new TextEncoder().encode(words) }));
}

/** It leaves the files by itself. */
const gone = (words: string): Promise<void> =>
  expect.poll(() => filesWith(folder, words), { timeout: 10_000 }).toEqual([]);

describe('erasing a board takes its bytes off the disk', () => {
  test.each([
    ['while they are only in the log file', 0, false],
    ['once they lie in tables among those of others', 2_500, false],
    ['after a restart', 200, true],
  ])('%s', async (_, kilobytes, restarted) => {
    const words = canary();
    let store = await open();
    if (kilobytes > 0) await crowd(store, kilobytes);
    await everywhere(store, 'b_m', words);
    if (kilobytes > 0) await crowd(store, kilobytes);
    if (restarted) {
      await store.close();
      store = await open();
    }
    expect(await filesWith(folder, words)).not.toEqual([]);
    expect(await store.erase('b_m', 3)).toEqual({ type: 'erased' });
    await gone(words);
    await store.close();
    const again = await open();
    expect(await filesWith(folder, words)).toEqual([]);
    expect(await again.exists('b_m')).toBe(false);
    expect(await again.append('b_m', 0, entries(0, 1), [])).toEqual({ type: 'erased' });
    expect(await again.exists('b_a')).toBe(kilobytes > 0);
  });

  test('while others write and read', async () => {
    const words = canary();
    const store = await open();
    await crowd(store, 1_000);
    await everywhere(store, 'b_m', words);
    const erased = new AbortController();
    const writing = (async () => {
      let after = 0;
      while (!erased.signal.aborted) {
        expect(await store.append('b_n', after, entries(after, 20), [])).toEqual({
          type: 'ok',
          seq: after + 20,
        });
        after += 20;
      }
      return after;
    })();
    const reading = (async () => {
      while (!erased.signal.aborted)
        await Promise.all([store.read('b_a', 0), store.read('b_z', 300), store.records('b_m')]);
    })();
    await store.erase('b_m', 3);
    await gone(words);
    erased.abort();
    const written = await writing;
    await reading;
    expect(await store.read('b_n', written - 2)).toEqual({
      type: 'entries',
      entries: entries(written - 2, 2),
    });
  });

  test('once no running read looks at them any more', async () => {
    const words = canary();
    const events: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const disk = unreliable(
      async (write, batch) => {
        await write();
        events.push(
          batch.length === 2 && batch.every(({ type }) => type === 'del') ? 'ends marked' : 'written',
        );
      },
      async (compact) => {
        events.push('compacted');
        await compact();
      },
    );
    const store = await open({
      create: (path) => {
        const level = disk(path);
        const snapshot = level.snapshot.bind(level);
        const slowSnapshot = (): ReturnType<typeof snapshot> => {
          const view = snapshot();
          const close = view.close.bind(view);
          return Object.assign(view, {
            close: async () => {
              await gate;
              events.push('read');
              await close();
            },
          });
        };
        return Object.assign(level, { snapshot: slowSnapshot });
      },
    });
    await everywhere(store, 'b_m', words);
    const reading = store.read('b_m', 2);
    const erasing = store.erase('b_m', 3);
    await expect.poll(() => events.includes('ends marked'), { timeout: 10_000 }).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(await reading).toEqual({ type: 'entries', entries: [entry(3)] });
    await erasing;
    await gone(words);
    expect(events.filter((event) => event === 'read' || event === 'compacted').slice(0, 2)).toEqual([
      'read',
      'compacted',
    ]);
  });

  test('at the next start, if a crash came between', async () => {
    const words = canary();
    const dying = await open({
      create: unreliable(
        (write) => write(),
        async () => {
          throw new Error('Killed.');
        },
      ),
    });
    await everywhere(dying, 'b_m', words);
    expect(await dying.erase('b_m', 3)).toEqual({ type: 'erased' });
    await dying.close();
    expect(await filesWith(folder, words)).not.toEqual([]);
    const store = await open();
    expect(await filesWith(folder, words)).toEqual([]);
    expect(await store.exists('b_m')).toBe(false);
  });
});

test('what could not be erased from a disk in trouble is purged once it is well, without a restart', async () => {
  const words = canary();
  let broken = true;
  const store = await open({
    create: unreliable(
      (write) => write(),
      async (compact) => {
        if (broken) throw new Error('No room.');
        await compact();
      },
    ),
  });
  await everywhere(store, 'b_m', words);
  expect(await store.erase('b_m', 3)).toEqual({ type: 'erased' });
  await expect(store.purge()).rejects.toMatchObject({ code: 'io' });
  expect(await filesWith(folder, words)).not.toEqual([]);
  broken = false;
  await store.purge();
  expect(await filesWith(folder, words)).toEqual([]);
});

describe('a new epoch', () => {
  test('takes what was before it off the disk when the snapshot reaches it, not sooner', async () => {
    const words = canary();
    const store = await open();
    await crowd(store, 1_000);
    await everywhere(store, 'b_m', words);
    await store.append('b_m', 3, [entry(4, { epoch: 2 }), entry(5)], []);
    await store.saveSnapshot('b_m', snapshotAt(3));
    expect(await filesWith(folder, words)).not.toEqual([]);
    await store.saveSnapshot('b_m', snapshotAt(4, { epoch: 2 }));
    expect(await filesWith(folder, words)).toEqual([]);
    expect(await store.read('b_m', 4)).toEqual({ type: 'entries', entries: [entry(5)] });
    expect(await store.records('b_m')).toEqual([noteRecord('h_1', 'replaced')]);
  });

  test('is purged by the next snapshot if a crash came between', async () => {
    const words = canary();
    let broken = true;
    const store = await open({
      create: unreliable(
        (write) => write(),
        async (compact) => {
          if (broken) throw new Error('Killed.');
          await compact();
        },
      ),
    });
    await everywhere(store, 'b_m', words);
    await store.append('b_m', 3, [entry(4, { epoch: 2 }), entry(5)], []);
    await expect(store.saveSnapshot('b_m', snapshotAt(4, { epoch: 2 }))).rejects.toMatchObject({
      code: 'io',
    });
    expect(await filesWith(folder, words)).not.toEqual([]);
    broken = false;
    await store.saveSnapshot('b_m', snapshotAt(5, { epoch: 2 }));
    expect(await filesWith(folder, words)).toEqual([]);
  });
});

test('what people replace or take back leaves the disk within a day, without a restart', async () => {
  const words = canary();
  let now = Date.now();
  let swept: () => void = () => {};
  let compactions = 0;
  const create = unreliable(
    (write) => write(),
    async (compact) => {
      await compact();
      if (++compactions === 3) swept();
    },
  );
  const store = await open({ now: () => now, create });
  await store.append('b_m', 0, [saying(1, words)], [{ id: 'note:h_1', record: noteRecord('h_1', words) }]);
  await store.append('b_m', 1, [entry(2)], [{ id: 'note:h_1', record: null }]);
  await store.saveSnapshot('b_m', snapshotAt(2));
  await store.close();
  expect(compactions).toBe(0);

  now += time.DAY - time.MINUTE;
  await (await open({ now: () => now, create })).close();
  expect(compactions).toBe(0);

  now += 2 * time.MINUTE;
  const done = new Promise<void>((resolve) => (swept = resolve));
  const later = await open({ now: () => now, create });
  await done;
  await later.close();
  expect(await filesWith(folder, words)).toEqual([]);
});
