import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LinkOptions, RedisLink } from '#server/redis/link.ts';
import { canary, filesWith } from '#server/testing/canaries.ts';
import { TestRedis } from '#server/testing/redis.ts';
import { limits } from '#shared/limits.ts';
import { entries, entry, noteRecord, snapshotAt } from '../fixtures.ts';
import type { LogStore } from '../port.ts';
import { redisStore, type RedisStoreOptions } from './engine.ts';
import { boardKeys, unpurgedKey } from './keys.ts';
import { patient, unreliable } from './testing.ts';

/** What a call may take on a busy machine beyond its time-out, ms. */
const SLACK = 1_000;

let redis: TestRedis;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  redis = await TestRedis.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await redis.stop();
});

async function node(options: Partial<RedisStoreOptions> = {}): Promise<LogStore> {
  const store = redisStore({ url: redis.url, link: patient, ...options });
  open.push(store);
  await store.open();
  return store;
}

/** As a server has it. */
const ordinary = (options: LinkOptions): RedisLink => new RedisLink(options);

/** Someone who looks at Redis itself. */
async function raw(): Promise<RedisLink> {
  const link = new RedisLink({ url: redis.url });
  open.push(link);
  await link.open();
  return link;
}

/** Resolves when the store can be written again. */
const back = (store: LogStore): Promise<void> =>
  vi.waitFor(() => store.check(), { timeout: 10_000, interval: 20 });

async function timed<T>(run: () => Promise<T>): Promise<{ took: number; result: T | Error }> {
  const began = performance.now();
  const result = await run().catch((error: Error) => error);
  return { took: performance.now() - began, result };
}

const keep = (text: string) => {
  const record = noteRecord('h_1', text);
  return [{ id: record.id, record }];
};

test('kill -9 in a burst, three times: every acknowledged append is there, with its records', async () => {
  const store = await node();
  const acked = new Map(Array.from({ length: 8 }, (_, i) => [`b_${i}`, 0]));
  for (let round = 0; round < 3; round++) {
    let heard = 0;
    let kill = (): void => undefined;
    const enough = new Promise<void>((resolve) => (kill = resolve));
    const writers = [...acked.keys()].map(async (board) => {
      for (;;) {
        const after = acked.get(board)!;
        const result = await store.append(board, after, entries(after, 2), keep(`at ${after + 2}`));
        if (result.type === 'ok') {
          acked.set(board, result.seq);
          if ((heard += 1) === 150) kill();
        } else {
          expect(result.type).toBe('unknown');
          return;
        }
      }
    });
    await enough;
    await redis.kill();
    await Promise.all(writers);
    await redis.start();
    await back(store);
    for (const [board, seq] of acked) {
      const read = await store.read(board, 0);
      if (read.type !== 'entries') throw new Error('Nobody trimmed the log.');
      const end = read.entries.length;
      // The last append may have been written without being acknowledged: whole, with its record.
      expect([seq, seq + 2]).toContain(end);
      expect(read.entries).toEqual(entries(0, end));
      expect(await store.records(board)).toEqual(end > 0 ? [noteRecord('h_1', `at ${end}`)] : []);
      acked.set(board, end);
    }
  }
});

test('restarted empty under a running node: the log is shorter than known, and nothing crashes', async () => {
  const store = await node();
  await store.append('b_1', 0, entries(0, 5), keep('gone'));
  await redis.kill();
  await redis.forget();
  await redis.start();
  await back(store);
  expect(await store.append('b_1', 5, entries(5, 1), [])).toEqual({ type: 'conflict', entries: [] });
  expect(await store.read('b_1', 5)).toEqual({ type: 'entries', entries: [] });
  expect(await store.exists('b_1')).toBe(false);
  expect(await store.append('b_2', 0, entries(0, 1), [])).toEqual({ type: 'ok', seq: 1 });
});

