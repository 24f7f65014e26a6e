import { describe, expect, it } from 'vitest';
import { count, list, sentence } from './lists.ts';
import { initials, nameOf } from './names.ts';
import { ago, dayOf, exactly, until } from './time.ts';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const now = at(23, 14, 2);

describe('times', () => {
  it.each([
    [now - 5_000, 'now'],
    [now + 60_000, 'now'],
    [at(23, 13, 53), '9 min'],
    [at(23, 11, 2), '3 h'],
    [at(22, 23, 0), 'yesterday'],
    [at(21, 9), '2 days'],
    [at(4, 9), '4 Nov'],
  ])('%d was %s', (instant, words) => expect(ago(instant, now)).toBe(words));
  it('calls a late evening by its hours, not by its day', () =>
    expect(ago(at(22, 23), at(23, 1))).toBe('2 h'));
  it.each([
    [at(23, 18), '18:00'],
    [at(27, 22), 'Fri 22:00'],
    [at(30, 22), '30 Nov'],
  ])('%d comes %s', (instant, words) => expect(until(instant, now)).toBe(words));
  it('promises exactly', () => expect(exactly(at(28, 18))).toBe('Saturday 28 November, 18:00'));
  it.each([
    [at(23, 9), '09:00'],
    [at(22, 9), 'yesterday'],
    [at(17, 9), 'Tuesday'],
    [at(4, 9), '4 Nov'],
  ])('%d was on %s', (instant, words) => expect(dayOf(instant, now)).toBe(words));
});

describe('names, numbers and lists', () => {
  it.each([
    ['Hana Farouk', 'HF'],
    ['Ines', 'IN'],
    ['  Ana   María de la Cruz ', 'AC'],
    ['🌱', '🌱'],
    ['', ''],
  ])('%j → %s', (name, letters) => expect(initials(name)).toBe(letters));
  it('calls nobody by an empty name', () => expect(nameOf(undefined)).toBe('someone who left'));
  it('counts', () =>
    expect([count(1, 'match', 'matches'), count(2, 'match', 'matches')]).toEqual(['1 match', '2 matches']));
  it('lists', () =>
    expect([list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual(['a', 'a and b', 'a, b and c']));
  it('begins sentences', () => expect([sentence('gift'), sentence('')]).toEqual(['Gift', '']));
});
