/**
 * Answers that held a secret, for the few minutes in which a client may ask again because the answer was lost on its
 * way. In memory only: at rest there are hashes.
 */
import type { Surroundings } from '#server/surroundings.ts';
import { time } from '#shared/limits.ts';
import type { AccessReply } from '#shared/protocol.ts';

const KEPT_FOR = 5 * time.MINUTE;

export class ToldSecrets {
  readonly #around: Surroundings;
  readonly #replies = new Map<string, { reply: AccessReply; until: number }>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get(board: string, payer: string, id: string): AccessReply | undefined {
    this.#sweep();
    return this.#replies.get(`${board} ${payer} ${id}`)?.reply;
  }

  keep(board: string, payer: string, id: string, reply: AccessReply): void {
    this.#replies.set(`${board} ${payer} ${id}`, { reply, until: this.#around.mono() + KEPT_FOR });
  }

  #sweep(): void {
    const now = this.#around.mono();
    for (const [key, { until }] of this.#replies) {
      if (until > now) return;
      this.#replies.delete(key);
    }
  }
}
