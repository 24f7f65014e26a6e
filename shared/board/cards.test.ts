/** Cards from first words to last: words, chips, ends, editors, texts, reports. */
import { beforeEach, describe, expect, test } from 'vitest';
import { expiryByKind, limits } from '../limits.ts';
import { cardOf, mayText, ownerOf } from './access.ts';
import { cardStatus, takesProposals } from './cards.ts';
import type { Chips, Command } from './commands.ts';
import { DAY, start, Village } from './testing/village.ts';
import type { Kind } from './types.ts';
import { spliceBetween } from './words.ts';

let village: Village;
let fay: string;
let ana: string;
let ben: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  ana = village.joins('ana');
  ben = village.joins('ben');
});

type Create = Extract<Command, { type: 'card.create' }>;
const create = (more: Partial<Create> = {}): Create => ({
  type: 'card.create',
  card: village.id('c'),
  kind: 'need',
  title: 'A ladder',
  body: '',
  chips: {},
  ...more,
});

describe('create', () => {
  const defaults: [Kind, object][] = [
    ['need', { terms: 'gift', urgency: 'anytime', quantity: 1, left: 1, expires: start + expiryByKind.need }],
    [
      'offer',
      { terms: 'gift', urgency: 'anytime', quantity: 1, left: 1, expires: start + expiryByKind.offer },
    ],
    ['referral', { terms: 'gift', urgency: 'anytime', expires: start + expiryByKind.referral }],
    ['promotion', { terms: 'paid', urgency: 'anytime', expires: start + expiryByKind.promotion }],
  ];
  test.each(defaults)('a %s with nothing said about it', (kind, expected) => {
    const { card } = village.writes(ana, kind);
    expect(village.card(card)).toMatchObject({ author: ana, created: start, state: 'open', ...expected });
    expect(village.card(card).quantity === undefined).toBe(kind === 'referral' || kind === 'promotion');
  });

  const urgent: [NonNullable<Chips['urgency']>, number][] = [
    ['now', 3],
    ['days', 14],
    ['week', 21],
    ['anytime', 30],
  ];
  test.each(urgent)('a need for %s stays %i days', (urgency, days) => {
    expect(village.card(village.writes(ana, 'need', { chips: { urgency } }).card).expires).toBe(
      start + days * DAY,
    );
  });

  const ends: [said: number, kept: number][] = [
    [start + DAY, start + DAY],
    [start - DAY, start],
    [start + 900 * DAY, start + 365 * DAY],
  ];
  test.each(ends)('an end at %i means %i', (expires, kept) => {
    expect(village.card(village.writes(ana, 'offer', { chips: { expires } }).card).expires).toBe(kept);
  });

  const refused: [Partial<Create>, string][] = [
    [{ title: '  ' }, 'words'],
    [{ title: 'x'.repeat(limits.title + 1) }, 'tooLong'],
    [{ body: 'x'.repeat(limits.body + 1) }, 'tooLong'],
    [{ behalf: { who: ' ', consent: true } }, 'words'],
    [{ chips: { area: 'x'.repeat(limits.area + 1) } }, 'tooLong'],
    [{ chips: { tags: Array.from({ length: limits.tags + 1 }, String) } }, 'tooLong'],
    [{ chips: { tags: ['x'.repeat(limits.tag + 1)] } }, 'tooLong'],
    [{ chips: { quantity: 0 } }, 'words'],
    [{ chips: { quantity: 1.5 } }, 'words'],
    [{ chips: { quantity: Number.NaN } }, 'words'],
    [{ chips: { expires: Number.POSITIVE_INFINITY } }, 'words'],
    [{ chips: { subject: { type: 'member', member: 'm_nobody0000' } } }, 'noMember'],
    [{ chips: { subject: { type: 'outside', name: '' } } }, 'words'],
  ];
  test.each(refused)('%j is refused: %s', (more, code) => {
    expect(village.says(ana, create(more))).toBe(code);
  });

  test('words are trimmed, blank chips are none', () => {
    const command = create({
      title: '  A ladder ',
      chips: { area: ' ', tags: [' tools', 'tools', ''], category: ' garden ' },
    });
    village.does(ana, command);
    const card = village.card(command.card);
    expect(card).toMatchObject({ title: 'A ladder', tags: ['tools'], category: 'garden' });
    expect(card).not.toHaveProperty('area');
  });

  test('the same id twice is one card, wherever it lies', () => {
    const board = create();
    village.does(ana, board);
    expect(village.says(ana, board)).toBe('exists');
    village.does(fay, { type: 'card.hold', card: board.card, note: '' });
    expect(village.says(ana, board)).toBe('exists');
    village.writes(ana, 'promotion');
    const waiting = create({ kind: 'promotion' });
    village.does(ana, waiting);
    expect(village.says(ben, waiting)).toBe('exists');
  });

  test('a hundred open cards each, anonymous ones too, those that ended not', () => {
    for (let nth = 0; nth < limits.cardsPerMember; nth += 1) {
      village.writes(ana, 'need', { anonymous: nth % 2 === 0 });
    }
    expect(village.says(ana, create())).toBe('yourCardsFull');
    expect(village.says(ben, create())).toBe('applied');
    village.at += 30 * DAY;
    expect(village.says(ana, create())).toBe('applied');
  });
});

