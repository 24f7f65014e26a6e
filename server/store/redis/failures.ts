/** What can go wrong with a Redis, in words for the person who runs the server. */
import { ErrorReply } from 'redis';
import { RedisAway } from '#server/redis/link.ts';
import { StoreError } from '../port.ts';

/** What Redis begins an error with, and what that means. */
const meanings: readonly (readonly [start: string, words: string])[] = [
  [
    'OOM',
    'has no memory left. Nothing more is saved until it has: give it more (maxmemory), or erase boards.',
  ],
  ['MISCONF', 'cannot write to its disk and therefore takes nothing. See its own log.'],
  ['READONLY', 'is a replica, which cannot be written. Name the primary.'],
  ['LOADING', 'is still loading its data. It is asked again in a moment.'],
  ['NOAUTH', 'asks for a password. Put it into REDIS_URL.'],
  ['WRONGPASS', 'does not know this name and password. Mend REDIS_URL.'],
  ['NOPERM', 'does not let this user do what a store needs. Give it all commands on the keys tilth:*.'],
  ['MOVED', 'is one of a cluster that keeps this board elsewhere. Name a Redis that holds all boards.'],
];

/**
 * @param error what the link threw
 * @param place where this Redis is, for people
 * @returns what the caller shall throw: a StoreError, or the error itself if it is none of Redis's
 */
export function plainFailure(error: unknown, place: string): unknown {
  if (error instanceof RedisAway) return new StoreError('io', error.message, { cause: error });
  if (!(error instanceof ErrorReply)) return error;
  const words = meanings.find(([start]) => error.message.startsWith(start))?.[1];
  return new StoreError('io', `Redis at ${place} ${words ?? `refused: ${error.message}`}`, { cause: error });
}
