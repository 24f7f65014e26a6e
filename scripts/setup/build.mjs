import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './run.mjs';

/** Everything a build is made from. */
const sources = ['shared', 'server', 'client', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const stamp = 'dist/.built';

/**
 * @param {string} path file or folder
 * @returns {number} when the newest file in it changed, ms; 0 when there is none
 */
export function newest(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  // A folder's own time tells of files that were taken away.
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds pages and server into dist/, when a source is newer than the last build's begin. */
export async function build() {
  const built = newest(stamp);
  if (built > 0 && sources.every((path) => newest(path) <= built)) return;
  console.log('Building …');
  const begun = new Date();
  if ((await npm(['run', '--silent', 'build'])) !== 0) {
    throw new Error('The build did not succeed; its own words are above.');
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, begun, begun);
}