test('what others keep writing to somebody does not take their room for cards', () => {
  for (let nth = 0; nth < limits.recordsPerMember; nth += 1) {
    const body = { type: 'reason', match: village.id('i'), text: 'No' } as const;
    village.state.records.set(`reason:${body.match}`, { id: `reason:${body.match}`, to: [ana], body });
  }
  expect(village.says(ana, create())).toBe('applied');
});

test('two thousand open cards on a board', () => {
  for (let nth = 0; nth < limits.cards / limits.cardsPerMember; nth += 1) {
    const member = village.joins(`f${nth}x`);
    for (let each = 0; each < limits.cardsPerMember; each += 1) village.writes(member, 'need');
  }
  expect(village.says(ana, create())).toBe('boardFull');
  village.at += 31 * DAY;
  expect(village.says(ana, create())).toBe('applied');
});

describe('edit', () => {
  const title = (is: string, was = 'A ladder') => ({ is, was });

  test('words that someone else changed meanwhile ask once', () => {
    const { card } = village.writes(ana, 'need', { title: 'A ladder' });
    village.does(ana, { type: 'card.edit', card, title: title('A long ladder') });
    expect(village.by(ana, { type: 'card.edit', card, title: title('A tall ladder') })).toEqual({
      ok: false,
      refusal: { code: 'stale', retry: 'ask', theirs: 'A long ladder' },
    });
    expect(village.says(ana, { type: 'card.edit', card, title: title('A long ladder') })).toBe('applied');
  });

  test('only what changed is written', () => {
    const { card } = village.writes(ana, 'need', { chips: { area: 'park' } });
    const { ops } = village.does(ana, {
      type: 'card.edit',
      card,
      chips: { area: 'hall', urgency: 'anytime' },
    });
    expect(ops).toEqual([{ op: 'set', table: 'cards', id: card, field: 'area', value: 'hall' }]);
    expect(village.does(ana, { type: 'card.edit', card, chips: { area: null } }).ops).toEqual([
      { op: 'set', table: 'cards', id: card, field: 'area', value: null },
    ]);
  });

  const cleared: [Chips | { [K in keyof Chips]: null }, object][] = [
    [{ urgency: null }, { urgency: 'anytime' }],
    [{ terms: null }, { terms: 'gift' }],
    [{ quantity: null }, { quantity: 1, left: 1 }],
    [{ expires: null }, { expires: start + 30 * DAY }],
  ];
  test.each(cleared)('%j goes back to what is usual', (chips, expected) => {
    const { card } = village.writes(ana, 'need', {
      chips: { urgency: 'now', terms: 'lend', quantity: 4, expires: start + DAY },
    });
    if ('expires' in chips) village.does(ana, { type: 'card.edit', card, chips: { urgency: 'anytime' } });
    village.does(ana, { type: 'card.edit', card, chips });
    expect(village.card(card)).toMatchObject(expected);
  });

  test('others may not; facilitators may tidy, but not rewrite, sell or retag', () => {
    const { card } = village.writes(ana, 'offer', { title: 'A ladder' });
    expect(village.says(ben, { type: 'card.edit', card, chips: { area: 'hall' } })).toBe('notYours');
    expect(village.says(fay, { type: 'card.edit', card, chips: { area: 'hall', tags: ['tools'] } })).toBe(
      'applied',
    );
    for (const edit of [
      { title: title('Mine') },
      { kind: 'need' },
      { chips: { terms: 'paid' } },
      { chips: { gain: true } },
      { chips: { expires: start } },
    ] as const) {
      expect(village.says(fay, { type: 'card.edit', card, ...edit })).toBe('notYours');
    }
  });

  test('a card that has ended is not edited; one that ran out is, and may be given more time', () => {
    const { card } = village.writes(ana, 'need');
    village.at += 31 * DAY;
    expect(cardStatus(village.card(card), village.at)).toBe('expired');
    village.does(ana, { type: 'card.edit', card, chips: { expires: village.at + DAY } });
    expect(cardStatus(village.card(card), village.at)).toBe('open');
    village.does(ana, { type: 'card.withdraw', card });
    expect(village.says(ana, { type: 'card.edit', card, chips: { area: 'hall' } })).toBe('wrongState');
  });

  test('a kind changes while no match would turn round by it', () => {
    const { card } = village.writes(ana, 'offer');
    const help = village.id('h');
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: '' });
    expect(village.says(ana, { type: 'card.edit', card, kind: 'need' })).toBe('wrongState');
    expect(village.says(ana, { type: 'card.edit', card, kind: 'promotion' })).toBe('applied');
    village.does(ben, { type: 'help.cancel', help });
    expect(village.says(ana, { type: 'card.edit', card, kind: 'need' })).toBe('applied');
  });
});

