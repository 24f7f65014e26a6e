/** docs/facilitating.md is read beside the screen: what it calls a button must stand there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('docs/facilitating.md', 'utf8');
const names = new Set([...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name));
/** Bold to lead the eye, not a name on the screen: ends as a sentence does, or stands in the middle of one. */
const leads = /[.:]$|^(bold|no phone|cannot read the screen|late)$/;
const named = [...names].filter((name) => !leads.test(name));

const code = readdirSync('client', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join('client', file), 'utf8'))
  .join('\n');

test('it names what is on the screen', () => expect(named.length).toBeGreaterThan(25));

test.each(named)('%s', (name) => {
  const stands = [`'${name}'`, `"${name}"`, `\`${name}\``, `>${name}<`, ` ${name}\n`].some((way) =>
    code.includes(way),
  );
  expect(stands, name).toBe(true);
});
