import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ErrorReply } from 'redis';
import { type Call, RedisLink, type LinkOptions } from '#server/redis/link.ts';
import { TestRedis } from '#server/testing/redis.ts';
import { entries } from '../fixtures.ts';
import { checkDurability } from './durability.ts';
import { redisStore, type RedisStoreOptions } from './engine.ts';
import { patient } from './testing.ts';

const password = 'not-a-real-password';
let redis: TestRedis;
let link: RedisLink;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await TestRedis.start();
  link = new RedisLink({ url: redis.url });
  await link.open();
});
afterAll(async () => {
  await link.close();
  await redis.stop();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function node(options: Partial<RedisStoreOptions> = {}) {
  const store = redisStore({ url: redis.url, link: patient, ...options });
  open.push(store);
  await store.open();
  return store;
}

const set = async (...settings: string[]): Promise<void> =>
  void (await link.call(['CONFIG', 'SET', ...settings]));
const sound = [
  'appendonly',
  'yes',
  'appendfsync',
  'always',
  'no-appendfsync-on-rewrite',
  'no',
  'maxmemory',
  '0',
];

describe('a Redis that could lose what it acknowledged', () => {
  afterEach(() => set(...sound));

  test.each([
    ['appendonly is off', ['appendonly', 'no'], /appendonly is off.*REDIS_DURABILITY=relaxed/],
    ['it fsyncs every second', ['appendfsync', 'everysec'], /appendfsync everysec.*"appendfsync always"/],
    ['it does not fsync during a rewrite', ['no-appendfsync-on-rewrite', 'yes'], /no-appendfsync-on-rewrite/],
    [
      'it throws keys away',
      ['maxmemory', '100mb', 'maxmemory-policy', 'allkeys-lru'],
      /maxmemory-policy allkeys-lru.*noeviction/,
    ],
  ])(
    'is refused in plain words when %s, unless the operator says that less is enough',
    async (_, settings, words) => {
      await set(...settings);
      await expect(node()).rejects.toMatchObject({
        name: 'StoreError',
        message: expect.stringMatching(words),
      });
      const relaxed = await node({ durability: 'relaxed' });
      expect(await relaxed.append(`b_${Date.now()}`, 0, entries(0, 1), [])).toEqual({ type: 'ok', seq: 1 });
    },
  );

  test('is not written any more when it comes back with less than it promised', async () => {
    const store = await node();
    await set('appendfsync', 'everysec');
    await link.call(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    await expect
      .poll(() => store.check().catch(String), { timeout: 5_000 })
      .toContain('appendfsync everysec');
    expect(await store.append('b_late', 0, entries(0, 1), [])).toMatchObject({ type: 'unknown' });
    await set(...sound);
    await expect.poll(() => store.check().then(() => 'well', String), { timeout: 10_000 }).toBe('well');
  });
});

test.each([
  ['nothing listens', 'redis://127.0.0.1:1', /127\.0\.0\.1:1 cannot be reached/],
  ['the password is wrong', `redis://:${password}@127.0.0.1:PORT`, /does not know this name and password/],
])('in plain words, and without a password: %s', async (_, url, words) => {
  await link.call(['ACL', 'SETUSER', 'default', 'resetpass', '>right']);
  try {
    const opening = node({ url: url.replace('PORT', String(redis.port)) });
    const failure = await opening.catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'StoreError', code: 'io', message: expect.stringMatching(words) });
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain(password);
  } finally {
    await link.call(['ACL', 'SETUSER', 'default', 'nopass']);
  }
});

/** A host's Redis, which tells and can only so much. */
function host(told: { info?: string; config?: Record<string, string>; waitaof?: number }): Call {
  const answer = ([command, ...rest]: readonly unknown[]): unknown => {
    if (command === 'INFO') return told.info ?? 'role:master\r\naof_enabled:1\r\nmaxmemory:0\r\n';
    if (command === 'CONFIG' && told.config)
      return [Buffer.from(String(rest[1])), Buffer.from(told.config[String(rest[1])] ?? '')];
    if (command === 'WAITAOF' && told.waitaof !== undefined) return [told.waitaof, 0];
    if (command === 'SET') return 'OK';
    throw new ErrorReply(`ERR unknown command '${String(command)}'`);
  };
  return (async (args: readonly unknown[]) => answer(args)) as Call;
}

test.each([
  ['always', { config: { appendfsync: 'always', 'no-appendfsync-on-rewrite': 'no' } }, 'always'],
  ['every second, with WAITAOF', { config: { appendfsync: 'everysec' }, waitaof: 1 }, 'waitaof'],
  ['untold, with WAITAOF', { waitaof: 1 }, 'waitaof'],
])('%s is good enough', async (_, told, guarantee) => {
  expect(await checkDurability(host(told), 'strict', 'x')).toBe(guarantee);
});

test.each([
  ['untold', {}, /forbids CONFIG GET/],
  ['a disk that does not answer WAITAOF', { waitaof: 0 }, /forbids CONFIG GET/],
  ['a replica', { info: 'role:slave\r\n' }, /is a replica/],
  ['one that is loading', { info: 'loading:1\r\n' }, /still loading/],
])('%s is not', async (_, told, words) => {
  await expect(checkDurability(host(told), 'strict', 'x')).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(words),
  });
});

describe('a Redis that fsyncs when it is asked', () => {
  /** Plays WAITAOF on a Redis that has none; `fsync` resolves when the file is on the disk. */
  function waiting(fsync: () => Promise<number>) {
    return (options: LinkOptions): RedisLink => {
      const play =
        (call: Call): Call =>
        async <T>(args: Parameters<Call>[0], patience?: number) => {
          if (args[0] === 'WAITAOF') return [await fsync(), 0] as T;
          if (args[0] === 'CONFIG') return [Buffer.from('appendfsync'), Buffer.from('everysec')] as T;
          return (await call(args, patience)) as T;
        };
      const { prepare } = options;
      const made = patient(prepare ? { ...options, prepare: (call) => prepare(play(call)) } : options);
      return Object.assign(made, { call: play(made.call) });
    };
  }

  test('acknowledges after the fsync, one for all that came before it', async () => {
    let fsyncs = 0;
    let release = (): void => undefined;
    let held: Promise<void> = Promise.resolve();
    const store = await node({
      link: waiting(async () => {
        fsyncs += 1;
        await held;
        return 1;
      }),
    });
    const boards = Array.from({ length: 10 }, (_, i) => `b_fsync${i}`);
    fsyncs = 0;
    held = new Promise((resolve) => (release = resolve));
    let acked = 0;
    const appends = boards.map((board) =>
      store.append(board, 0, entries(0, 1), []).then((result) => {
        acked += 1;
        return result;
      }),
    );
    // Written, and not acknowledged.
    await expect.poll(() => Promise.all(boards.map((board) => store.exists(board)))).not.toContain(false);
    expect(acked).toBe(0);
    release();
    for (const result of await Promise.all(appends)) expect(result).toEqual({ type: 'ok', seq: 1 });
    expect(fsyncs).toBeLessThanOrEqual(2);
  });

  test('leaves the append in doubt when the disk is too slow', async () => {
    let fsynced = 1;
    const store = await node({ link: waiting(async () => fsynced) });
    fsynced = 0;
    expect(await store.append('b_slow', 0, entries(0, 1), [])).toMatchObject({
      type: 'unknown',
      error: { code: 'io', message: expect.stringContaining('did not write to its disk in time') },
    });
    expect(await store.read('b_slow', 0)).toEqual({ type: 'entries', entries: entries(0, 1) });
  });
});
