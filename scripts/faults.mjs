/**
 * The longer proofs: every test that draws from a SEED, again and again with new seeds, and every test that kills a
 * server, several times. Ends with the first failure (its seed is printed, and plays it again), or in about twelve
 * minutes. `npm run test:faults -- 40` asks for forty rounds and takes as long as they take.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './setup/run.mjs';

const MINUTES = 12;
const ROUNDS = 6;
const KILLS = 3;

/** @param {string} folder */
const tests = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
const all = ['shared', 'server', 'client'].flatMap(tests);
const kills = all.filter((path) => path.endsWith('kill.test.ts'));
const seeded = all.filter((path) => !kills.includes(path) && /\bSEED\b/.test(readFileSync(path, 'utf8')));

const asked = Number(process.argv[2]);
const rounds = asked > 0 ? asked : ROUNDS;
const begun = Date.now();
const last = asked > 0 ? Infinity : begun + MINUTES * 60_000;

/**
 * @param {string} name
 * @param {readonly string[]} files
 * @param {Record<string, string>} [env]
 */
async function prove(name, files, env = {}) {
  console.log(`\n── ${name} ──`);
  const code = await run(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', ...files],
    { env },
  );
  if (code === 0) return;
  console.error(
    `${name}: did not pass. Play it again with: ${env['SEED'] ? `SEED=${env['SEED']} ` : ''}npx vitest run`,
  );
  process.exit(1);
}

if (seeded.length === 0 || kills.length === 0)
  throw new Error('No randomised test, or none that kills a server, was found.');
for (let kill = 1; kill <= KILLS; kill++) await prove(`kill -9, ${kill} of ${KILLS}`, kills);
for (let round = 1; round <= rounds && Date.now() < last; round++) {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  await prove(`round ${round} of ${rounds}, SEED=${seed}`, seeded, { SEED: seed });
}
console.log(`\nAll passed in ${((Date.now() - begun) / 60_000).toFixed(1)} min.`);
