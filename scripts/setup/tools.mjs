/**
 * What the tests need beside npm packages: a browser, Redis for the store that several nodes share, and on Linux a C
 * compiler for the layer that makes a disk fail.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** Debian's package, and program, of the Chromium that draws no windows: walks take half as much of the processor. */
const shell = 'chromium-headless-shell';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium: Playwright's own, CHROMIUM_PATH, or one in the usual places.
 * @returns {string | null} its path
 */
export function findBrowser() {
  const require = createRequire(import.meta.url);
  const own = require('@playwright/test').chromium.executablePath();
  const asked = process.env['CHROMIUM_PATH'];
  return [own, ...(asked ? [asked] : []), ...usual].find((path) => existsSync(path)) ?? null;
}

/** @returns the path of the quicker one that walks go through where there is one, or of the browser that there is */
export function findWalksBrowser() {
  const quick = `/usr/bin/${shell}`;
  return process.env['CHROMIUM_PATH'] || !existsSync(quick) ? findBrowser() : quick;
}

/** @param {string} program */
function onPath(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

function hasRedis() {
  return Boolean(process.env['TEST_REDIS_URL']) || onPath('redis-server');
}

function hasCompiler() {
  return process.platform !== 'linux' || (onPath('cc') && existsSync('/usr/include/dlfcn.h'));
}

/** By root on Debian or Ubuntu the tools are installed as packages. */
function isDebianRoot() {
  if (!existsSync('/etc/os-release') || process.getuid?.() !== 0) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {readonly string[]} packages */
async function apt(packages) {
  // The run level keeps a package's service from starting.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // What is not to be had is not waited for.
  const soon = ['-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20'];
  await run('apt-get', ['update', ...soon], { env });
  // One by one: a distribution may lack one of them.
  for (const name of packages) {
    await run('apt-get', ['install', '-y', ...soon, '--no-install-recommends', name], { env, quiet: true });
  }
}

/** Makes sure that the tests have what they need; throws with the ways to get it when they do not. */
export async function tools() {
  const missing = [
    ...(findBrowser() ? [] : ['chromium']),
    ...(hasRedis() ? [] : ['redis-server']),
    ...(hasCompiler() ? [] : ['gcc', 'libc6-dev']),
    // walks go without it, only more slowly: it is not asked of anybody
    ...(!isDebianRoot() || onPath(shell) || process.env['CHROMIUM_PATH'] ? [] : [shell]),
  ];
  if (missing.length === 0) return;
  console.log(`The tests need ${missing.join(', ')}. Installing …`);
  if (isDebianRoot()) await apt(missing);
  else if (!findBrowser())
    await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);

  const ways = [];
  if (!findBrowser()) {
    ways.push(
      'No Chromium was found, and it could not be installed. Any one of these helps:',
      '  - install Chromium or Chrome with your system, for instance: sudo apt install chromium',
      '  - npx playwright install --with-deps chromium',
      '  - set CHROMIUM_PATH to the browser that you have',
    );
  }
  if (!hasRedis()) {
    ways.push(
      'No redis-server was found, and it could not be installed. Any one of these helps:',
      '  - install it with your system, for instance: sudo apt install redis-server, or brew install redis',
      '  - set TEST_REDIS_URL to a Redis of your own that may be emptied and that fsyncs every write',
    );
  }
  if (!hasCompiler()) {
    ways.push(
      'No C compiler was found, and it could not be installed. Install one with your system:',
      '  - for instance: sudo apt install gcc libc6-dev, or sudo dnf install gcc glibc-devel',
    );
  }
  if (ways.length > 0) throw new Error(ways.join('\n'));
}
