/** Which engine of presence a server uses. */
import { memoryPresence } from './memory.ts';
import type { PresencePort } from './port.ts';

/** @param config.redisUrl the Redis that several nodes share; null: this node is alone */
export async function openPresence({ redisUrl }: { redisUrl: string | null }): Promise<PresencePort> {
  if (redisUrl === null) return memoryPresence();
  // Loading the client of Redis takes a sixth of a start.
  const { redisPresence } = await import('./redis.ts');
  return redisPresence({ url: redisUrl });
}
