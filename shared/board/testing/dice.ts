/** Random numbers that can be thrown again: xorshift32 (Marsaglia 2003, triple 13, 17, 5). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bf03635) | 1;
    for (let warm = 0; warm < 8; warm += 1) this.below(2);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % count;
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  /** True once in `times`. */
  rarely(times: number): boolean {
    return this.below(times) === 0;
  }
}

/** The seed to use: `SEED` of the environment, or one from the clock. It is printed, so that a failure can be replayed. */
export function seedFrom(environment: { readonly SEED?: string | undefined }, clock: number): number {
  return environment.SEED === undefined ? clock % 1_000_000 : Number(environment.SEED);
}
