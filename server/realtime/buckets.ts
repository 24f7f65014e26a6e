/** Token buckets: so many a second on average, so many at once. */
import { time } from '#shared/limits.ts';

export interface Rate {
  perSecond: number;
  burst: number;
}

const SWEEP_EVERY = time.MINUTE;

export class Buckets {
  readonly #rate: Rate;
  readonly #levels = new Map<string, { tokens: number; at: number }>();
  #sweptAt = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /**
   * Takes tokens from the key's bucket, if there are so many.
   * @param now a monotone clock, ms
   */
  take(key: string, now: number, count = 1): boolean {
    if (now - this.#sweptAt > SWEEP_EVERY) this.#sweep(now);
    const tokens = this.level(key, now);
    const taken = tokens >= count;
    this.#levels.set(key, { tokens: taken ? tokens - count : tokens, at: now });
    return taken;
  }

  /** Tokens in the key's bucket at `now`. */
  level(key: string, now: number): number {
    const { perSecond, burst } = this.#rate;
    const level = this.#levels.get(key);
    return level ? Math.min(burst, level.tokens + ((now - level.at) / 1_000) * perSecond) : burst;
  }

  /** Forgets buckets that are full again. */
  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const key of this.#levels.keys()) {
      if (this.level(key, now) >= this.#rate.burst) this.#levels.delete(key);
    }
  }
}
