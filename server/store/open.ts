/** Which engine a server uses, and where. */
import { join } from 'node:path';
import { levelStore } from './level/engine.ts';
import type { LogStore } from './port.ts';
import type { Durability } from './redis/durability.ts';
import type { RedisStoreOptions } from './redis/engine.ts';

export interface StoreConfig {
  /** The data folder; made if it is missing, for its owner alone. */
  dataDir: string;
  /** The Redis that holds the boards instead. */
  redisUrl?: string | null;
  redisDurability?: Durability;
}

/**
 * Opens the log store of a server.
 * @param tell hears when the store went away, with the reason, and when it is back (null)
 * @throws StoreError in words for the person who runs the server
 */
export async function openStore(
  { dataDir, redisUrl = null, redisDurability = 'strict' }: StoreConfig,
  tell: (why: Error | null) => void = () => undefined,
): Promise<LogStore> {
  const store =
    redisUrl === null
      ? levelStore({ folder: join(dataDir, 'log') })
      : await makeRedisStore({ url: redisUrl, durability: redisDurability, tell });
  await store.open();
  return store;
}

/** Loading the client of Redis takes a sixth of a start: only those who need it do. */
async function makeRedisStore(options: RedisStoreOptions): Promise<LogStore> {
  const { redisStore } = await import('./redis/engine.ts');
  return redisStore(options);
}
