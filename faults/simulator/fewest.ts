/** What is left of a seed that fails when every step that its failure does not need is left out. */
import { minimise } from './minimise.ts';
import { plan, type Step } from './plan.ts';
import { simulate, stepsPerSeed } from './simulate.ts';

/** @returns the fewest steps found with which the seed still breaks a law, and what they break, line by line */
export async function fewestOf(seed: number): Promise<string[]> {
  const steps = plan(seed, stepsPerSeed);
  const fails = async (some: readonly Step[]): Promise<boolean> =>
    (await simulate(seed, some)).violations.length > 0;
  const fewest = await minimise(steps, fails, 400);
  const last = await simulate(seed, fewest);
  return [
    `${fewest.length} of ${steps.length} steps are enough for: ${last.violations[0]}`,
    ...fewest.map((step) => JSON.stringify(step)),
    `their trace: ${last.save()}`,
  ];
}
