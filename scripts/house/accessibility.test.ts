/** docs/accessibility.md names a test for what it claims; each is there, and no requirement was forgotten. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/accessibility.md', 'utf8');

/** `[file](../path) “name”`, with the name as it stands in the file, or its beginning. */
const proofs = [...page.matchAll(/\]\(\.\.\/([^)]+\.(?:test|spec)\.ts)\)(?: “([^”]+)”)?/g)].map(
  ([, file = '', name = '']) => ({ file, name }),
);
const requirements = [...Array.from({ length: 13 }, (_, nth) => `${nth + 1}`), '14A', '14B', '14C'];
const rows = new Map(
  [...page.matchAll(/^\| REQ (\S+) \| (.*) \|$/gm)].map(([, number = '', rest = '']) => [
    number,
    rest.split(' | '),
  ]),
);

test('every requirement is answered, once, in order', () => {
  expect([...page.matchAll(/^\| REQ (\S+) /gm)].map(([, number]) => number)).toEqual(requirements);
});

test.each(requirements)('REQ %s says how far it is met, and proves what it claims', (number) => {
  const [, how = '', , proof = ''] = rows.get(number) ?? [];
  expect(how).toMatch(/^(Met|Partly|No|No need)$/);
  if (how === 'Met' || how === 'Partly') expect(proof).toMatch(/\]\(\.\.\/.+\.(test|spec)\.ts\) “/);
});

describe('the tests it names', () => {
  test('are named', () => expect(proofs.filter(({ name }) => name === '')).toEqual([]));

  test.each(proofs)('$file: $name', ({ file, name }) => {
    const code = readFileSync(join(file), 'utf8');
    const titled = ["'", '"', '`'].some((quote) => code.includes(`(${quote}${name}`));
    expect(titled, name).toBe(true);
  });
});
