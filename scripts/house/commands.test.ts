/** What README, docs and CI name must exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('names only npm scripts that exist', () => {
    for (const [, script] of text.matchAll(/npm run ([a-z0-9:]+)/g)) expect(scripts).toContain(script);
  });

  test('links only to files that exist', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      if (/^(https?|mailto):/.test(target)) continue;
      expect(existsSync(join(dirname(page), target)), target).toBe(true);
    }
  });
});

describe('continuous integration', () => {
  test('runs what a person runs, once the tools are there', () => {
    const steps = parse(readFileSync('.github/workflows/ci.yml', 'utf8')).jobs.test.steps as {
      run?: string;
    }[];
    expect(steps.flatMap(({ run }) => run ?? []).at(-1)).toBe('.ci/run');
  });

  test('names only npm scripts that exist', () => {
    const run = readFileSync('.ci/run', 'utf8');
    for (const [, script] of run.matchAll(/npm run ([a-z0-9:]+)/g)) expect(scripts).toContain(script);
  });
});
