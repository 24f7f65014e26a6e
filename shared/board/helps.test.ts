/** Helps: the life cycle as a table, quantities, and whose word counts. */
import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import type { Command } from './commands.ts';
import { DAY, Village } from './testing/village.ts';
import type { HelpState, Kind } from './types.ts';

let village: Village;
let fay: string;
let ana: string;
let ben: string;
let cem: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  ana = village.joins('ana');
  ben = village.joins('ben');
  cem = village.joins('cem');
});

function propose(by: string, card: string, more: { quantity?: number; share?: 'all' | 'part' } = {}): string {
  const help = village.id('h');
  village.does(by, { type: 'help.propose', help, card, share: 'all', note: '', ...more });
  return help;
}
const helpRow = (help: string) => village.state.helps.get(help);

/** Brings a new help on a new card of ana's, proposed by ben, into a state. */
function inState(state: HelpState, kind: Kind = 'need'): string {
  const help = propose(ben, village.writes(ana, kind).card);
  const giver = kind === 'need' ? ben : ana;
  if (state === 'declined') village.does(ana, { type: 'help.decline', help, reason: '' });
  if (state === 'cancelled') village.does(ben, { type: 'help.cancel', help });
  if (state === 'proposed' || state === 'declined' || state === 'cancelled') return help;
  village.does(ana, { type: 'help.accept', help });
  if (state === 'done') village.does(giver, { type: 'help.done', help });
  if (state === 'partDone') village.does(giver, { type: 'help.done', help, part: true });
  if (state === 'fellThrough') {
    village.does(giver, { type: 'help.fail', help, how: 'triedDidNotWork', reason: '' });
  }
  return help;
}

type Verb = 'accept' | 'decline' | 'cancel' | 'done' | 'fail' | 'thank';
const command = (verb: Verb, help: string): Command => {
  switch (verb) {
    case 'accept':
      return { type: 'help.accept', help };
    case 'decline':
      return { type: 'help.decline', help, reason: 'Another time' };
    case 'cancel':
      return { type: 'help.cancel', help };
    case 'done':
      return { type: 'help.done', help };
    case 'fail':
      return { type: 'help.fail', help, how: 'triedDidNotWork', reason: 'It rained' };
    case 'thank':
      return { type: 'help.thank', help, words: 'Thank you' };
  }
};

/** From a state, by a verb, said by author or helper: the state after, or the refusal. */
const life: [from: HelpState, verb: Verb, byAuthor: string, byHelper: string][] = [
  ['proposed', 'accept', 'accepted', 'notYours'],
  ['proposed', 'decline', 'declined', 'notYours'],
  ['proposed', 'cancel', 'wrongState', 'cancelled'],
  ['proposed', 'done', 'wrongState', 'wrongState'],
  ['proposed', 'fail', 'wrongState', 'wrongState'],
  ['proposed', 'thank', 'wrongState', 'wrongState'],
  ['accepted', 'accept', 'wrongState', 'notYours'],
  ['accepted', 'decline', 'wrongState', 'notYours'],
  ['accepted', 'cancel', 'fellThrough', 'fellThrough'],
  ['accepted', 'done', 'done', 'done'],
  ['accepted', 'fail', 'fellThrough', 'fellThrough'],
  ['accepted', 'thank', 'wrongState', 'wrongState'],
  // the helper called it done: the author, who received, may confirm, thank, or say that it did not happen
  ['done', 'done', 'done', 'wrongState'],
  ['done', 'fail', 'fellThrough', 'wrongState'],
  ['done', 'thank', 'done', 'done'],
  ['done', 'cancel', 'wrongState', 'wrongState'],
  ['partDone', 'thank', 'partDone', 'partDone'],
  ['partDone', 'done', 'partDone', 'wrongState'],
  ['declined', 'accept', 'wrongState', 'notYours'],
  ['declined', 'cancel', 'wrongState', 'wrongState'],
  ['cancelled', 'accept', 'wrongState', 'notYours'],
  ['fellThrough', 'done', 'wrongState', 'wrongState'],
  ['fellThrough', 'thank', 'wrongState', 'wrongState'],
];
describe.each(life)('%s, %s', (from, verb, byAuthor, byHelper) => {
  test.each([
    ['author', byAuthor],
    ['helper', byHelper],
  ])(`by the %s: %s`, (who, expected) => {
    const help = inState(from);
    const decision = village.by(who === 'author' ? ana : ben, command(verb, help));
    expect(decision.ok ? helpRow(help)?.state : decision.refusal.code).toBe(expected);
  });
  test('by someone else', () => {
    const help = inState(from);
    expect(village.says(cem, command(verb, help))).toBe('notYours');
  });
});