describe('quantity', () => {
  const accepted = (card: string, quantity: number): string => {
    const help = village.id('h');
    village.does(village.joins(`q${help}`), {
      type: 'help.propose',
      help,
      card,
      share: 'part',
      quantity,
      note: '',
    });
    village.does(ana, { type: 'help.accept', help });
    return help;
  };

  test('follows what is promised, and never falls below it', () => {
    const { card } = village.writes(ana, 'need', { chips: { quantity: 5 } });
    accepted(card, 2);
    expect(village.card(card)).toMatchObject({ quantity: 5, left: 3, state: 'open' });
    village.does(ana, { type: 'card.edit', card, chips: { quantity: 8 } });
    expect(village.card(card)).toMatchObject({ quantity: 8, left: 6 });
    village.does(ana, { type: 'card.edit', card, chips: { quantity: 1 } });
    expect(village.card(card)).toMatchObject({ quantity: 2, left: 0, state: 'matched' });
    village.does(ana, { type: 'card.edit', card, chips: { quantity: 3 } });
    expect(village.card(card)).toMatchObject({ quantity: 3, left: 1, state: 'open' });
  });

  test('an offer that was for all who came is for one more', () => {
    const { card } = village.writes(ana, 'promotion');
    accepted(card, 1);
    accepted(card, 1);
    village.does(ana, { type: 'card.edit', card, kind: 'offer', chips: { terms: 'gift' } });
    expect(village.card(card)).toMatchObject({ quantity: 3, left: 1, state: 'open' });
  });
});

describe('ends and returns', () => {
  test('withdrawn, its matches end without shame; restored, it is as open as before', () => {
    const { card } = village.writes(ana, 'need', { chips: { quantity: 2 } });
    const [one, two] = [village.id('h'), village.id('h')];
    village.does(ben, { type: 'help.propose', help: one, card, share: 'part', note: '' });
    village.does(ana, { type: 'help.accept', help: one });
    village.does(fay, { type: 'help.propose', help: two, card, share: 'part', note: '' });
    village.does(ben, { type: 'contact.share', match: one, line: '0151' });
    village.does(ana, { type: 'card.withdraw', card });
    expect(village.card(card)).toMatchObject({ state: 'withdrawn', left: 2, closed: village.at });
    expect(village.state.helps.get(one)).toMatchObject({ state: 'fellThrough', how: 'refusedBeforeStart' });
    expect(village.state.helps.get(two)).toMatchObject({ state: 'declined' });
    expect(village.state.records.has(`contact:${one}:${ben}`)).toBe(false);
    expect(village.says(ana, { type: 'card.withdraw', card })).toBe('wrongState');
    village.does(ana, { type: 'card.restore', card });
    expect(village.card(card)).toMatchObject({ state: 'open', left: 2 });
    expect(village.card(card)).not.toHaveProperty('closed');
  });

  test('done by its author: what was promised on a need has been received', () => {
    const { card } = village.writes(ana, 'need');
    const help = village.id('h');
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: '' });
    village.does(ana, { type: 'help.accept', help });
    village.does(ana, { type: 'card.done', card });
    expect(village.state.helps.get(help)).toMatchObject({ state: 'done', confirmedBy: ana });
    expect(village.card(card)).toMatchObject({ state: 'done', closed: village.at });
    expect(village.says(ana, { type: 'card.restore', card })).toBe('wrongState');
  });

  test('done by mistake is restored; done in part stays open', () => {
    const { card } = village.writes(ana, 'need');
    village.does(ana, { type: 'card.done', card });
    village.does(ana, { type: 'card.restore', card });
    village.does(ana, { type: 'card.done', card, part: true });
    expect(village.card(card).state).toBe('partDone');
    expect(takesProposals(village.card(card), village.at)).toBe(true);
  });

  test('restored after its time it has a new time', () => {
    const { card } = village.writes(ana, 'need');
    village.at += 40 * DAY;
    village.does(ana, { type: 'card.restore', card });
    expect(village.card(card).expires).toBe(village.at + 30 * DAY);
  });

  test('only its author ends it', () => {
    const { card } = village.writes(ana, 'need');
    for (const type of ['card.withdraw', 'card.done', 'card.restore'] as const) {
      expect(village.says(ben, { type, card })).toBe('notYours');
      expect(village.says(fay, { type, card })).toBe('notYours');
    }
  });
});

