/** How commits of a board keep apart, in time. Each is told to the readers as soon as it is written: one beat for both. */
import type { Surroundings } from '#server/surroundings.ts';
import { limits } from '#shared/limits.ts';

/** How long a node that won leaves the log to others, ms on average. */
const OTHERS_TURN = 10;
/** One more millisecond between beats for so many readers. */
const READERS_A_MS = 10;

/** How far apart the beats of a board with so many readers are, ms: more edits then share an fsync and a frame. */
export function beatOf(readers: number): number {
  return Math.min(limits.beatLongest, readers / READERS_A_MS);
}

export class Pace {
  readonly #around: Surroundings;
  /** When the last commit began, on the monotone clock. */
  #committedAt = -Infinity;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A commit may begin, and what has come until then is in it. A quiet board does not wait. */
  async gather(readers: number): Promise<void> {
    const wait = this.#committedAt + beatOf(readers) - this.#around.mono();
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
