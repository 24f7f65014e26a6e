/** What the tests need beside npm packages: a browser. (The Redis engine, and redis-server, come later.) */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './run.mjs';

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

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Makes sure that a browser is here: from apt as root on Debian or Ubuntu, else by Playwright's own download. */
export async function browser() {
  if (findBrowser()) return;
  console.log('The browser tests need Chromium. Installing it …');
  if (isDebian() && process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env,
      quiet: true,
    });
  } else {
    await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  }
  if (findBrowser()) return;
  throw new Error(
    [
      'No Chromium was found, and it could not be installed. Any one of these helps:',
      '  - install Chromium or Chrome with your system, for instance: sudo apt install chromium',
      '  - npx playwright install --with-deps chromium',
      '  - set CHROMIUM_PATH to the browser that you have',
    ].join('\n'),
  );
}
