/** What is left of someone who is erased, place by place; and who may end a board. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Command } from './commands.ts';
import { erasedPeopleLeaveNoWords } from './testing/laws.ts';
import { told, Village } from './testing/village.ts';

/** What Ana writes, and nobody else does. */
const word = 'Zwetschgen';

let village: Village;
let fay: string;
let ana: string;
let ben: string;
let cem: string;
let need: string;
let soup: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  ana = village.joins('ana');
  ben = village.joins('ben');
  cem = village.joins('cem');
  need = village.writes(ben, 'need', { title: 'A lift' }).card;
  soup = village.writes(ben, 'offer', { title: 'Soup' }).card;
});

const said = (): string => JSON.stringify(told(village.state));
const erase = (by: string, member = ana): string => village.says(by, { type: 'member.erase', member });

/** A help of Ana's on Ben's need, as far along as asked. */
function help(...then: Command['type'][]): string {
  const id = village.id('h');
  village.does(ana, { type: 'help.propose', help: id, card: need, share: 'all', note: word });
  if (then.includes('help.accept')) village.does(ben, { type: 'help.accept', help: id });
  if (then.includes('help.done')) village.does(ben, { type: 'help.done', help: id });
  return id;
}

const places: [string, () => void][] = [
  ['her name', () => village.does(ana, { type: 'member.rename', member: ana, name: word })],
  [
    'a card, with its chips',
    () => {
      village.writes(ana, 'need', {
        title: word,
        body: word,
        chips: { category: word, tags: [word], area: word },
      });
    },
  ],
  ['an anonymous card', () => void village.writes(ana, 'need', { title: word, anonymous: true })],
  [
    'a withdrawn card',
    () => {
      const { card } = village.writes(ana, 'need', { title: word });
      village.does(ana, { type: 'card.withdraw', card });
    },
  ],
  [
    'a promotion that waits',
    () => {
      village.writes(ana, 'promotion');
      expect(village.writes(ana, 'promotion', { title: word }).went).toBe('waiting');
    },
  ],
  [
    'a promotion that came down',
    () => {
      const { card } = village.writes(ana, 'promotion', { title: word });
      village.does(ana, { type: 'card.withdraw', card });
    },
  ],
  [
    'a held card',
    () => {
      const { card } = village.writes(ana, 'offer', { title: word });
      village.does(fay, { type: 'card.hold', card, note: 'Let us talk' });
    },
  ],
  [
    'a comment',
    () => void village.does(ana, { type: 'comment.add', comment: village.id('k'), card: need, text: word }),
  ],
  [
    'a comment beneath a card that was taken from sight',
    () => {
      village.does(ana, { type: 'comment.add', comment: village.id('k'), card: soup, text: word });
      village.does(fay, { type: 'card.hold', card: soup, note: 'Let us talk' });
    },
  ],
  ['the note with a help', () => void help()],
  ['the note with a help that is done', () => void help('help.accept', 'help.done')],
  [
    'why a help came to nothing',
    () => {
      const id = help('help.accept');
      village.does(ana, { type: 'help.fail', help: id, how: 'triedDidNotWork', reason: word });
    },
  ],
  [
    'her contact line',
    () => {
      village.does(ana, { type: 'contact.share', match: help('help.accept'), line: word });
    },
  ],
  [
    'her thanks',
    () => {
      village.does(ana, { type: 'help.thank', help: help('help.accept', 'help.done'), words: word });
    },
  ],
  [
    'the thanks of an anonymous author',
    () => {
      const { card } = village.writes(ana, 'need', { anonymous: true });
      const id = village.helps(ben, ana, card);
      village.does(ana, { type: 'help.thank', help: id, words: word });
    },
  ],
  [
    'an introduction she made',
    () => {
      village.does(ana, {
        type: 'introduction.propose',
        introduction: village.id('i'),
        card: need,
        person: { type: 'outside', name: word },
        personAgreed: true,
        warmth: 4,
        message: word,
        gain: false,
      });
    },
  ],
  [
    'an introduction to her',
    () => {
      village.does(cem, {
        type: 'introduction.propose',
        introduction: village.id('i'),
        card: need,
        person: { type: 'member', member: ana },
        warmth: 4,
        message: `${word} is what Ana is known for`,
        gain: false,
      });
    },
  ],
  ['a report', () => void village.does(ana, { type: 'card.report', card: need, reason: word })],
  ['for whom she writes', () => void village.does(ana, { type: 'member.host', who: word })],
  [
    'the reason of an override about her',
    () => {
      village.does(fay, { type: 'override.extraSlot', notice: village.id('n'), member: ana, reason: word });
    },
  ],
  [
    'the reason of an override by her',
    () => {
      village.does(fay, { type: 'member.role', member: ana, role: 'facilitator' });
      village.does(ana, { type: 'override.marketHour', notice: village.id('n'), minutes: 5, reason: word });
    },
  ],
];

