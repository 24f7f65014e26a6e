/** Token buckets: so many a second on average, so many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export class Buckets {
  readonly #rate: Rate;
  readonly #levels = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /**
   * Takes one token from the key's bucket, if there is one.
   * @param now a monotone clock, ms
   */
  take(key: string, now: number): boolean {
    const tokens = this.level(key, now);
    const taken = tokens >= 1;
    this.#levels.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken;
  }

  /** Tokens in the key's bucket at `now`. */
  level(key: string, now: number): number {
    const { perSecond, burst } = this.#rate;
    const level = this.#levels.get(key);
    return level ? Math.min(burst, level.tokens + ((now - level.at) / 1_000) * perSecond) : burst;
  }

  /** Forgets buckets that are full again. */
  sweep(now: number): void {
    for (const key of this.#levels.keys()) {
      if (this.level(key, now) >= this.#rate.burst) this.#levels.delete(key);
    }
  }
}
