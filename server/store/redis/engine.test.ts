import { afterAll, beforeAll, expect, vi } from 'vitest';
import { RedisLink } from '#server/redis/link.ts';
import { durable, someRedis, TestRedis } from '#server/testing/redis.ts';
import { type Harness, storeContract } from '../contract.ts';
import { redisStore } from './engine.ts';
import { boardKeys } from './keys.ts';
import { lost, patient, unreliable } from './testing.ts';

let redis: Awaited<ReturnType<typeof someRedis>>;
let cluster: TestRedis;
beforeAll(async () => {
  [redis, cluster] = await Promise.all([someRedis(), startCluster()]);
});
afterAll(() => Promise.all([redis.stop(), cluster.stop()]));

/** A Redis Cluster of one machine with all slots: it refuses whatever touches two boards in one step. */
async function startCluster(): Promise<TestRedis> {
  const started = await TestRedis.start([...durable, '--cluster-enabled', 'yes']);
  const link = new RedisLink({ url: started.url });
  await link.open();
  await link.call(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  const ok = async (): Promise<boolean> => String(await link.call(['CLUSTER', 'INFO'])).includes('state:ok');
  await vi.waitFor(async () => expect(await ok()).toBe(true), { timeout: 15_000 });
  await link.close();
  return started;
}

/** Boards that the contract calls by name; the others are new every time. */
const namedBoards = ['b_x', 'b_x0', '__proto__'];

const writes = (args: readonly unknown[]): boolean => String(args[0]).startsWith('EVAL') && args[2] === '3';

storeContract('redis', () => harness(redis.url));
storeContract('a redis cluster of one', () => harness(cluster.url));

async function harness(url: string): Promise<Harness> {
  let next: 'written' | 'lost' | undefined;
  const store = redisStore({
    url,
    link: unreliable(async (send, args) => {
      if (!next || !writes(args)) return send();
      const fault = next;
      next = undefined;
      if (fault === 'written') await send();
      throw lost();
    }),
  });
  const second = redisStore({ url, link: patient });
  await Promise.all([store.open(), second.open()]);
  const cleaner = new RedisLink({ url });
  await cleaner.open();
  return {
    store,
    second,
    doubtNext: (outcome) => {
      next = outcome;
    },
    dispose: async () => {
      await Promise.all([store.close(), second.close()]);
      for (const board of namedBoards) await cleaner.call(['UNLINK', ...Object.values(boardKeys(board))]);
      await cleaner.close();
    },
  };
}
