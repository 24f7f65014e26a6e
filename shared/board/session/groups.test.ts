import { describe, expect, test } from 'vitest';
import { arrange, type Groups, groupSizes } from './groups.ts';

const people = (count: number): string[] =>
  Array.from({ length: count }, (_, nth) => `m_${String(nth).padStart(3, '0')}`);

describe('sizes', () => {
  test.each([
    [0, 4, []],
    [1, 4, [1]],
    [2, 4, [2]],
    [3, 4, [3]],
    [5, 3, [5]],
    [7, 4, [4, 3]],
    [10, 4, [4, 3, 3]],
    [11, 3, [4, 4, 3]],
    [60, 4, Array.from({ length: 15 }, () => 4)],
    [61, 5, [6, ...Array.from({ length: 11 }, () => 5)]],
  ])('%i people in groups of %i: %j', (count, size, sizes) => {
    expect(groupSizes(count, size)).toEqual(sizes);
  });

  test('no group of more than three people is below 3 or above 6, and none is left out', () => {
    for (let count = 3; count <= 300; count += 1) {
      for (const size of [3, 4, 5, 6]) {
        const sizes = groupSizes(count, size);
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(count);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }
  });
});

function rotate(count: number, size: number, times: number): Groups[] {
  const rounds: Groups[] = [];
  for (let nth = 0; nth < times; nth += 1) rounds.push(arrange(people(count), size, rounds));
  return rounds;
}

/** How often any two met again. */
function repeats(rounds: readonly Groups[]): number {
  const met = new Map<string, number>();
  for (const group of rounds.flat()) {
    for (const a of group) for (const b of group) if (a < b) met.set(a + b, (met.get(a + b) ?? 0) + 1);
  }
  return [...met.values()].reduce((sum, times) => sum + times - 1, 0);
}

describe('rotation', () => {
  // within what is possible at all: one meets size - 1 others a round
  test.each([
    [12, 3, 3],
    [16, 4, 3],
    [20, 4, 4],
    [24, 4, 4],
    [60, 5, 6],
    [60, 4, 8],
    [61, 5, 5],
    [300, 5, 4],
  ])('%i people, groups of %i, %i rounds: nobody twice with the same', (count, size, times) => {
    const rounds = rotate(count, size, times);
    for (const groups of rounds) expect(groups.flat().sort()).toEqual(people(count));
    expect(repeats(rounds)).toBe(0);
  });

  test('where it cannot be helped, meetings are spread out', () => {
    // 6 people in threes: two groups, and after two rounds everybody has met almost everybody
    const rounds = rotate(6, 3, 6);
    expect(rounds.every((groups) => groups.length === 2)).toBe(true);
    const met = new Map<string, number>();
    for (const group of rounds.flat()) {
      for (const a of group) for (const b of group) if (a < b) met.set(a + b, (met.get(a + b) ?? 0) + 1);
    }
    // 36 meetings over 15 pairs
    expect(Math.max(...met.values())).toBeLessThanOrEqual(4);
  });

  test('the same everywhere, whoever comes in which order', () => {
    const some = people(23);
    expect(arrange(some, 4, [])).toEqual(arrange([...some].reverse(), 4, []));
  });
});
