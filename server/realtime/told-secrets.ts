/**
 * Answers that held a secret, for the few minutes in which a client may ask again because the answer was lost on its
 * way. In memory only: at rest there are hashes.
 */
import { time } from '#shared/limits.ts';
import type { AccessReply } from '#shared/protocol.ts';

const KEPT_FOR = 5 * time.MINUTE;

export class ToldSecrets {
  readonly #replies = new Map<string, { reply: AccessReply; until: number }>();

  get(board: string, payer: string, id: string): AccessReply | undefined {
    this.#sweep();
    return this.#replies.get(`${board} ${payer} ${id}`)?.reply;
  }

  keep(board: string, payer: string, id: string, reply: AccessReply): void {
    this.#replies.set(`${board} ${payer} ${id}`, { reply, until: performance.now() + KEPT_FOR });
  }

  #sweep(): void {
    const now = performance.now();
    for (const [key, { until }] of this.#replies) {
      if (until > now) return;
      this.#replies.delete(key);
    }
  }
}
