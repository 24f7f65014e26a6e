/** Figures of a proof, in one line each. */

/** @returns the value below which `share` of all lie (nearest rank); NaN of none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Median, 99th percentile and most, in ms. */
export function spread(values: readonly number[]): string {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(0));
  return `p50 ${p50} ms, p99 ${p99} ms, most ${most} ms`;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
