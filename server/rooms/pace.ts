/** How commits of a board keep apart, in time. */
import type { Surroundings } from '#server/surroundings.ts';
import { limits } from '#shared/limits.ts';

/** How long a node that won leaves the log to others, ms on average. */
const OTHERS_TURN = 10;
/** One more millisecond between two commits for so many readers. */
const READERS_A_MS = 25;

export class Pace {
  readonly #around: Surroundings;
  /** When the last commit began, on the monotone clock. */
  #committedAt = -Infinity;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A commit may begin. With many readers more edits share one, and an fsync: they are 20 ms apart at five hundred. */
  async gather(readers: number): Promise<void> {
    const apart = Math.min(limits.commitsApart, readers / READERS_A_MS);
    const wait = this.#committedAt + apart - this.#around.mono();
    if (wait >= 1) await this.#passes(wait);
    this.#committedAt = this.#around.mono();
  }

  /** After a win on a board that several nodes write, so that those with a longer way to the store win as well. */
  turnOfOthers(): Promise<void> {
    return this.#passes(OTHERS_TURN * (0.5 + this.#around.random()));
  }

  #passes(span: number): Promise<void> {
    return new Promise((resolve) => this.#around.after(span, resolve));
  }
}
