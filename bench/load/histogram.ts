/** Latencies by the million: counted in steps of 0.1 ms up to 20 s. */
const STEP = 0.1;
const STEPS = 200_000;

export class Histogram {
  readonly #counts = new Uint32Array(STEPS);
  count = 0;

  add(ms: number): void {
    const step = ms <= 0 ? 0 : Math.min(STEPS - 1, Math.floor(ms / STEP));
    this.#counts[step]! += 1;
    this.count += 1;
  }

  /** @param share such as 0.99. @returns ms, NaN if nothing was counted */
  quantile(share: number): number {
    if (this.count === 0) return Number.NaN;
    let left = Math.max(1, Math.ceil(share * this.count));
    for (let step = 0; step < STEPS; step += 1) {
      left -= this.#counts[step]!;
      if (left <= 0) return Math.round((step + 1) * STEP * 10) / 10;
    }
    return STEPS * STEP;
  }

  get figures(): { p50: number; p95: number; p99: number } {
    return { p50: this.quantile(0.5), p95: this.quantile(0.95), p99: this.quantile(0.99) };
  }
}