describe('of someone who is erased nothing is left of', () => {
  test.each(places)('%s', (_, plant) => {
    plant();
    expect(said()).toContain(word);
    expect(erase(ana)).toBe('applied');
    expect(said()).not.toContain(word);
    const names = erasedPeopleLeaveNoWords({
      before: village.state,
      after: village.state,
      actor: { type: 'system' },
      command: { type: 'member.erase', member: ana },
      facts: { ops: [], records: [] },
      at: village.at,
    });
    expect(names).toBeNull();
  });
});

test('what others did with them stays, with someone who left; what others wrote stays theirs', () => {
  const id = help('help.accept', 'help.done');
  village.does(ben, { type: 'help.thank', help: id, words: 'You saved the day' });
  village.does(ana, { type: 'help.thank', help: id, words: word });
  const hers = village.writes(ana, 'need').card;
  const given = village.helps(cem, ana, hers);
  village.does(fay, { type: 'member.erase', member: ana });
  expect(village.state.members.get(ana)).toMatchObject({ name: '', gone: 'left', role: 'member' });
  expect(village.state.helps.get(id)).toMatchObject({ by: ana, state: 'done', confirmedBy: ben });
  expect(village.state.records.get(`thanks:${id}:${ben}`)).toMatchObject({
    to: [ben],
    body: { text: 'You saved the day' },
  });
  // Cem's act of service still counts for Cem
  expect(village.state.helps.get(given)).toMatchObject({ by: cem, state: 'done', confirmedBy: ana });
  expect(village.state.records.get(`confirmation:${given}`)?.body).toMatchObject({ giver: cem, by: ana });
  expect(village.state.cards.has(hers)).toBe(false);
  expect(village.state.records.has(`device:d_ana0000000`)).toBe(false);
});

test('also of someone who has gone already, and of nobody who was merged into somebody', () => {
  const { card } = village.writes(ana, 'need', { title: word });
  village.does(fay, { type: 'member.remove', member: ana, ban: true });
  expect(village.state.cards.get(card)?.title).toBe(word);
  expect(erase(fay)).toBe('applied');
  expect(said()).not.toContain(word);
  expect(village.state.members.get(ana)?.gone).toBe('banned');
  // or they could come back on the device that was banned
  expect(village.state.records.has('banned:hash-ana')).toBe(true);
  village.does(fay, { type: 'member.merge', from: ben, into: cem });
  expect(erase(fay, ben)).toBe('noMember');
});

test('by nobody but themselves and facilitators; a board keeps its last facilitator', () => {
  expect(erase(ben)).toBe('notYours');
  expect(erase(fay, 'm_nobody0000')).toBe('noMember');
  expect(erase(fay, fay)).toBe('lastFacilitator');
  village.does(fay, { type: 'member.role', member: ben, role: 'facilitator' });
  expect(erase(ben, fay)).toBe('applied');
  expect(erase(ana)).toBe('applied');
  expect(erase(ana)).toBe('notAMember');
});

test.each([
  ['Our street', 'applied'],
  [' Our street ', 'applied'],
  ['our street', 'stale'],
  ['', 'stale'],
])('a board is ended by who types its name: %j is %s', (title, expected) => {
  const decision = village.by(fay, { type: 'board.erase', title });
  expect(decision.ok ? 'applied' : decision.refusal.code).toBe(expected);
  if (decision.ok) expect(decision.facts).toEqual({ ops: [], records: [] });
});
