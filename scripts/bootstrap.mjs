/**
 * `npm start`, `npm test`, `npm run demo` and `npm run dev` on a fresh clone: installs what is missing, builds what is stale, then
 * does it. Plain Node without packages, because none may be there yet.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './setup/build.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { npm, run } from './setup/run.mjs';
import { tools } from './setup/tools.mjs';

/** What `npm test` runs, quickest first: npm scripts. From `budget` on they look at what was built. */
const proofs = [
  'types',
  'lint',
  'format:check',
  'test:unit',
  'test:short',
  'budget',
  'test:built',
  'test:e2e',
];

async function start() {
  await dependencies();
  await build();
  process.env['NODE_ENV'] ??= 'production';
  await import(pathToFileURL(resolve('dist/server/main.js')).href);
}

async function test() {
  const begun = Date.now();
  await dependencies();
  await tools();
  for (const name of proofs) {
    if (name === 'budget') await build();
    const from = Date.now();
    console.log(`\n── ${name} ──`);
    if ((await npm(['run', '--silent', name])) !== 0) throw new Error(`${name}: did not pass.`);
    console.log(`${name}: passed in ${((Date.now() - from) / 1000).toFixed(1)} s`);
  }
  console.log(`\nAll passed in ${((Date.now() - begun) / 1000).toFixed(0)} s.`);
}

async function demo() {
  await dependencies();
  await build();
  process.exitCode = await run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts']);
}

async function dev() {
  await dependencies();
  const args = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'];
  process.exitCode = await run(process.execPath, args, { env: { NODE_ENV: 'development' } });
}

/** @type {Record<string, () => Promise<void>>} */
const verbs = { start, test, demo, dev };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const verb = verbs[process.argv[2] ?? ''];
process.chdir(resolve(import.meta.dirname, '..'));

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Tilth needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`);
  process.exitCode = 1;
} else if (!verb || !existsSync('package.json')) {
  console.error(`Say one of: ${Object.keys(verbs).join(', ')}.`);
  process.exitCode = 1;
} else {
  await verb().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