describe('propose', () => {
  test('not on one’s own card, not on a referral, not on what has ended, not twice', () => {
    const { card } = village.writes(ana, 'need');
    const said = (by: string, on: string) =>
      village.says(by, { type: 'help.propose', help: village.id('h'), card: on, share: 'all', note: '' });
    expect(said(ana, card)).toBe('ownCard');
    expect(said(ana, village.writes(ana, 'need', { anonymous: true }).card)).toBe('ownCard');
    expect(said(ben, village.writes(ana, 'referral').card)).toBe('wrongKind');
    expect(said(ben, 'c_nowhere0000')).toBe('noCard');
    expect(said(ben, card)).toBe('applied');
    expect(said(ben, card)).toBe('alreadyProposed');
    village.at += 31 * DAY;
    expect(said(cem, card)).toBe('wrongState');
  });

  test('a proposal that was declined may be made again; the same id may not', () => {
    const { card } = village.writes(ana, 'need');
    const help = propose(ben, card);
    expect(village.says(cem, { type: 'help.propose', help, card, share: 'all', note: '' })).toBe('exists');
    village.does(ana, { type: 'help.decline', help, reason: '' });
    propose(ben, card);
  });

  const asked: [share: 'all' | 'part', quantity: number | undefined, kept: number][] = [
    ['all', undefined, 5],
    ['part', undefined, 1],
    ['part', 3, 3],
    ['all', 9, 5],
  ];
  test.each(asked)('%s of five, %s said: %i', (share, quantity, kept) => {
    const { card } = village.writes(ana, 'need', { chips: { quantity: 5 } });
    const help = propose(ben, card, { share, ...(quantity === undefined ? {} : { quantity }) });
    expect(helpRow(help)?.quantity).toBe(kept);
  });

  test('the note is for both sides alone', () => {
    const { card } = village.writes(ana, 'need');
    const facts = village.does(ben, {
      type: 'help.propose',
      help: 'h_1',
      card,
      share: 'all',
      note: ' Gladly ',
    });
    expect(facts.records).toEqual([
      {
        id: 'note:h_1',
        record: { id: 'note:h_1', to: [ben, ana], body: { type: 'note', help: 'h_1', text: 'Gladly' } },
      },
    ]);
    expect(JSON.stringify(facts.ops)).not.toContain('Gladly');
  });

  test('taken back and made again it is one proposal, or one person could fill a card', () => {
    const { card } = village.writes(ana, 'need');
    for (let nth = 0; nth < 3; nth += 1) village.does(ben, { type: 'help.cancel', help: propose(ben, card) });
    expect(village.state.helps.size).toBe(1);
  });

  test('two hundred on a card at the most', () => {
    const { card } = village.writes(ana, 'offer', { chips: { quantity: limits.quantity } });
    for (let nth = 0; nth < limits.helpsPerCard; nth += 1) {
      const help = propose(ben, card, { quantity: 1 });
      village.does(ana, { type: 'help.decline', help, reason: '' });
    }
    expect(village.says(ben, { type: 'help.propose', help: 'h_x', card, share: 'part', note: '' })).toBe(
      'cardFull',
    );
  });
});

describe('exclusive by quantity', () => {
  test('one ladder, two who want it: the second is told, and stays in line', () => {
    const { card } = village.writes(ana, 'offer');
    const [first, second] = [propose(ben, card), propose(cem, card)];
    village.does(ana, { type: 'help.accept', help: first });
    expect(village.card(card)).toMatchObject({ state: 'matched', left: 0 });
    expect(village.by(ana, { type: 'help.accept', help: second })).toMatchObject({
      refusal: { code: 'taken', retry: 'later' },
    });
    expect(village.says(fay, { type: 'help.propose', help: 'h_x', card, share: 'all', note: '' })).toBe(
      'taken',
    );
    village.does(ben, { type: 'help.cancel', help: first });
    expect(village.card(card)).toMatchObject({ state: 'open', left: 1 });
    village.does(ana, { type: 'help.accept', help: second });
    village.does(cem, { type: 'help.done', help: second });
    expect(village.card(card)).toMatchObject({ state: 'done', left: 0, closed: village.at });
  });

  test('a promotion is for all who come', () => {
    const { card } = village.writes(ana, 'promotion');
    for (const help of [propose(ben, card), propose(cem, card)]) {
      village.does(ana, { type: 'help.accept', help });
    }
    expect(village.card(card).state).toBe('open');
  });

  const parts: [quantity: number | undefined, part: boolean, left: number, state: string, taken: number][] = [
    [undefined, false, 0, 'done', 4],
    [3, false, 1, 'partDone', 3],
    [3, true, 1, 'partDone', 3],
    [undefined, true, 4, 'partDone', 0],
    [4, true, 1, 'partDone', 3],
    [9, false, 0, 'done', 4],
  ];
  test.each(parts)('of four: %s done, part %s: %i left', (quantity, part, left, state, taken) => {
    const { card } = village.writes(ana, 'need', { chips: { quantity: 4 } });
    const help = propose(ben, card);
    village.does(ana, { type: 'help.accept', help });
    village.does(ana, { type: 'help.done', help, part, ...(quantity === undefined ? {} : { quantity }) });
    expect(village.card(card)).toMatchObject({ left, state });
    expect(helpRow(help)?.quantity).toBe(taken);
  });

  test('part done of one: open again, for someone else to finish', () => {
    const help = inState('partDone');
    const card = helpRow(help)?.card ?? '';
    expect(village.card(card)).toMatchObject({ state: 'partDone', left: 1 });
    propose(cem, card);
  });

  test('what fell through puts the card back in sight, and says why to both sides alone', () => {
    const help = inState('accepted');
    const card = helpRow(help)?.card ?? '';
    const { ops, records } = village.does(ben, {
      type: 'help.fail',
      help,
      how: 'triedDidNotWork',
      reason: 'It rained',
    });
    expect(village.card(card)).toMatchObject({ state: 'open', left: 1 });
    expect(helpRow(help)).toMatchObject({ state: 'fellThrough', how: 'triedDidNotWork' });
    expect(JSON.stringify(ops)).not.toContain('rained');
    expect(records.find(({ id }) => id === `reason:${help}`)?.record?.to).toEqual([ben, ana]);
  });

  test('what the other called done and was not opens a card that closed by it', () => {
    const help = inState('done');
    const card = helpRow(help)?.card ?? '';
    expect(village.card(card).state).toBe('done');
    village.does(ana, { type: 'help.fail', help, how: 'triedDidNotWork', reason: '' });
    expect(village.card(card)).toMatchObject({ state: 'open', left: 1 });
    expect(village.card(card)).not.toHaveProperty('closed');
  });
});

