import { existsSync, readFileSync } from 'node:fs';
import { npm } from './run.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Package
 * @param {string} path
 * @returns {Record<string, Package>}
 */
function packages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/**
 * Is what lies in node_modules what the lock asks for? npm keeps a lock of what it installed beside it. Packages for
 * other platforms are optional and may be missing.
 * @param {Record<string, Package>} wanted of package-lock.json
 * @param {Record<string, Package>} installed of node_modules/.package-lock.json
 */
export function agree(wanted, installed) {
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = installed[path];
    if (!have && want.optional) continue;
    if (have?.version !== want.version || have?.integrity !== want.integrity) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

/** Installs what package-lock.json asks for, when node_modules does not hold it already. */
export async function dependencies() {
  const kept = 'node_modules/.package-lock.json';
  if (existsSync(kept) && agree(packages('package-lock.json'), packages(kept))) return;
  console.log('Installing packages (npm ci) …');
  const args = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  if ((await npm(args)) !== 0) throw new Error('npm ci did not succeed; its own words are above.');
}