test('paused for three seconds: every call ends in time, later ones at once, and all is well after', async () => {
  const told: (string | null)[] = [];
  const store = await node({ link: ordinary, tell: (why) => told.push(why && why.message) });
  await store.append('b_1', 0, entries(0, 1), []);
  redis.pause();
  const paused = performance.now();
  const first = await Promise.all([
    timed(() => store.append('b_1', 1, entries(1, 1), [])),
    timed(() => store.read('b_1', 0)),
    timed(() => store.check()),
  ]);
  expect(first[0].result).toMatchObject({ type: 'unknown', error: { code: 'io' } });
  expect(first[1].result).toMatchObject({ code: 'io', message: expect.stringContaining(redis.url.slice(8)) });
  expect(first[2].result).toMatchObject({ code: 'io' });
  for (const { took } of first) expect(took).toBeLessThan(limits.redisTimeout + SLACK);
  let most = 0;
  while (performance.now() - paused < 3_000) {
    const { took, result } = await timed(() => store.append('b_1', 1, entries(1, 1), []));
    expect(result).toMatchObject({ type: 'unknown' });
    most = Math.max(most, took);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(most).toBeLessThan(limits.redisTimeout + SLACK);
  redis.resume();
  await back(store);
  // Whether the appends in doubt were written shows now; all of them stood at one place, so one was at most.
  const read = await store.read('b_1', 1);
  if (read.type !== 'entries') throw new Error('Nobody trimmed the log.');
  const end = 1 + read.entries.length;
  expect([1, 2]).toContain(end);
  expect(await store.append('b_1', end, entries(end, 1), [])).toEqual({ type: 'ok', seq: end + 1 });
  expect(told.at(0)).toContain('did not answer in time');
  expect(told.at(-1)).toBeNull();
});

test('away: calls fail at once, not after a time-out', async () => {
  const store = await node({ link: ordinary });
  await redis.kill();
  await timed(() => store.check());
  const { took, result } = await timed(async () => {
    for (let i = 0; i < 50; i++) await store.read('b_1', 0).catch(() => undefined);
    return store.read('b_1', 0);
  });
  expect(result).toMatchObject({ code: 'io', message: expect.stringContaining('cannot be reached') });
  expect(took).toBeLessThan(SLACK);
});

test('more than can wait is refused, and does not cost the connection', async () => {
  const told = vi.fn();
  const store = await node({ tell: told });
  await store.check();
  redis.pause();
  const reads = Array.from({ length: limits.redisQueue + 500 }, () => store.exists('b_1'));
  const late = Promise.allSettled(reads.slice(0, limits.redisQueue));
  for (const { status, ...rest } of await Promise.allSettled(reads.slice(limits.redisQueue))) {
    expect([status, rest]).toMatchObject([
      'rejected',
      { reason: { code: 'io', message: expect.stringContaining('Too much') } },
    ]);
  }
  redis.resume();
  expect((await late).find(({ status }) => status === 'rejected')).toBeUndefined();
  expect(told).not.toHaveBeenCalled();
});

test('two nodes race for 150 positions: each has exactly one winner', async () => {
  const nodes = [await node(), await node()];
  const wins: string[] = [];
  for (let after = 0; after < 150; after++) {
    const results = await Promise.all(
      [0, 1, 0, 1].map((which, i) =>
        nodes[which]!.append('b_1', after, [entry(after + 1, { id: `q_${after}_${i}` })], []),
      ),
    );
    const winners = results.flatMap((result, i) => (result.type === 'ok' ? [`q_${after}_${i}`] : []));
    expect(winners).toHaveLength(1);
    wins.push(...winners);
  }
  const read = await nodes[1]!.read('b_1', 0);
  expect(read.type === 'entries' && read.entries.map(({ id }) => id)).toEqual(wins);
});

describe('the bell', () => {
  const heardFrom = (store: LogStore, board: string): { times: () => number; next: () => Promise<void> } => {
    let times = 0;
    let tell = (): void => undefined;
    store.subscribe(board, () => {
      times += 1;
      tell();
    });
    return { times: () => times, next: () => new Promise((resolve) => (tell = resolve)) };
  };

  test('that was lost is made up for within two seconds', async () => {
    const listening = await node();
    // This node's bells ring where nobody listens.
    const silent = await node({
      link: unreliable((send, args) =>
        send(args.map((each) => (each === boardKeys('b_1').bell ? 'nowhere' : each))),
      ),
    });
    await silent.append('b_1', 0, entries(0, 1), []);
    const bell = heardFrom(listening, 'b_1');
    // Whoever begins to listen may have missed something just before.
    await bell.next();
    const rung = bell.next();
    const appended = performance.now();
    await silent.append('b_1', 1, entries(1, 1), []);
    await rung;
    expect(performance.now() - appended).toBeLessThan(2_000);
    expect(bell.times()).toBe(2);
  });

  test('rings at once, also after the connection was cut', async () => {
    const [listening, other] = [await node(), await node()];
    const bell = heardFrom(listening, 'b_1');
    const first = bell.next();
    await other.append('b_1', 0, entries(0, 1), []);
    await first;
    const cutter = await raw();
    await cutter.call(['CLIENT', 'KILL', 'TYPE', 'pubsub', 'SKIPME', 'yes']);
    await Promise.all([back(listening), back(other)]);
    const rung = bell.next();
    const appended = performance.now();
    await other.append('b_1', 1, entries(1, 1), []);
    await rung;
    expect(performance.now() - appended).toBeLessThan(SLACK);
  });
});

describe('what lies in Redis', () => {
  test('a private record is not in the log', async () => {
    const store = await node();
    await store.append('b_1', 0, entries(0, 1, { records: ['note:h_1'] }), keep('a secret'));
    const link = await raw();
    const { log, head, records } = boardKeys('b_1');
    expect(String(await link.call(['HGETALL', records]))).toContain('a secret');
    expect(String(await link.call(['XRANGE', log, '-', '+']))).not.toContain('a secret');
    expect(String(await link.call(['HGETALL', head]))).not.toContain('a secret');
  });

  test('that was changed by someone else is found and never believed', async () => {
    const store = await node();
    for (const board of ['b_1', 'b_2', 'b_3']) await store.append(board, 0, entries(0, 3), keep('words'));
    const link = await raw();
    await link.call(['XDEL', boardKeys('b_1').log, '2-0']);
    await link.call(['HSET', boardKeys('b_1').records, 'note:h_1', 'nonsense']);
    await link.call(['DEL', boardKeys('b_2').head]);
    await expect(store.read('b_1', 0)).rejects.toMatchObject({ code: 'corrupt' });
    await expect(store.records('b_1')).rejects.toMatchObject({ code: 'corrupt' });
    await expect(store.append('b_2', 0, entries(0, 1), [])).rejects.toMatchObject({ code: 'corrupt' });
    expect(await store.read('b_3', 0)).toEqual({ type: 'entries', entries: entries(0, 3) });
  });

  test('of one board lies in one slot: every step works on a Redis Cluster', async () => {
    await redis.stop();
    redis = await TestRedis.start([
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--cluster-enabled',
      'yes',
    ]);
    const link = await raw();
    await link.call(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
    await vi.waitFor(async () => expect(String(await link.call(['CLUSTER', 'INFO']))).toContain('state:ok'), {
      timeout: 10_000,
    });
    const store = await node();
    await store.append('b_1', 0, entries(0, 4), keep('kept'));
    await store.saveSnapshot('b_1', snapshotAt(2));
    expect(await store.read('b_1', 0)).toEqual({ type: 'gone', snapshot: snapshotAt(2) });
    expect(await store.read('b_1', 2)).toEqual({ type: 'entries', entries: entries(2, 2) });
    expect(await store.records('b_1')).toEqual([noteRecord('h_1', 'kept')]);
    await store.erase('b_1', 4);
    expect(await store.exists('b_1')).toBe(false);
    const slots = await Promise.all(
      Object.values(boardKeys('b_1')).map((key) => link.call(['CLUSTER', 'KEYSLOT', key])),
    );
    expect(new Set(slots).size).toBe(1);
  });
});

describe('forgetting', () => {
  const word = canary();

  test('an erased board leaves the files of Redis, its dump as well', async () => {
    const store = await node();
    const link = await raw();
    await link.call(['CONFIG', 'SET', 'save', '3600 1']);
    await store.append('b_1', 0, entries(0, 3, { by: word }), keep(word));
    await link.call(['SAVE']);
    expect(await filesWith(redis.folder, word)).not.toEqual([]);
    await Promise.all([store.erase('b_1', 3), store.erase('b_2', 0)]);
    await vi.waitFor(async () => expect(await link.call(['EXISTS', unpurgedKey])).toBe(0), {
      timeout: 10_000,
    });
    expect(await filesWith(redis.folder, word)).toEqual([]);
  });

  test('what an epoch left behind leaves the files with the snapshot that reaches it', async () => {
    const store = await node();
    await store.append('b_1', 0, entries(0, 2, { by: word }), keep(word));
    await store.append('b_1', 2, [entry(3, { epoch: 2 })], [{ id: 'note:h_1', record: null }]);
    await store.saveSnapshot('b_1', snapshotAt(2));
    expect(await filesWith(redis.folder, word)).not.toEqual([]);
    await store.saveSnapshot('b_1', snapshotAt(3));
    expect(await filesWith(redis.folder, word)).toEqual([]);
    expect(await (await raw()).call(['HEXISTS', boardKeys('b_1').head, 'purge'])).toBe(0);
  });

  test('also if other entries were written before that snapshot: Redis would keep what lies in one block with them', async () => {
    const store = await node();
    await store.append('b_1', 0, entries(0, 2, { by: word }), []);
    await store.append('b_1', 2, [entry(3, { epoch: 2 }), ...entries(3, 4)], []);
    await store.saveSnapshot('b_1', snapshotAt(3, { epoch: 2 }));
    expect(await filesWith(redis.folder, word)).toEqual([]);
    expect(await store.read('b_1', 3)).toEqual({ type: 'entries', entries: entries(3, 4) });
    expect(await store.append('b_1', 7, entries(7, 1), [])).toEqual({ type: 'ok', seq: 8 });
    expect(await store.append('b_1', 5, entries(5, 1), [])).toEqual({
      type: 'conflict',
      entries: entries(5, 3),
    });
  });

  test('that a crash cut short is finished by the next start', async () => {
    const link = await raw();
    await link.call(['SET', 'word', word]);
    await link.call(['DEL', 'word']);
    await link.call(['INCR', unpurgedKey]);
    expect(await filesWith(redis.folder, word)).not.toEqual([]);
    await node();
    await vi.waitFor(async () => expect(await link.call(['EXISTS', unpurgedKey])).toBe(0), {
      timeout: 10_000,
    });
    expect(await filesWith(redis.folder, word)).toEqual([]);
  });
});
