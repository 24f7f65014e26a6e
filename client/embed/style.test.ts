import { describe, expect, it } from 'vitest';
import { kinds } from '#shared/board/types.ts';
import { contrast } from '#client/styles/presence.ts';
import { coloured, dark, light } from './style.ts';

const beds = kinds.map((kind) => `bed-${kind}`);
/** What is read, and what is seen without being read, on what it lies. */
const text: [string, string[]][] = [
  ['ink', ['paper', 'card', ...beds]],
  ['ink-soft', ['paper', 'card', ...beds]],
  ['on-ink', ['ink']],
  ...kinds.map((kind): [string, string[]] => [kind, ['paper', 'card', `bed-${kind}`]]),
];
const outlines: [string, string[]][] = [['edge', ['paper', 'card', ...beds]]];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, theme) => {
  const colours = theme.split(' ');
  const pairs = (of: [string, string[]][]) =>
    of.flatMap(([on, beds]) => beds.map((bed) => [on, bed] as const));
  const of = (name: string): string => {
    const colour = colours[coloured.indexOf(name)];
    if (!colour) throw new Error(`no colour ${name}`);
    return `#${colour}`;
  };

  it('are as many as are used', () => expect(colours.length).toBe(coloured.length));
  it.each(pairs(text))('%s is read on %s (4.5 : 1)', (on, bed) =>
    expect(contrast(of(on), of(bed))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(pairs(outlines))('%s is seen on %s (3 : 1)', (on, bed) =>
    expect(contrast(of(on), of(bed))).toBeGreaterThanOrEqual(3),
  );
});
