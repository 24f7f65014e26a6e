/**
 * What whoever runs a randomised test may say of it. Such a test draws from one number, which its name or its failure
 * prints: `SEED=… npx vitest run …` plays it again. `scripts/faults.mjs` finds these tests by their import of this file.
 */

// Tests of every side draw from a seed; the types of Node, in which all of them run, are known to the server's alone.
const { env } = (globalThis as unknown as { process: { env: Record<string, string | undefined> } }).process;

/** The seed of this file's tests: SEED, or another each time. */
export const seed = asked('SEED') ?? Math.floor(Math.random() * 2 ** 31);

/**
 * For a test that plays one seed after the other, the same each time.
 * @returns as many as SEEDS says, from SEED or 1 on; SEED alone is one, and without both they are the first `many`
 */
export function seeds(many: number): readonly number[] {
  const first = asked('SEED');
  const count = asked('SEEDS') ?? (first === undefined ? many : 1);
  return Array.from({ length: count }, (_, index) => (first ?? 1) + index);
}

/**
 * How often a randomised test goes round: RUNS times, or as FORM says, as in `faults/`. In `npm test` that is `short`; in
 * each round with a new seed that CI plays after it, and in the long form, it is `faults`.
 */
export function runs({ short, faults }: { short: number; faults: number }): number {
  return asked('RUNS') ?? ((env['FORM'] ?? 'short') === 'short' ? short : faults);
}

/** The number in the environment variable of that name; undefined without one, and anything else throws. */
export function asked(name: string): number | undefined {
  const said = env[name];
  if (said === undefined) return undefined;
  const number = Number(said);
  if (said.trim() === '' || !Number.isSafeInteger(number))
    throw new Error(`${name} is a whole number, not "${said}".`);
  return number;
}
