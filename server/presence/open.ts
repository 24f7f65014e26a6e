/** Which engine of presence a server uses. */
import { memoryPresence } from './memory.ts';
import type { PresencePort } from './port.ts';
import { redisPresence } from './redis.ts';

/** @param config.redisUrl the Redis that several nodes share; null: this node is alone */
export function openPresence({ redisUrl }: { redisUrl: string | null }): PresencePort {
  return redisUrl === null ? memoryPresence() : redisPresence({ url: redisUrl });
}