describe('running text', () => {
  test('who may write and read it, wherever the card lies', () => {
    const may = (card: string) =>
      [ana, ben, fay].map((member) => mayText(village.state, { type: 'member', member }, card));
    const { card } = village.writes(ana, 'promotion');
    expect(may(card)).toEqual(['edit', 'read', 'edit']);
    expect(mayText(village.state, { type: 'link', role: 'viewer' }, card)).toBe('read');
    village.does(ana, { type: 'card.invite', card, member: ben });
    expect(may(card)).toEqual(['edit', 'edit', 'edit']);
    village.does(ana, { type: 'card.uninvite', card, member: ben });
    expect(may(card)).toEqual(['edit', 'read', 'edit']);
    const waiting = village.writes(ana, 'promotion').card;
    expect(may(waiting)).toEqual(['edit', null, null]);
    village.does(fay, { type: 'card.hold', card, note: '' });
    expect(may(card)).toEqual(['edit', null, 'read']);
    expect(mayText(village.state, { type: 'link', role: 'viewer' }, card)).toBeNull();
    village.does(ana, { type: 'card.withdraw', card: waiting });
    expect(may(waiting)).toEqual(['read', 'read', 'read']);
    expect(may('notes')).toEqual(['edit', 'edit', 'edit']);
    expect(mayText(village.state, { type: 'link', role: 'member' }, 'notes')).toBe('read');
    village.does(fay, { type: 'member.remove', member: ben, ban: false });
    expect(may('notes')).toEqual(['edit', null, 'edit']);
  });

  test('is settled by the one splice that leads there', () => {
    const { card } = village.writes(ana, 'need', { body: 'Hello' });
    const { ops } = JSON.parse(
      JSON.stringify(village.system({ type: 'text.settle', text: card, body: 'Hello you' })),
    ).facts;
    expect(ops).toEqual([{ op: 'splice', table: 'cards', id: card, index: 5, remove: 0, insert: ' you' }]);
    village.system({ type: 'text.settle', text: 'notes', body: 'Keys are with Fay' });
    expect(village.state.meta.get('board')?.notes).toBe('Keys are with Fay');
    expect(village.system({ type: 'text.settle', text: 'c_nowhere0000', body: '' })).toMatchObject({
      ok: false,
    });
  });

  test('of a waiting card stays private', () => {
    village.writes(ana, 'promotion');
    const { card } = village.writes(ana, 'promotion');
    const decision = village.system({ type: 'text.settle', text: card, body: 'My prices' });
    expect(decision).toMatchObject({ ok: true, facts: { ops: [] } });
    expect(cardOf(village.state, card)).toMatchObject({ where: 'waiting', card: { body: 'My prices' } });
  });

  const texts: [string, string][] = [
    ['', 'abc'],
    ['abc', ''],
    ['abc', 'abc'],
    ['aaa', 'aaaa'],
    ['😀', '😁'],
    ['a😀b', 'a🌱b'],
    ['😀😀', '😀'],
    ['x😀', '😀x'],
  ];
  test.each(texts)('from %j to %j never cuts a character in two', (before, after) => {
    const splice = spliceBetween(before, after);
    if (!splice) return expect(before).toBe(after);
    const made = before.slice(0, splice.index) + splice.insert + before.slice(splice.index + splice.remove);
    expect(made).toBe(after);
    expect(splice.insert).not.toMatch(/\p{Surrogate}/u);
    expect(before.slice(0, splice.index)).not.toMatch(/\p{Surrogate}/u);
    return undefined;
  });
});

