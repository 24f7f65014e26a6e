/** What package-lock.json may hold. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Package {
  version?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  integrity?: string;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages as Record<string, Package>;
const ours = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = Object.entries(lock).filter(([path]) => path !== '');

/** 8.21.1 → [8, 21, 1] */
const parts = (version: string): number[] => version.split('-')[0]?.split('.').map(Number) ?? [];
function atLeast(version: string, floor: string): boolean {
  const [have, want] = [parts(version), parts(floor)];
  const index = have.findIndex((part, at) => part !== want[at]);
  return index === -1 || (have[index] ?? 0) > (want[index] ?? 0);
}

// Below these, a stranger can stop the server with a few bytes.
describe.each([
  ['ws', '8.21.1'],
  ['engine.io', '6.6.7'],
  ['socket.io-parser', '4.2.7'],
  ['fastify', '5.8.5'],
])('%s', (name, floor) => {
  const versions = installed
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version);

  test(`is at least ${floor}, everywhere`, () => {
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) expect(atLeast(version ?? '', floor), version).toBe(true);
  });
});

test('the server runs on few packages', () => {
  expect(Object.keys(ours.dependencies).length).toBeLessThanOrEqual(15);
});

test('every package is pinned by its content', () => {
  expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
});

test('packages with install scripts are known, and not depended on to run them', () => {
  const names = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1));
  const known = [...Object.keys(ours.allowScripts), 'fsevents'];
  for (const name of names) expect(known).toContain(name);
});

// Two copies would not know each other's types.
test('there is one Yjs', () => {
  expect(installed.filter(([path]) => path.endsWith('node_modules/yjs'))).toHaveLength(1);
});
