/**
 * Five people, neighbours who come by a door, somebody who means no good, and three nodes on one street, in a world whose clock, chance, network and
 * store are a seed's to decide: 200 steps a seed, a third of them something going wrong, and every law checked at every
 * message and at rest. SEED=n plays one seed, SEEDS=n so many (from SEED or 1), MINIMISE=1 looks for the fewest steps
 * with which a seed still fails.
 */
import { expect, onTestFinished, test } from 'vitest';
import { seeds as seedsOf } from '#shared/testing/seed.ts';
import { form, inForm } from '../form.ts';
import { Tally } from './mishaps.ts';
import type { Played } from './player.ts';
import { Players } from './players.ts';

const { MINIMISE: minimising } = process.env;
const seeds = seedsOf(inForm({ short: 30, faults: 300, long: 20_000 }));
const many = seeds.length;
/** So many of the seeds are played a second time: everything must happen again as it did. */
const twice = Math.min(many, inForm({ short: 5, faults: 300, long: 20_000 }));

test(
  `${many} seeds break no law, and a seed played twice is the same to the last message`,
  { timeout: minimising === undefined ? many * 60_000 : 3_600_000 },
  async () => {
    const players = await Players.start();
    onTestFinished(() => players.end());
    const tally = new Tally();
    let seen = 0;
    let entries = 0;
    const sessions = { phases: 0, shown: 0, seats: 0, letIn: 0 };
    const amiss = await players.play(seeds, twice, (one) => {
      tally.add(new Map(one.counts));
      entries += one.entries;
      for (const what of ['phases', 'shown', 'seats', 'letIn'] as const) sessions[what] += one.sessions[what];
      seen += 1;
      if (form === 'long' && seen % 1_000 === 0) console.log(`${seen} seeds, ${entries} entries`);
    });
    if (amiss) expect.fail(await story(amiss));
    if (form === 'long') console.log(Object.fromEntries(tally.counts), sessions);
    // fewer seeds need not meet everything
    if (many < 30) return;
    expect(tally.missing, 'never happened').toEqual([]);
    for (const [what, count] of Object.entries(sessions)) expect(count, what).toBeGreaterThan(many / 10);
  },
);

/** All that somebody needs who wants to find out why. */
async function story({ seed, violations, trace }: Played): Promise<string> {
  if (violations.length === 0) return `SEED=${seed} was another when it was played again: ${trace}`;
  const lines = [`SEED=${seed}: ${violations.slice(0, 5).join('\n')}`, `trace: ${trace}`];
  if (minimising === undefined) return [...lines, 'MINIMISE=1 looks for the fewest steps'].join('\n');
  const { fewestOf } = await import('./fewest.ts');
  return [...lines, ...(await fewestOf(seed))].join('\n');
}
