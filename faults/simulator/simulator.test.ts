/**
 * Five people, somebody who means no good, and three nodes on one street, in a world whose clock, chance, network and
 * store are a seed's to decide: 200 steps a seed, a third of them something going wrong, and every law checked at every
 * message and at rest. SEED=n plays one seed, SEEDS=n so many (from SEED or 1), MINIMISE=1 looks for the fewest steps
 * with which a seed still fails.
 */
import { expect, test } from 'vitest';
import { form, inForm } from '../form.ts';
import { minimise } from './minimise.ts';
import { Tally } from './mishaps.ts';
import { plan, type Step } from './plan.ts';
import { simulate, stepsPerSeed, type Result } from './simulate.ts';

const { SEED: first, SEEDS: count, MINIMISE: minimising } = process.env;
const many = Number(count ?? (first === undefined ? inForm({ short: 30, faults: 300, long: 20_000 }) : 1));
const seeds = Array.from({ length: many }, (_, index) => Number(first ?? 1) + index);
/** So many of the seeds are played a second time: everything must happen again as it did. */
const twice = Math.min(many, inForm({ short: 5, faults: 30, long: 2_000 }));

test(
  `${many} seeds break no law, and a seed played twice is the same to the last message`,
  { timeout: minimising === undefined ? many * 60_000 : 3_600_000 },
  async () => {
    const tally = new Tally();
    let entries = 0;
    const sessions = { phases: 0, shown: 0, seats: 0 };
    for (const seed of seeds) {
      const result = await simulate(seed);
      tally.add(result.tally);
      entries += result.entries;
      for (const what of ['phases', 'shown', 'seats'] as const) sessions[what] += result.sessions[what];
      if (result.violations.length > 0) expect.fail(await story(seed, result));
      if (seed >= seeds[0]! + twice) continue;
      const again = await simulate(seed);
      if (again.hash !== result.hash)
        expect.fail(`SEED=${seed} differs: ${result.save()} and ${again.save()}`);
      if (form === 'long' && seed % 1_000 === 0) console.log(`${seed} seeds, ${entries} entries`);
    }
    if (form === 'long') console.log(Object.fromEntries(tally.counts), sessions);
    // fewer seeds need not meet everything
    if (many < 30) return;
    expect(tally.missing, 'never happened').toEqual([]);
    for (const [what, count] of Object.entries(sessions)) expect(count, what).toBeGreaterThan(many / 10);
  },
);

/** All that somebody needs who wants to find out why. */
async function story(seed: number, result: Result): Promise<string> {
  const steps = plan(seed, stepsPerSeed);
  const lines = [`SEED=${seed}: ${result.violations.slice(0, 5).join('\n')}`, `trace: ${result.save()}`];
  if (minimising === undefined) return [...lines, 'MINIMISE=1 looks for the fewest steps'].join('\n');
  const fails = async (some: readonly Step[]): Promise<boolean> =>
    (await simulate(seed, some)).violations.length > 0;
  const fewest = await minimise(steps, fails, 400);
  const last = await simulate(seed, fewest);
  return [
    ...lines,
    `${fewest.length} of ${steps.length} steps are enough for: ${last.violations[0]}`,
    ...fewest.map((step) => JSON.stringify(step)),
    `their trace: ${last.save()}`,
  ].join('\n');
}
