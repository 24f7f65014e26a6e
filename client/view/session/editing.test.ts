import { describe, expect, it } from 'vitest';
import type { Phase } from '#shared/board/types.ts';
import { phasesFault } from '#shared/board/session/phases.ts';
import { added, changed, fixedOf, moved, readMinutes, removed } from './editing.ts';

const part = (id: string): Phase => ({
  id,
  name: id,
  prompt: '',
  minutes: 5,
  writes: [],
  sort: 'newest',
  atEnd: 'nothing',
});
const phases = ['a', 'b', 'c'].map(part);
const order = (some: readonly Phase[]): string => some.map(({ id }) => id).join('');

it.each([
  ['a', 1, 0, 'bac'],
  ['c', -1, 0, 'acb'],
  ['a', -1, 0, 'abc'],
  ['c', 1, 0, 'abc'],
  ['c', -1, 2, 'abc'],
  ['b', 1, 2, 'abc'],
  ['x', 1, 0, 'abc'],
] as const)('%s by %i with %i fixed: %s', (id, by, fixed, after) => {
  expect(order(moved(phases, id, by, fixed))).toBe(after);
});

it('removes, but never the last', () => {
  expect(order(removed(phases, 'b'))).toBe('ac');
  expect(order(removed(phases.slice(0, 1), 'a'))).toBe('a');
});

it('adds one that a board accepts, up to the limit', () => {
  const more = added(phases, 'd', 'Another part');
  expect(order(more)).toBe('abcd');
  expect(phasesFault(more)).toBeNull();
  const full = Array.from({ length: 24 }, (_, nth) => part(`p${nth}`));
  expect(added(full, 'x', 'One too many')).toBe(full);
});

it('changes one field of one part, and takes optional ones away', () => {
  const silent = changed(phases, 'b', { silent: 'turns', groups: 4, promotions: true });
  expect(silent[1]).toEqual({ ...part('b'), silent: 'turns', groups: 4, promotions: true });
  expect(changed(silent, 'b', { silent: undefined, groups: undefined, promotions: false })).toEqual(phases);
});

it.each([
  [null, 0],
  [{ state: 'planned', phase: 0 } as const, 0],
  [{ state: 'running', phase: 2 } as const, 3],
])('%j leaves %i as they are', (session, fixed) => {
  expect(fixedOf(session)).toBe(fixed);
});

describe('minutes', () => {
  it.each([
    ['5', 5],
    ['2.5', 2.5],
    [' 2,5 ', 2.5],
    ['0.05', 0.05],
    ['0.001', null],
    ['0', null],
    ['', null],
    ['five', null],
    ['500', null],
    ['-3', null],
  ])('“%s” are %s', (typed, minutes) => {
    expect(readMinutes(typed)).toBe(minutes);
  });
});