describe('whose word counts', () => {
  const words: [kind: 'need' | 'offer', by: 'author' | 'helper' | 'facilitator', confirmed: boolean][] = [
    ['need', 'author', true],
    ['need', 'helper', false],
    ['need', 'facilitator', true],
    ['offer', 'author', false],
    ['offer', 'helper', true],
    ['offer', 'facilitator', true],
  ];
  test.each(words)('%s, done by the word of the %s: confirmed %s', (kind, by, confirmed) => {
    const help = inState('accepted', kind);
    const who = { author: ana, helper: ben, facilitator: fay }[by];
    village.does(who, { type: 'help.done', help });
    expect(helpRow(help)?.confirmedBy).toBe(confirmed ? who : undefined);
    expect(village.state.records.has(`confirmation:${help}`)).toBe(confirmed);
  });

  test('a facilitator who helped is a giver like any other', () => {
    const help = propose(fay, village.writes(ana, 'need').card);
    village.does(ana, { type: 'help.accept', help });
    village.does(fay, { type: 'help.done', help });
    expect(helpRow(help)?.confirmed).toBeUndefined();
  });

  test('thanks confirm what only the giver had called done; thanks from the giver do not', () => {
    const help = inState('done');
    village.does(ben, { type: 'help.thank', help, words: 'It was a pleasure' });
    expect(helpRow(help)?.thanked).toBeUndefined();
    village.does(ana, { type: 'help.thank', help, words: 'Thank you so much' });
    expect(helpRow(help)).toMatchObject({ thanked: village.at, confirmedBy: ana });
    expect(village.state.records.get(`thanks:${help}:${ana}`)).toMatchObject({ to: [ben, ana] });
  });
});

describe('an anonymous author', () => {
  test.each(['need', 'offer'] as const)('of a %s is named nowhere in a whole help', (kind) => {
    const { card } = village.writes(ana, kind, { anonymous: true });
    const help = village.id('h');
    const before = village.log.length;
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: 'Gladly' });
    village.does(ana, { type: 'help.accept', help });
    village.does(ana, { type: 'contact.share', match: help, line: 'Ring twice' });
    village.does(ana, { type: 'comment.add', comment: 'k_1', card, text: 'Tomorrow', asAuthor: true });
    village.does(ana, { type: 'comment.add', comment: 'k_2', card, text: 'Or on Friday' });
    village.does(ana, { type: 'help.done', help });
    village.does(kind === 'need' ? ana : ben, { type: 'help.thank', help, words: 'Thank you' });
    village.does(ana, { type: 'help.thank', help, words: 'And thank you' });
    expect(helpRow(help)?.confirmed).toBe(village.at);
    const told = village.log.slice(before).map(({ ops, records }) => ({
      ops,
      sent: records.flatMap(({ record }) =>
        record?.to.some((member) => member !== ana) || record?.facilitators ? [{ ...record, to: [] }] : [],
      ),
    }));
    expect(JSON.stringify(told)).toContain('And thank you');
    expect(JSON.stringify(told)).not.toContain(ana);
  });
});
