/** One seed: 200 steps of five people, and of neighbours who come by a door, on three nodes, and what became of them. */
import './chance.ts';
import { time } from '#shared/limits.ts';
import { RawPage } from './attacker.ts';
import { doSomething } from './deeds.ts';
import type { Tally } from './mishaps.ts';
import { diceFrom } from './dice.ts';
import { plan, type Step } from './plan.ts';
import { checkAtRest, comeToRest } from './rest.ts';
import { Street } from './street.ts';
import { happen } from './trouble.ts';
import type { Truth } from './truth.ts';

export const stepsPerSeed = 200;

export interface Result {
  /** Laws that were broken, in words; empty: none. */
  violations: readonly string[];
  /** SHA-256 of everything that happened. */
  hash: string;
  tally: Tally;
  /** Entries of the log. */
  entries: number;
  sessions: Truth['sessions'];
  /** Writes down what happened. @returns the file's path */
  save(): string;
}

const people = [
  { name: 'Ana', role: 'member', skew: 0 },
  { name: 'Ben', role: 'member', skew: -time.DAY },
  { name: 'Cleo', role: 'member', skew: time.HOUR },
  { name: 'Dan', role: 'member', skew: -5 * time.MINUTE },
  { name: 'Hanna', role: 'facilitator', skew: 5 * time.MINUTE },
] as const;

/** Plays a seed. @param steps left out: those that the seed plans */
export async function simulate(
  seed: number,
  steps: readonly Step[] = plan(seed, stepsPerSeed),
): Promise<Result> {
  const street = new Street(seed);
  try {
    await play(street, steps);
  } catch (error) {
    street.fail(String((error as Error).stack ?? error));
  } finally {
    street.end();
  }
  const { violations, trace, tally, truth } = street;
  const { seq: entries, sessions } = truth;
  return { violations, hash: trace.hash, tally, entries, sessions, save: () => trace.save(`seed-${seed}`) };
}

async function play(street: Street, steps: readonly Step[]): Promise<void> {
  const { world, trace, violations } = street;
  await street.begin(people);
  const attacker = new RawPage(street, street.stranger);
  attacker.begin();
  await world.pass(500);
  for (const { what, seed, pause } of steps) {
    const dice = diceFrom(seed);
    trace.say(`— ${what}`);
    if (what === 'deed') doSomething(street, dice.pick(dice.pick(street.people).pages), dice);
    else await happen(what, { street, dice, attacker });
    await world.pass(pause);
    street.check();
    if (violations.length > 0) return;
  }
  await comeToRest(street);
  await checkAtRest(street);
}
