/**
 * The proofs that break things on purpose: `node scripts/faults.mjs short | faults | long`. Runs faults/ in that form,
 * one file after the other, for they measure; then, in the longer forms, every other test that draws from a seed again and
 * again with new ones. Ends with the first failure; its seed is printed, and plays it again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './setup/run.mjs';

/** Rounds of the randomised tests with new seeds, and after how many minutes in all no new one begins. */
const forms = {
  short: { rounds: 0, minutes: 0 },
  faults: { rounds: 2, minutes: 17 },
  long: { rounds: 40, minutes: Infinity },
};

const form = process.argv[2] ?? '';
const most = Object.entries(forms).find(([name]) => name === form)?.[1];
if (!most) throw new Error(`Say one of: ${Object.keys(forms).join(', ')}.`);

/** @param {string} folder */
const tests = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
const seeded = ['shared', 'server', 'client', 'scripts']
  .flatMap(tests)
  .filter((path) => /from '.*\/testing\/seed\.ts'/.test(readFileSync(path, 'utf8')));
if (seeded.length === 0) throw new Error('No randomised test was found.');

/**
 * @param {string} name
 * @param {readonly string[]} args of vitest
 * @param {Record<string, string>} env
 */
async function prove(name, args, env) {
  console.log(`\n── ${name} ──`);
  const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], { env });
  if (code === 0) return;
  const again = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  console.error(
    `${name}: did not pass. Play it again with: ${again.join(' ')} npx vitest run ${args.join(' ')}`,
  );
  process.exit(1);
}

const begun = Date.now();
const minutes = () => (Date.now() - begun) / 60_000;
await prove(`faults, ${form} form`, ['--project', 'faults', '--no-file-parallelism'], { FORM: form });
for (let round = 1; round <= most.rounds && minutes() < most.minutes; round++) {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  await prove(`round ${round} of ${most.rounds}, SEED=${seed}`, seeded, { SEED: seed, FORM: form });
}
console.log(`\nAll passed in ${minutes().toFixed(1)} min.`);
