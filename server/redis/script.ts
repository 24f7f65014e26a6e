/** A Lua script: Redis runs it as one atomic step. */
import { createHash } from 'node:crypto';
import { ErrorReply } from 'redis';
import type { Argument, Call, Reply } from './link.ts';

export class Script {
  readonly #source: string;
  readonly #sha: string;

  constructor(source: string) {
    this.#source = source;
    this.#sha = createHash('sha1').update(source).digest('hex');
  }

  /** @param keys all keys that it touches; they must lie in one slot */
  async run<T extends Reply>(
    call: Call,
    keys: readonly string[],
    args: readonly Argument[] = [],
  ): Promise<T> {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await call<T>(['EVALSHA', this.#sha, ...rest]);
    } catch (error) {
      // A Redis that was restarted, or never saw it; it does not run what it does not know.
      if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error;
      return call<T>(['EVAL', this.#source, ...rest]);
    }
  }
}
