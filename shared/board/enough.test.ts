/** So much from one person: nobody uses up what a card or a person can take in. */
import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { Village } from './testing/village.ts';
import type { Command } from './commands.ts';
import type { Table } from './types.ts';

let village: Village;
let [fay, ana, ben, cem] = ['', '', '', ''];

beforeEach(() => {
  village = new Village({ freezing: false });
  fay = village.joins('fay', 'facilitator');
  [ana, ben, cem] = ['ana', 'ben', 'cem'].map((name) => village.joins(name)) as [string, string, string];
});

const comment = (card: string): Command => ({
  type: 'comment.add',
  comment: village.id('k'),
  card,
  text: 'And another thing',
});
const propose = (card: string, person: string | null = null, introduction = village.id('i')): Command => ({
  type: 'introduction.propose',
  introduction,
  card,
  person: person === null ? { type: 'outside', name: introduction } : { type: 'member', member: person },
  warmth: 3,
  message: '',
  gain: false,
});
const ask = (card: string, introduction = village.id('i')): Command => ({
  type: 'introduction.ask',
  introduction,
  card,
  message: '',
});
function first(rows: Table<{ id: string }>): string {
  for (const { id } of rows.values()) return id;
  throw new Error('there is none');
}

const need = (): string => village.writes(ana, 'need').card;

/** What one person may do on one card, so often, and what is left for others then. */
const cases: [what: string, most: number, command: (card: string) => Command][] = [
  ['comments', limits.commentsPerMemberAndCard, comment],
  ['introductions', limits.introductionsPerMemberAndCard, (card) => propose(card)],
];

describe('on one card', () => {
  test.each(cases)('%s: %i from one person, and there is room for others', (_what, most, command) => {
    const card = need();
    for (let nth = 0; nth < most; nth += 1) village.does(ben, command(card));
    expect(village.by(ben, command(card))).toMatchObject({
      refusal: { code: 'yourPartFull', retry: 'later' },
    });
    expect(village.says(cem, command(card))).toBe('applied');
    expect(village.says(ben, command(need()))).toBe('applied');
  });

  test('a comment taken away makes room', () => {
    const card = need();
    for (let nth = 0; nth < limits.commentsPerMemberAndCard; nth += 1) village.does(ben, comment(card));
    village.does(ben, { type: 'comment.remove', comment: first(village.state.comments) });
    expect(village.says(ben, comment(card))).toBe('applied');
  });

  test.each([false, true])('an author answers as often as the card has room; anonymous: %s', (anonymous) => {
    const { card } = village.writes(ana, 'need', { anonymous });
    for (let nth = 0; nth < limits.commentsPerCard; nth += 1) village.does(ana, comment(card));
    expect(village.says(ana, comment(card))).toBe('cardFull');
  });

  test('asking and taking back again and again ends', () => {
    const { card } = village.writes(ana, 'referral', { title: 'Amara mends bikes' });
    for (let nth = 0; nth < limits.introductionsPerMemberAndCard; nth += 1) {
      const introduction = village.id('i');
      village.does(ben, ask(card, introduction));
      village.does(ben, { type: 'introduction.refuse', introduction, reason: '' });
    }
    expect(village.says(ben, ask(card))).toBe('yourPartFull');
    expect(village.says(cem, ask(card))).toBe('applied');
  });
});

describe('to one person', () => {
  test('an introducer has a few waiting for them, on whatever cards; others may go on', () => {
    for (let nth = 0; nth < limits.introductionsToOneByOne; nth += 1) village.does(ben, propose(need(), cem));
    expect(village.by(ben, propose(need(), cem))).toMatchObject({
      refusal: { code: 'yourPartFull', retry: 'later' },
    });
    expect(village.says(fay, propose(need(), cem))).toBe('applied');
    expect(village.says(ben, propose(need(), fay))).toBe('applied');
  });

  test('a yes of theirs makes room', () => {
    const introductions = Array.from({ length: limits.introductionsToOneByOne }, () => village.id('i'));
    for (const introduction of introductions) village.does(ben, propose(need(), cem, introduction));
    const [introduction] = introductions as [string];
    village.does(cem, { type: 'introduction.agree', introduction });
    village.does(ana, { type: 'introduction.agree', introduction });
    expect(village.says(ben, propose(need(), cem))).toBe('applied');
    expect(village.state.introductions.has(introduction)).toBe(true);
  });

  test('what was refused makes room, with what is known of it in private', () => {
    const records = (): number =>
      [...village.state.records.values()].filter(({ to }) => to.includes(cem)).length;
    const before = records();
    for (let nth = 0; nth < 5; nth += 1) {
      const introduction = village.id('i');
      village.does(ben, propose(need(), cem, introduction));
      village.does(ben, { type: 'introduction.refuse', introduction, reason: 'I was wrong' });
      expect(village.state.introductions.size).toBe(1);
      expect(records()).toBe(before + 2);
    }
  });

  test('the same through a referral card of theirs', () => {
    const seek = (): void => {
      const { card } = village.writes(ana, 'referral', {
        chips: { subject: { type: 'member', member: cem } },
      });
      village.does(ben, ask(card));
    };
    for (let nth = 0; nth < limits.introductionsToOneByOne; nth += 1) seek();
    expect(seek).toThrow('yourPartFull');
    for (const { id } of [...village.state.introductions.values()])
      village.does(ben, { type: 'introduction.refuse', introduction: id, reason: '' });
    seek();
    expect(village.state.introductions.size).toBe(1);
  });

  test('and so many from everyone', () => {
    const many = Math.ceil(limits.introductionsToOne / limits.introductionsToOneByOne);
    const crowd = Array.from({ length: many }, (_, nth) => village.joins(`p${nth}x`));
    for (let nth = 0; nth < limits.introductionsToOne; nth += 1)
      village.does(crowd[nth % many] ?? '', propose(need(), cem));
    expect(village.by(fay, propose(need(), cem))).toMatchObject({
      refusal: { code: 'theyHaveMany', retry: 'later' },
    });
    village.does(cem, { type: 'introduction.agree', introduction: first(village.state.introductions) });
    expect(village.says(fay, propose(need(), cem))).toBe('applied');
  });
});

test('reports of one person that facilitators have not closed: so many, and the same one may be put in other words', () => {
  const report = (card: string): Command => ({ type: 'card.report', card, reason: 'Look at this' });
  const cards = Array.from({ length: limits.reportsPerMember }, need);
  for (const card of cards) village.does(ben, report(card));
  const [card = ''] = cards;
  const more = need();
  expect(village.by(ben, report(more))).toMatchObject({
    refusal: { code: 'yourReportsFull', retry: 'later' },
  });
  expect(village.says(ben, report(card))).toBe('applied');
  expect(village.says(cem, report(more))).toBe('applied');
  village.does(fay, { type: 'report.close', card });
  expect(village.says(ben, report(more))).toBe('applied');
});
