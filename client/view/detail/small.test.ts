import { describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { asDay, readDay, readQuantity, readTags, readWords } from './chips.ts';
import { closedWords, doorOf } from './door.ts';
import { linked } from './linked.ts';
import { stages } from './stages.ts';
import { nextPlace, placeInLine } from './waiting.ts';
import type { Card, Help } from '#shared/board/types.ts';

describe('links in plain text', () => {
  const hrefs = (text: string): string[] =>
    linked(text).flatMap((piece) => (piece.type === 'link' ? [piece.href] : []));

  it.each<[string, string[]]>([
    ['see https://example.org/a?b=1.', ['https://example.org/a?b=1']],
    ['(https://example.org)', ['https://example.org/']],
    ['ring tel:+441632960961 or mailto:a@example.org', ['tel:+441632960961', 'mailto:a@example.org']],
    ['javascript:alert(1) data:text/html,x vbscript:x file:///etc', []],
    ['no link here', []],
    ['https://', []],
    ['"https://example.org/"onclick=x', ['https://example.org/']],
  ])('%s', (text, found) => {
    expect(hrefs(text)).toEqual(found);
  });

  it('loses no letter', () => {
    const text = 'a https://example.org/x, b (tel:123)! c https:// d';
    expect(
      linked(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('what is typed into a field', () => {
  it.each([
    ['bike, brakes', ['bike', 'brakes']],
    [' #bike ,, Bike, ', ['bike']],
    ['  ', null],
    [
      Array.from({ length: 20 }, (_, at) => `tag${at}`).join(),
      Array.from({ length: 8 }, (_, at) => `tag${at}`),
    ],
  ])('tags %j', (typed, tags) => {
    expect(readTags(typed)).toEqual(tags);
  });

  it.each([
    ['6', 6],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['many', null],
    [String(limits.quantity + 1), null],
  ])('quantity %j', (typed, quantity) => {
    expect(readQuantity(typed)).toBe(quantity);
  });

  it('blank words clear a chip', () => {
    expect([readWords('  '), readWords(' Elm side ')]).toEqual([null, 'Elm side']);
  });

  it('a day ends at its last second, here', () => {
    const at = readDay('2026-12-01') ?? 0;
    expect(new Date(at).getHours()).toBe(23);
    expect(asDay(at)).toBe('2026-12-01');
    expect(readDay('soon')).toBeNull();
  });
});

describe('the door', () => {
  it.each(Object.keys(closedWords) as (keyof typeof closedWords)[])(
    '%s: says what happened and what next',
    (why) => {
      const door = doorOf({ connection: { state: 'closed', why }, me: { type: 'unknown' } });
      expect(door).toEqual({ type: 'closed', why });
      const { title, text } = closedWords[why];
      expect(title.length).toBeGreaterThan(10);
      expect(`${title} ${text}`).not.toMatch(/!|denied|invalid|error|forbidden|40\d/i);
    },
  );

  it('a pass asks, a link asks for a name', () => {
    const connection = { state: 'live', unsaved: 0 } as const;
    expect(doorOf({ connection, me: { type: 'pass' } })).toEqual({ type: 'pass' });
    expect(doorOf({ connection, me: { type: 'looking', role: 'member' } })).toEqual({ type: 'name' });
  });
});

describe('the line of a card’s life', () => {
  const card: Pick<Card, 'kind' | 'created' | 'closed' | 'state'> = {
    kind: 'need',
    created: 1,
    state: 'open',
  };
  const help = (more: Partial<Help>): Help => ({
    id: 'h',
    card: 'c',
    by: 'm_a',
    share: 'all',
    quantity: 1,
    state: 'proposed',
    proposed: 2,
    ...more,
  });
  const reached = (...[cardRow, helps]: [typeof card, Help[]]): string[] =>
    stages(cardRow, helps, [])
      .filter((stage) => stage.reached)
      .map((stage) => stage.word);

  it.each<[string, Help[], string[]]>([
    ['nobody yet', [], ['Asked']],
    ['offered', [help({})], ['Asked', 'Offered']],
    ['agreed', [help({ state: 'accepted', accepted: 3 })], ['Asked', 'Offered', 'Agreed']],
    ['done', [help({ state: 'done', accepted: 3, ended: 4 })], ['Asked', 'Offered', 'Agreed', 'Done']],
    [
      'thanked',
      [help({ state: 'done', accepted: 3, ended: 4, thanked: 5 })],
      ['Asked', 'Offered', 'Agreed', 'Done', 'Thanked'],
    ],
    ['fell through: back to asked', [help({ state: 'fellThrough', accepted: 3, ended: 4 })], ['Asked']],
    ['declined does not count', [help({ state: 'declined' })], ['Asked']],
  ])('%s', (_, helps, expected) => {
    expect(reached(card, helps)).toEqual(expected);
  });

  it('counts people, not offers', () => {
    const helps = [help({}), help({ id: 'h2' }), help({ id: 'h3', by: 'm_b' })];
    expect(stages(card, helps, [])[1]?.note).toEqual({ type: 'people', count: 2 });
  });

  it('closed by hand is done, without anyone', () => {
    expect(reached({ ...card, state: 'done', closed: 9 }, [])).toEqual([
      'Asked',
      'Offered',
      'Agreed',
      'Done',
    ]);
  });
});

describe('promotions in words', () => {
  it.each([
    [{ acts: 1, people: 0 }, 'One more act of help, confirmed by anyone you helped, opens another place.'],
    [
      { acts: 3, people: 2 },
      'Three more acts of help, confirmed by two people you have not helped this month, open another place.',
    ],
    [
      { acts: 0, people: 1 },
      'One more act of help, confirmed by a person you have not helped this month, opens another place.',
    ],
    [null, 'You have all the places a person can have here.'],
  ])('%j', (next, words) => {
    expect(nextPlace(next)).toBe(words);
  });

  it.each([
    [1, 'first in line'],
    [3, 'third in line'],
    [12, 'number 12 in line'],
  ])('place %i', (place, words) => {
    expect(placeInLine(place)).toBe(words);
  });
});
