import { afterAll, beforeAll } from 'vitest';
import { RedisLink } from '#server/redis/link.ts';
import { someRedis } from '#server/testing/redis.ts';
import { storeContract } from '../contract.ts';
import { redisStore } from './engine.ts';
import { boardKeys } from './keys.ts';
import { lost, patient, unreliable } from './testing.ts';

let redis: Awaited<ReturnType<typeof someRedis>>;
beforeAll(async () => {
  redis = await someRedis();
});
afterAll(() => redis.stop());

/** Boards that the contract calls by name; the others are new every time. */
const namedBoards = ['b_x', 'b_x0', '__proto__'];

const writes = (args: readonly unknown[]): boolean => String(args[0]).startsWith('EVAL') && args[2] === '3';

storeContract('redis', async () => {
  let next: 'written' | 'lost' | undefined;
  const store = redisStore({
    url: redis.url,
    link: unreliable(async (send, args) => {
      if (!next || !writes(args)) return send();
      const fault = next;
      next = undefined;
      if (fault === 'written') await send();
      throw lost();
    }),
  });
  const second = redisStore({ url: redis.url, link: patient });
  await Promise.all([store.open(), second.open()]);
  const cleaner = new RedisLink({ url: redis.url });
  await cleaner.open();
  return {
    store,
    second,
    doubtNext: (outcome) => {
      next = outcome;
    },
    dispose: async () => {
      await Promise.all([store.close(), second.close()]);
      await cleaner.call(['UNLINK', ...namedBoards.flatMap((board) => Object.values(boardKeys(board)))]);
      await cleaner.close();
    },
  };
});
