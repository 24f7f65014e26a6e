/**
 * Do the tests bite? Bugs are seeded one at a time in a copy of the sources; at least 95 % of them must be found by the
 * quickest tests that ought to. `ONLY="no dedupe"` for one of them; names are separated by semicolons.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { form } from '../form.ts';
import { inLanes } from '../disk/lanes.ts';
import type { Mutant } from './mutant.ts';
import { mutants, mutated } from './mutants.ts';
import { Scratch } from './scratch.ts';

const root = resolve(import.meta.dirname, '../..');
const only = process.env['ONLY']?.split(';');
const chosen = mutants.filter(({ name }) => !only || only.includes(name));
/** As many suites are run side by side as a small machine bears. */
const LANES = 2;

test('every bug still has its place, exactly once, and a name of its own', async () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  const lost: string[] = [];
  for (const mutant of mutants) {
    const contents = await readFile(join(root, mutant.file), 'utf8');
    if (mutated(contents, mutant) === null) lost.push(mutant.name);
    for (const suite of mutant.suites) await readFile(join(root, suite));
  }
  expect(lost).toEqual([]);
});

if (form === 'long' || only) {
  test('the tests find at least 95 % of the bugs', { timeout: 7_200_000 }, async () => {
    expect(chosen.length).toBeGreaterThan(0);
    const scratches = await Promise.all(Array.from({ length: LANES }, () => Scratch.copy()));
    onTestFinished(async () => void (await Promise.all(scratches.map((scratch) => scratch.remove()))));

    const suites = [...new Set(chosen.flatMap((mutant) => mutant.suites))];
    expect(await scratches[0]!.test(suites), 'the tests as they are').toBe('passed');

    const survived: string[] = [];
    const free = [...scratches];
    await inLanes(
      chosen.values() as Iterator<Mutant, undefined>,
      async (mutant) => {
        const scratch = free.pop()!;
        const contents = await readFile(join(root, mutant.file), 'utf8');
        await scratch.write(mutant.file, mutated(contents, mutant)!);
        const result = await scratch.test(mutant.suites, mutant.environment);
        await scratch.write(mutant.file, contents);
        free.push(scratch);
        // Sources that do not load are no bug that a test could find.
        expect(result, mutant.name).not.toBe('broken');
        if (result === 'passed') survived.push(mutant.name);
        process.stdout.write(`${result === 'failed' ? 'caught  ' : 'SURVIVED'} ${mutant.name}\n`);
      },
      LANES,
    );
    process.stdout.write(`${chosen.length - survived.length} of ${chosen.length} seeded bugs were found\n`);
    expect(1 - survived.length / chosen.length, survived.join('; ')).toBeGreaterThanOrEqual(0.95);
  });
}
