/** Of several rounds, the middle. */
import type { Figures } from './load/run.ts';

/** The middle of the numbers, leaving out NaN; NaN of none. */
export function median(numbers: readonly number[]): number {
  const known = numbers.filter((number) => !Number.isNaN(number)).toSorted((a, b) => a - b);
  if (known.length === 0) return Number.NaN;
  const [low, high] = [known[(known.length - 1) >> 1]!, known[known.length >> 1]!];
  return (low + high) / 2;
}

/** Each figure's median. */
export function medians(rounds: readonly Figures[]): Figures {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name] ?? Number.NaN))]),
  );
}
