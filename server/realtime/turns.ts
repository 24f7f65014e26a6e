/**
 * Work that a thousand may ask for in the same moment, done in slices: so much of it in one turn of the event loop, and
 * then everyone else's turn. Without it, all who come back after a restart are let in within one turn, and nobody is
 * answered for seconds. Who asks alone does not wait.
 */
import type { Surroundings } from '#server/surroundings.ts';
import { limits } from '#shared/limits.ts';

export class Turns {
  readonly #around: Pick<Surroundings, 'mono' | 'soon'>;
  readonly #waiting: (() => void)[] = [];
  #running = false;

  constructor(around: Pick<Surroundings, 'mono' | 'soon'>) {
    this.#around = around;
  }

  /** How many wait for theirs. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is the caller's turn; what the caller does before it waits for anything is counted to the slice. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const until = this.#around.mono() + limits.admissionSlice;
      do {
        this.#waiting.shift()?.();
        await Promise.resolve();
      } while (this.#waiting.length > 0 && this.#around.mono() < until);
      await new Promise<void>((resolve) => this.#around.soon(resolve));
    }
    this.#running = false;
  }
}
