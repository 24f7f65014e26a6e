import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newTextDoc, spliceText, textOf } from '#shared/doc/text.ts';
import { baseOf, carry } from './carry.ts';

type Edit = [index: number, remove: number, insert: string];

function typed(base: string, edits: readonly Edit[]): [Y.Doc, Y.Doc] {
  const [before, doc] = [newTextDoc(), newTextDoc()];
  spliceText(before, 0, 0, base, null);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before));
  for (const [index, remove, insert] of edits) spliceText(doc, index, remove, insert, null);
  return [before, doc];
}

const base = 'bread and soup for two';
const cases: [what: string, edits: Edit[], now: string, result: string][] = [
  ['nothing typed', [], 'anything else', 'anything else'],
  ['the server did not change', [[0, 0, 'warm ']], base, `warm ${base}`],
  [
    'typed in two places, letter by letter',
    [
      [0, 0, 'a'],
      [1, 0, ' '],
      [24, 0, '!'],
    ],
    base,
    `a ${base}!`,
  ],
  ['typed before what they changed', [[0, 5, 'cake']], 'bread and soup for three', 'cake and soup for three'],
  [
    'typed after what they changed',
    [[22, 0, ' today']],
    'fresh bread and soup for two',
    'fresh bread and soup for two today',
  ],
  ['both changed one word', [[0, 5, 'cake']], 'roll and soup for two', 'conflict'],
  ['inside a word that they changed', [[2, 0, 'x']], 'break and soup for two', 'conflict'],
  ['it arrived already', [[22, 0, ' today']], `${base} today`, `${base} today`],
  ['it arrived already, and they went on', [[22, 0, ' today']], `so: ${base} today`, 'conflict'],
  ['an emoji', [[5, 0, ' 🍞']], 'bread and soup for three', 'bread 🍞 and soup for three'],
];

test.each(cases)('%s', (_what, edits, now, result) => {
  const [before, doc] = typed(base, edits);
  const splices = carry(before, doc, now);
  if (splices === 'conflict') return expect('conflict').toBe(result);
  const fresh = newTextDoc();
  spliceText(fresh, 0, 0, now, null);
  for (const { index, remove, insert } of splices) spliceText(fresh, index, remove, insert, null);
  expect(textOf(fresh).toJSON()).toBe(result);
});

test('what may have arrived already is not brought a second time', () => {
  const [before, doc] = typed(' one  two ', [[5, 0, ' three ']]);
  expect(carry(before, doc, ' one  three  four  two ')).toBe('conflict');
});

test('a push whose answer was lost is carried over only if it did not arrive', () => {
  const [shadow, pushed] = typed(' four ', [[0, 0, 'one two ']]);
  const sent = Y.encodeStateAsUpdate(pushed, Y.encodeStateVector(shadow));
  spliceText(pushed, 8, 0, 'three ', null);
  const inserts = (now: string): unknown => {
    const splices = carry(baseOf(shadow, sent, now), pushed, now);
    return splices === 'conflict' ? splices : splices.map(({ insert }) => insert);
  };
  expect(inserts('one two  four ')).toEqual(['three ']);
  expect(inserts(' four ')).toEqual(['one two three ']);
  expect(inserts(' four  five ')).toEqual(['one two three ']);
});

test('what stands between two places where somebody typed is not replaced', () => {
  const [before, doc] = typed(base, [
    [0, 0, 'x '],
    [24, 0, ' y'],
  ]);
  const splices = carry(before, doc, base);
  if (splices === 'conflict') throw new Error('conflict');
  expect(splices.map(({ remove }) => remove)).toEqual([0, 0]);
});