describe('editors, comments, reports', () => {
  test('twenty editors at the most, none of whom is the author or gone', () => {
    const { card } = village.writes(ana, 'need');
    expect(village.says(ana, { type: 'card.invite', card, member: ana })).toBe('ownCard');
    expect(village.says(ana, { type: 'card.invite', card, member: 'm_nobody0000' })).toBe('noMember');
    for (let nth = 0; nth < limits.editorsPerCard; nth += 1) {
      village.does(ana, { type: 'card.invite', card, member: village.joins(`e${nth}x`) });
    }
    expect(village.says(ana, { type: 'card.invite', card, member: ben })).toBe('cardFull');
    expect(village.says(ben, { type: 'card.invite', card, member: ben })).toBe('notYours');
  });

  test('comments: by members, taken away by their writer, the author or a facilitator', () => {
    const { card } = village.writes(ana, 'need');
    const add = (member: string): string => {
      const comment = village.id('k');
      village.does(member, { type: 'comment.add', comment, card, text: ' When? ' });
      return comment;
    };
    expect(village.state.comments.get(add(ben))).toMatchObject({ by: ben, text: 'When?', at: village.at });
    expect(village.says(village.joins('cem'), { type: 'comment.remove', comment: add(ben) })).toBe(
      'notYours',
    );
    for (const member of [ben, ana, fay]) {
      expect(village.says(member, { type: 'comment.remove', comment: add(ben) })).toBe('applied');
    }
    expect(village.says(ben, { type: 'comment.add', comment: 'k_1', card, text: ' ' })).toBe('words');
    expect(village.says(ben, { type: 'comment.add', comment: 'k_1', card, text: 'x', asAuthor: true })).toBe(
      'notYours',
    );
    expect(village.says(ben, { type: 'comment.remove', comment: 'k_1' })).toBe('noComment');
  });

  test('reports are for facilitators alone, and closed by them', () => {
    const { card } = village.writes(ana, 'need');
    const facts = village.does(ben, { type: 'card.report', card, reason: 'Looks odd' });
    expect(facts.ops).toEqual([]);
    expect(facts.records[0]?.record).toMatchObject({ to: [], facilitators: true });
    expect(village.says(ana, { type: 'card.report', card, reason: 'x' })).toBe('ownCard');
    village.does(fay, { type: 'report.close', card });
    expect([...village.state.records.values()].some(({ body }) => body.type === 'report')).toBe(false);
  });

  test('held: gone from the board with its comments, its helps go on, all of it returns', () => {
    const { card } = village.writes(ana, 'need');
    const help = village.id('h');
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: '' });
    village.does(ana, { type: 'help.accept', help });
    village.does(ben, { type: 'comment.add', comment: 'k_1234567890', card, text: 'When?' });
    village.does(fay, { type: 'card.hold', card, note: 'Let us talk' });
    expect(village.state.cards.has(card)).toBe(false);
    expect(village.state.comments.size).toBe(0);
    expect(village.says(ben, { type: 'comment.add', comment: 'k_2', card, text: 'Gone?' })).toBe('noCard');
    expect(village.says(fay, { type: 'card.hold', card, note: '' })).toBe('wrongState');
    village.does(ana, { type: 'card.edit', card, chips: { area: 'hall' } });
    village.does(ana, { type: 'help.done', help });
    expect(village.says(ana, { type: 'card.release', card })).toBe('facilitatorsOnly');
    village.does(fay, { type: 'card.release', card });
    expect(village.card(card)).toMatchObject({ state: 'done', left: 0, area: 'hall' });
    expect(village.state.comments.get('k_1234567890')?.text).toBe('When?');
    expect(ownerOf(village.state, card)).toBe(ana);
    expect(village.says(fay, { type: 'card.release', card })).toBe('wrongState');
  });
});
