/** The promotion rule, case by case, in the order in which `promotion.ts` tells it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Chips } from './commands.ts';
import { due, nextDue } from './due.ts';
import { livePromotions, sameWords, slots, standing } from './promotion.ts';
import { DAY, HOUR, start, Village } from './testing/village.ts';
import type { Kind } from './types.ts';

let village: Village;
let fay: string;
let ana: string;
let ben: string;
let cem: string;
let dao: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  [ana, ben, cem, dao] = ['ana', 'ben', 'cem', 'dao'].map((name) => village.joins(name)) as [
    string,
    string,
    string,
    string,
  ];
  village.waits(2 * DAY);
});

const promotes = (member: string, title?: string): { card: string; went: string } =>
  village.writes(member, 'promotion', title === undefined ? {} : { title });
const up = (member: string): string[] =>
  livePromotions(village.state, member, village.at).map((card) => card.id);
const line = (member: string): string[] =>
  standing(village.state, member, village.at).waiting.map(({ card }) => card);
const room = (member: string): number => slots(village.state, member, village.at);
const notice = (): string => village.id('n');

describe('1–2: what a promotion is', () => {
  const cases: [is: boolean, kind: Kind, chips: Chips | 'answersPaidNeed' | 'answersPlainNeed'][] = [
    [true, 'promotion', {}],
    [true, 'promotion', { terms: 'gift' }],
    [true, 'offer', { terms: 'paid' }],
    [true, 'offer', 'answersPlainNeed'],
    [true, 'referral', { gain: true }],
    [false, 'offer', 'answersPaidNeed'],
    [false, 'offer', { terms: 'gift' }],
    [false, 'offer', { terms: 'lend' }],
    [false, 'offer', { terms: 'exchange' }],
    [false, 'offer', { terms: 'time' }],
    [false, 'offer', { terms: 'negotiable' }],
    [false, 'offer', { terms: 'gift', gain: true }],
    [false, 'referral', {}],
    [false, 'referral', { terms: 'paid' }],
    [false, 'need', {}],
    [false, 'need', { terms: 'paid' }],
    [false, 'need', { paidWelcome: true, gain: true }],
  ];
  test.each(cases)('%s: %s with %j', (is, kind, given) => {
    const need = village.writes(ben, 'need', { chips: { paidWelcome: given === 'answersPaidNeed' } }).card;
    const chips: Chips = typeof given === 'string' ? { terms: 'paid', answers: need } : given;
    const { card, went } = village.writes(ana, kind, { chips });
    expect(went).toBe(is ? 'live' : 'board');
    expect(village.card(card).promoted !== undefined).toBe(is);
  });

  test('words about money ask nothing of anybody', () => {
    expect(village.writes(ana, 'offer', { title: 'Book now, only 20 €' }).went).toBe('board');
  });

  test('a need of one’s own does not make paid offers free', () => {
    const need = village.writes(ana, 'need', { chips: { paidWelcome: true } }).card;
    const create = { type: 'card.create', kind: 'offer', title: 'Yoga', body: '' } as const;
    const chips = { terms: 'paid', answers: need } as const;
    expect(village.says(ana, { ...create, card: village.id('c'), chips })).toBe('ownCard');
    const hidden = village.writes(ana, 'need', { anonymous: true, chips: { paidWelcome: true } }).card;
    expect(
      village.says(ana, { ...create, card: village.id('c'), chips: { ...chips, answers: hidden } }),
    ).toBe('ownCard');
  });

  const anonymous: [Kind, Chips][] = [
    ['promotion', {}],
    ['offer', { terms: 'paid' }],
    ['referral', { gain: true }],
  ];
  test.each(anonymous)('never anonymous: %s %j', (kind, chips) => {
    const create = { type: 'card.create', kind, title: 'Yoga', body: '', chips, anonymous: true } as const;
    expect(village.says(ana, { ...create, card: village.id('c') })).toBe('promotionNeedsName');
  });

  test('an anonymous card cannot become one either, whoever wants it to', () => {
    const { card } = village.writes(ana, 'offer', { anonymous: true });
    expect(village.says(ana, { type: 'card.edit', card, kind: 'promotion' })).toBe('promotionNeedsName');
    expect(village.says(ana, { type: 'card.edit', card, chips: { terms: 'paid' } })).toBe(
      'promotionNeedsName',
    );
    const retag = {
      type: 'override.retag',
      notice: notice(),
      card,
      kind: 'promotion',
      reason: 'A shop',
    } as const;
    expect(village.says(fay, retag)).toBe('promotionNeedsName');
    village.does(ben, { type: 'promotion.suspect', card });
    village.does(cem, { type: 'promotion.suspect', card });
    expect(village.says(ana, { type: 'promotion.answer', card, yes: true })).toBe('promotionNeedsName');
    expect(village.says(ana, { type: 'promotion.answer', card, yes: false })).toBe('applied');
  });
});

describe('1: judged again when the need closes', () => {
  const closings: [string, (need: string) => void][] = [
    ['withdrawn', (card) => village.does(ben, { type: 'card.withdraw', card })],
    ['done', (card) => village.does(ben, { type: 'card.done', card })],
    ['helped with', (card) => void village.helps(cem, ben, card)],
    ['expired', () => village.waits(31 * DAY)],
    ['held', (card) => village.does(fay, { type: 'card.hold', card, note: '' })],
    [
      'no longer wanting paid help',
      (card) => village.does(ben, { type: 'card.edit', card, chips: { paidWelcome: null } }),
    ],
    ['no need any more', (card) => village.does(ben, { type: 'card.edit', card, kind: 'offer' })],
    ['ended early', (card) => village.does(ben, { type: 'card.edit', card, chips: { expires: start } })],
    ['gone with its author', () => village.does(ben, { type: 'member.leave' })],
    [
      'gone as its author is removed',
      () => village.does(fay, { type: 'member.remove', member: ben, ban: false }),
    ],
    ['its author’s own by a merge', () => village.does(fay, { type: 'member.merge', from: ben, into: ana })],
  ];
  test.each(closings)('the need is %s: two paid answers, one slot', (_, close) => {
    const need = village.writes(ben, 'need', { chips: { paidWelcome: true } }).card;
    const answers = [1, 2].map((nth) =>
      village.writes(ana, 'offer', { title: `Yoga ${nth}`, chips: { terms: 'paid', answers: need } }),
    );
    expect(answers.map(({ went }) => went)).toEqual(['board', 'board']);
    close(need);
    expect(up(ana)).toEqual([answers[0]?.card]);
    expect(line(ana)).toEqual([answers[1]?.card]);
  });

  test('a need that returns gives the places back', () => {
    const need = village.writes(ben, 'need', { chips: { paidWelcome: true } }).card;
    const chips = { terms: 'paid', answers: need } as const;
    const first = village.writes(ana, 'offer', { chips }).card;
    const second = village.writes(ana, 'offer', { chips }).card;
    village.does(ben, { type: 'card.withdraw', card: need });
    expect([up(ana), line(ana)]).toEqual([[first], [second]]);
    village.does(ben, { type: 'card.restore', card: need });
    expect([up(ana), line(ana)]).toEqual([[], []]);
    expect(village.card(second).promoted).toBeUndefined();
    expect(promotes(ana).went).toBe('live');
  });

  test('a need that runs out is due, once', () => {
    const need = village.writes(ben, 'need', { chips: { paidWelcome: true, urgency: 'now' } }).card;
    village.writes(ana, 'offer', { chips: { terms: 'paid', answers: need } });
    const at = village.card(need).expires;
    expect(at).toBe(village.at + 3 * DAY);
    expect(nextDue(village.state)).toBe(at);
    expect(due(village.state, at - 1)).toEqual([]);
    expect(due(village.state, at)).toEqual([
      { id: `sys:need:${need}:${at}`, at, command: { type: 'need.due', card: need } },
    ]);
    village.waits(3 * DAY);
    expect(due(village.state, village.at)).toEqual([]);
    expect(up(ana)).toHaveLength(1);
  });
});

describe('3: slots', () => {
  const others = (count: number): string[] =>
    Array.from({ length: count }, (_, nth) => {
      const member = village.joins(`n${nth}x`);
      village.does(fay, { type: 'member.approve', member });
      return member;
    });

  const earned: [helped: number, slots: number][] = [
    [0, 1],
    [2, 1],
    [3, 2],
    [7, 2],
    [8, 3],
    [12, 3],
  ];
  test.each(earned)('%i people helped and confirming: %i slots', (count, expected) => {
    village.serves(ana, others(count));
    expect(room(ana)).toBe(expected);
  });

  test('one pair counts once in 30 days', () => {
    for (let nth = 0; nth < 9; nth += 1) village.serves(ana, [ben]);
    expect(standing(village.state, ana, village.at).next).toEqual({ acts: 2, people: 1 });
    village.serves(ana, [cem]);
    expect(room(ana)).toBe(1);
    village.serves(ana, [dao]);
    expect(room(ana)).toBe(2);
  });

  test('three acts of which one person told: not enough', () => {
    for (const other of others(3)) {
      const { card } = village.writes(other, 'need');
      const help = village.id('h');
      village.does(ana, { type: 'help.propose', help, card, share: 'all', note: '' });
      village.does(other, { type: 'help.accept', help });
      village.does(fay, { type: 'help.done', help });
    }
    expect(standing(village.state, ana, village.at).next).toEqual({ acts: 0, people: 1 });
    expect(room(ana)).toBe(1);
  });

  test('the giver’s own word confirms nothing', () => {
    for (const other of [ben, cem, dao]) {
      const { card } = village.writes(other, 'need');
      const help = village.id('h');
      village.does(ana, { type: 'help.propose', help, card, share: 'all', note: '' });
      village.does(other, { type: 'help.accept', help });
      village.does(ana, { type: 'help.done', help });
      expect(village.state.helps.get(help)?.confirmed).toBeUndefined();
    }
    expect(room(ana)).toBe(1);
  });

  test('offers and introductions count, promotions and paid ones do not', () => {
    village.helps(ben, ana, village.writes(ana, 'offer').card);
    village.helps(cem, ana, village.writes(ana, 'offer', { chips: { terms: 'lend' } }).card);
    expect(standing(village.state, ana, village.at).next).toEqual({ acts: 1, people: 0 });
    village.helps(dao, ana, village.writes(ana, 'promotion').card);
    expect(room(ana)).toBe(1);
    const { card } = village.writes(dao, 'need');
    const introduction = village.id('i');
    const person = { type: 'outside', name: 'Amara' } as const;
    const message = 'She mends bikes';
    village.does(ana, {
      type: 'introduction.propose',
      introduction,
      card,
      person,
      personAgreed: true,
      warmth: 4,
      message,
      gain: false,
    });
    village.does(dao, { type: 'introduction.agree', introduction });
    village.does(dao, { type: 'introduction.done', introduction });
    expect(room(ana)).toBe(2);
  });

  test('an introduction with gain does not count', () => {
    village.serves(ana, [ben, cem]);
    const { card } = village.writes(dao, 'need');
    const introduction = village.id('i');
    village.does(ana, {
      type: 'introduction.propose',
      introduction,
      card,
      person: { type: 'service', name: 'Bike shop' },
      personAgreed: true,
      warmth: 2,
      message: '',
      gain: true,
    });
    village.does(dao, { type: 'introduction.agree', introduction });
    village.does(dao, { type: 'introduction.done', introduction });
    expect(village.state.introductions.get(introduction)?.confirmed).toBe(village.at);
    expect(room(ana)).toBe(1);
  });

  test('paid help stays paid, whatever the terms become before it is confirmed', () => {
    village.serves(ana, [ben, cem]);
    const { card } = village.writes(ana, 'offer', { chips: { terms: 'paid' } });
    const help = village.id('h');
    village.does(dao, { type: 'help.propose', help, card, share: 'all', note: '' });
    village.does(ana, { type: 'help.accept', help });
    village.does(ana, { type: 'card.edit', card, chips: { terms: 'gift' } });
    village.does(dao, { type: 'help.done', help });
    expect(village.state.helps.get(help)?.confirmed).toBe(village.at);
    expect(room(ana)).toBe(1);
  });

  test('who has just come counts after a day, or once approved', () => {
    const [eve, flo, gus] = ['eve', 'flo', 'gus'].map((name) => village.joins(name)) as [
      string,
      string,
      string,
    ];
    village.serves(ana, [eve, flo, gus]);
    expect(room(ana)).toBe(1);
    for (const member of [eve, flo, gus]) village.does(fay, { type: 'member.approve', member });
    expect(room(ana)).toBe(2);
  });

  test('being approved later lifts a waiting promotion at once', () => {
    const [eve, flo, gus] = ['eve', 'flo', 'gus'].map((name) => village.joins(name)) as [
      string,
      string,
      string,
    ];
    village.serves(ana, [eve, flo, gus]);
    promotes(ana);
    const { card, went } = promotes(ana);
    expect(went).toBe('waiting');
    for (const member of [eve, flo, gus]) village.does(fay, { type: 'member.approve', member });
    expect(up(ana)).toContain(card);
  });

  test('a stranger of a day ago does not count later for what they said then', () => {
    const eve = village.joins('eve');
    village.serves(ana, [ben, cem, eve]);
    village.waits(3 * DAY);
    expect(room(ana)).toBe(1);
    village.serves(ana, [eve]);
    expect(room(ana)).toBe(2);
  });

  test('acts fade after 30 days, and what they lifted stays up', () => {
    village.serves(ana, [ben, cem, dao]);
    village.waits(29 * DAY);
    promotes(ana);
    promotes(ana);
    expect(up(ana)).toHaveLength(2);
    village.waits(DAY);
    expect(room(ana)).toBe(1);
    expect(up(ana)).toHaveLength(2);
    expect(promotes(ana).went).toBe('waiting');
  });

  const settings: [base: number, ceiling: number, helped: number, slots: number][] = [
    [0, 3, 0, 0],
    [0, 3, 3, 1],
    [2, 3, 3, 3],
    [3, 3, 8, 3],
    [3, 5, 8, 5],
    [0, 0, 8, 0],
  ];
  test.each(settings)('base %i, ceiling %i, %i helped: %i', (base, ceiling, helped, expected) => {
    village.does(fay, { type: 'board.settings', base, ceiling, reason: 'We talked about it' });
    village.serves(ana, others(helped));
    expect(room(ana)).toBe(expected);
  });

  const unfit: [number, number][] = [
    [4, 5],
    [1, 6],
    [-1, 3],
    [2, 1],
    [1.5, 3],
  ];
  test.each(unfit)('base %d and ceiling %d are not for setting', (base, ceiling) => {
    expect(village.says(fay, { type: 'board.settings', base, ceiling, reason: 'Why not' })).toBe('words');
  });
});

describe('4: a week, and rest for the same words', () => {
  test('comes down after 7 days, by itself', () => {
    const { card } = promotes(ana);
    expect(village.card(card).expires).toBe(village.at + 7 * DAY);
    expect(nextDue(village.state)).toBe(village.at + 7 * DAY);
    village.waits(7 * DAY);
    expect(up(ana)).toEqual([]);
    expect(village.card(card).promoted).toBeUndefined();
  });

  test('no end that its author names is later than that', () => {
    const { card } = village.writes(ana, 'promotion', { chips: { expires: village.at + 40 * DAY } });
    expect(village.card(card).expires).toBe(village.at + 7 * DAY);
    village.waits(DAY);
    village.does(ana, { type: 'card.edit', card, chips: { expires: village.at + 40 * DAY } });
    expect(village.card(card).expires).toBe(village.at + 6 * DAY);
    village.does(ana, { type: 'card.edit', card, chips: { expires: village.at + 2 * DAY } });
    expect(village.card(card).expires).toBe(village.at + 2 * DAY);
  });

  test('waiting does not use the week up', () => {
    promotes(ana);
    const { card } = promotes(ana);
    village.waits(7 * DAY);
    expect(village.card(card)).toMatchObject({ promoted: village.at, expires: village.at + 7 * DAY });
  });

  const same: [string, string, boolean][] = [
    ['Yoga on Monday', 'Yoga on Monday', true],
    ['Yoga on Monday', '  YOGA, on Monday!! ', true],
    ['Ｙoga', 'yoga', true],
    ['Yoga on Monday', 'Yoga on Tuesday', false],
  ];
  test.each(same)('%j then %j: rests %s', (first, second, rests) => {
    const { card } = promotes(ana, first);
    village.does(ana, { type: 'card.withdraw', card });
    const again = promotes(ana, second);
    expect(again.went).toBe(rests ? 'waiting' : 'live');
    if (!rests) return;
    expect(standing(village.state, ana, village.at).waiting).toEqual([
      { card: again.card, place: 1, from: village.at + 2 * DAY },
    ]);
    expect(promotes(ana, 'Something else').went).toBe('live');
    village.waits(2 * DAY);
    expect(line(ana)).toEqual([again.card]);
    village.waits(5 * DAY);
    expect(up(ana)).toEqual([again.card]);
  });

  test('words rest after any way down that its author took, and after its week', () => {
    const ways: ((card: string) => void)[] = [
      (card) => village.does(ana, { type: 'card.done', card }),
      (card) => village.does(ana, { type: 'card.edit', card, chips: { expires: start } }),
      (card) => village.does(ana, { type: 'card.edit', card, kind: 'offer', chips: { terms: 'gift' } }),
      () => village.waits(7 * DAY),
    ];
    ways.forEach((down, nth) => {
      const { card, went } = promotes(ana, `Yoga ${nth}`);
      expect(went).toBe('live');
      down(card);
      expect(promotes(ana, `Yoga ${nth}`).went).toBe('waiting');
      village.waits(20 * DAY);
    });
  });

  test('a twin that waits does not follow at once', () => {
    const first = promotes(ana, 'Yoga');
    const twin = promotes(ana, 'yoga!');
    village.does(ana, { type: 'card.withdraw', card: first.card });
    expect(up(ana)).toEqual([]);
    village.waits(2 * DAY);
    expect(up(ana)).toEqual([twin.card]);
  });

  test('what is remembered of words is forgotten after two days', () => {
    const { card } = promotes(ana, 'Yoga');
    village.does(ana, { type: 'card.withdraw', card });
    const kept = (): number =>
      [...village.state.records.values()].filter(({ body }) => body.type === 'cameDown').length;
    expect(kept()).toBe(1);
    village.waits(2 * DAY);
    expect(kept()).toBe(0);
    expect(nextDue(village.state)).toBeNull();
  });

  test('another member may say the same', () => {
    const { card } = promotes(ana, 'Yoga');
    village.does(ana, { type: 'card.withdraw', card });
    expect(promotes(ben, 'Yoga').went).toBe('live');
  });

  test('editing never bumps', () => {
    const { card } = promotes(ana, 'Yoga');
    const before = village.card(card);
    village.waits(DAY);
    village.does(ana, { type: 'card.edit', card, title: { was: 'Yoga', is: 'Yoga for all' } });
    expect(village.card(card)).toMatchObject({
      promoted: before.promoted ?? 0,
      created: before.created,
      expires: before.expires,
      edited: village.at,
    });
  });

  test('words are compared in letters and digits', () => {
    expect(sameWords({ title: 'Ça va? ', body: '\n2 × Brot' })).toBe('ça va 2 brot');
  });
});

describe('5: under every trick', () => {
  test('flipping kind, terms or gain joins the end of the line', () => {
    promotes(ana);
    const flips = [
      village.writes(ana, 'offer').card,
      village.writes(ana, 'offer').card,
      village.writes(ana, 'referral').card,
    ] as const;
    village.does(ana, { type: 'card.edit', card: flips[0], kind: 'promotion' });
    village.at += 1;
    village.does(ana, { type: 'card.edit', card: flips[1], chips: { terms: 'paid' } });
    village.at += 1;
    village.does(ana, { type: 'card.edit', card: flips[2], chips: { gain: true } });
    expect(line(ana)).toEqual([...flips]);
    expect(flips.some((card) => village.state.cards.has(card))).toBe(false);
    village.does(ana, { type: 'card.edit', card: flips[0], kind: 'offer', chips: { terms: 'gift' } });
    expect(village.card(flips[0]).kind).toBe('offer');
    village.at += 1;
    village.does(ana, { type: 'card.edit', card: flips[0], kind: 'promotion' });
    expect(line(ana)).toEqual([flips[1], flips[2], flips[0]]);
  });

  test('restoring is going live again', () => {
    const first = promotes(ana).card;
    village.does(ana, { type: 'card.withdraw', card: first });
    const second = promotes(ana).card;
    village.does(ana, { type: 'card.restore', card: first });
    expect([up(ana), line(ana)]).toEqual([[second], [first]]);
  });

  test('what ran out and is given more time goes live again, or waits', () => {
    const first = promotes(ana).card;
    village.at += 7 * DAY;
    const second = promotes(ana).card;
    village.does(ana, { type: 'card.edit', card: first, chips: { expires: village.at + DAY } });
    expect([up(ana), line(ana)]).toEqual([[second], [first]]);
  });

  test('five from an outbox: one up, three wait, one is refused and may come later', () => {
    const went = [1, 2, 3, 4, 5].map((nth) => {
      const decision = village.by(ana, {
        type: 'card.create',
        card: village.id('c'),
        kind: 'promotion',
        title: `Yoga ${nth}`,
        body: '',
        chips: {},
      });
      return decision.ok ? decision.outcome : decision.refusal;
    });
    const until = village.at + 7 * DAY;
    expect(went).toEqual([
      'live',
      'waiting',
      'waiting',
      'waiting',
      { code: 'waitingFull', retry: 'later', until },
    ]);
  });

  test('slots that shrink take nothing down', () => {
    village.does(fay, { type: 'board.settings', base: 3, ceiling: 3, reason: 'Spring fair' });
    for (let nth = 0; nth < 3; nth += 1) promotes(ana);
    village.does(fay, { type: 'board.settings', base: 0, ceiling: 3, reason: 'Fair is over' });
    expect(up(ana)).toHaveLength(3);
    expect(room(ana)).toBe(0);
    expect(promotes(ana).went).toBe('waiting');
  });

  test('two names of one person have the slots of one', () => {
    const first = promotes(ana).card;
    const second = promotes(ben).card;
    village.does(fay, { type: 'member.merge', from: ben, into: ana });
    expect([up(ana), line(ana)]).toEqual([[first], [second]]);
  });

  test('help under one’s other name earns nothing after the merge', () => {
    village.serves(ana, [ben, cem, dao]);
    expect(room(ana)).toBe(2);
    village.does(fay, { type: 'member.merge', from: ben, into: ana });
    expect(room(ana)).toBe(1);
  });

  test('a banned friend’s word counts no more', () => {
    village.serves(ana, [ben, cem, dao]);
    village.does(fay, { type: 'member.remove', member: ben, ban: true });
    expect(room(ana)).toBe(1);
  });

  test('released cards wait if the slot has been taken', () => {
    const first = promotes(ana).card;
    village.does(fay, { type: 'card.hold', card: first, note: 'Is this yours to sell?' });
    const second = promotes(ana).card;
    village.does(fay, { type: 'card.release', card: first });
    expect([up(ana), line(ana)]).toEqual([[second], [first]]);
  });

  test('a free slot goes to who waits, not to who comes, even if the system is late', () => {
    promotes(ana);
    const waiting = promotes(ana).card;
    village.at += 7 * DAY + 1;
    const { card, went } = promotes(ana);
    expect(went).toBe('waiting');
    expect([up(ana), line(ana)]).toEqual([[waiting], [card]]);
  });
});

describe('6: waiting', () => {
  test('is private: nothing of it is on the board', () => {
    promotes(ana);
    const facts = village.does(ana, {
      type: 'card.create',
      card: 'c_secret00000',
      kind: 'promotion',
      title: 'Secret plan',
      body: '',
      chips: {},
    });
    expect(facts.ops).toEqual([]);
    expect(facts.records.map(({ record }) => record?.to)).toEqual([[ana]]);
    for (const command of [
      { type: 'card.withdraw', card: 'c_secret00000' },
      { type: 'comment.add', comment: village.id('k'), card: 'c_secret00000', text: 'Hm' },
    ] as const) {
      expect(village.says(ben, command)).toBe('noCard');
      expect(village.says(fay, command)).toBe('noCard');
    }
  });

  test('new words of a card that becomes a promotion are not shown before it has a slot', () => {
    promotes(ana);
    const { card } = village.writes(ana, 'offer', { title: 'Soup' });
    const facts = village.does(ana, {
      type: 'card.edit',
      card,
      kind: 'promotion',
      title: { was: 'Soup', is: 'Soup for 5 €' },
    });
    expect(JSON.stringify(facts.ops)).not.toContain('5 €');
  });

  test('standing tells what is up, who is next and when', () => {
    const first = promotes(ana).card;
    const at = village.at;
    village.at += HOUR;
    const second = promotes(ana).card;
    village.at += HOUR;
    const third = promotes(ana).card;
    expect(standing(village.state, ana, village.at)).toEqual({
      slots: 1,
      live: [{ card: first, until: at + 7 * DAY }],
      waiting: [
        { card: second, place: 1, from: at + 7 * DAY },
        { card: third, place: 2, from: at + 14 * DAY },
      ],
      next: { acts: 3, people: 2 },
    });
    village.waits(14 * DAY);
    expect(up(ana)).toEqual([third]);
  });

  test('withdrawn while it waits: kept for its author, out of line, and restored at its end', () => {
    promotes(ana);
    const second = promotes(ana).card;
    const third = promotes(ana).card;
    village.does(ana, { type: 'card.withdraw', card: second });
    expect(line(ana)).toEqual([third]);
    expect(village.state.cards.has(second)).toBe(false);
    village.at += 1;
    village.does(ana, { type: 'card.restore', card: second });
    expect(line(ana)).toEqual([third, second]);
  });

  test('made a gift it leaves the line, and stays as long as others of its kind', () => {
    promotes(ana);
    const { card } = promotes(ana);
    village.does(ana, { type: 'card.edit', card, kind: 'offer', chips: { terms: 'gift' } });
    expect(line(ana)).toEqual([]);
    expect(village.card(card)).toMatchObject({ kind: 'offer', expires: village.at + 90 * DAY, left: 1 });
  });

  test('what another’s doing sends into line is never refused', () => {
    const need = village.writes(ben, 'need', { chips: { paidWelcome: true } }).card;
    for (let nth = 0; nth < 6; nth += 1) {
      village.writes(ana, 'offer', { title: `Yoga ${nth}`, chips: { terms: 'paid', answers: need } });
    }
    village.does(ben, { type: 'card.withdraw', card: need });
    expect(up(ana)).toHaveLength(1);
    expect(line(ana)).toHaveLength(5);
  });

  test('comments wait with their card and return with it', () => {
    const first = promotes(ana).card;
    const { card } = village.writes(ana, 'offer');
    const comment = village.id('k');
    village.does(ben, { type: 'comment.add', comment, card, text: 'When?' });
    village.does(ana, { type: 'card.edit', card, kind: 'promotion' });
    expect(village.state.comments.has(comment)).toBe(false);
    village.does(ana, { type: 'card.withdraw', card: first });
    expect(up(ana)).toEqual([card]);
    expect(village.state.comments.get(comment)?.text).toBe('When?');
  });

  describe('swap', () => {
    test('one comes down to the end of the line, the other goes up', () => {
      const first = promotes(ana).card;
      const second = promotes(ana).card;
      village.at += 1;
      const third = promotes(ana).card;
      village.at += 1;
      village.does(ana, { type: 'promotion.swap', live: first, waiting: third });
      expect([up(ana), line(ana)]).toEqual([[third], [second, first]]);
    });

    test('not to and fro: the words of what came down rest', () => {
      const live = promotes(ana).card;
      const waiting = promotes(ana).card;
      village.does(ana, { type: 'promotion.swap', live, waiting });
      const back = village.by(ana, { type: 'promotion.swap', live: waiting, waiting: live });
      expect(back).toMatchObject({ refusal: { code: 'notNow', until: village.at + 2 * DAY } });
    });

    test('not when fewer slots are left than are taken', () => {
      village.does(fay, { type: 'board.settings', base: 2, ceiling: 3, reason: 'Fair' });
      const live = promotes(ana).card;
      promotes(ana);
      const waiting = promotes(ana).card;
      village.does(fay, { type: 'board.settings', base: 1, ceiling: 3, reason: 'Fair is over' });
      expect(village.says(ana, { type: 'promotion.swap', live, waiting })).toBe('notNow');
    });

    test('not with what is no one’s to swap', () => {
      const mine = promotes(ana).card;
      const theirs = promotes(ben).card;
      const waiting = promotes(ana).card;
      expect(village.says(ben, { type: 'promotion.swap', live: theirs, waiting })).toBe('noCard');
      expect(village.says(ana, { type: 'promotion.swap', live: theirs, waiting })).toBe('notYours');
      expect(village.says(ana, { type: 'promotion.swap', live: waiting, waiting: mine })).toBe('wrongState');
    });
  });
});

describe('7: overrides and questions', () => {
  test('an extra slot lifts the next at once, is public with its reason, and ends', () => {
    promotes(ana);
    const { card } = promotes(ana);
    village.does(fay, {
      type: 'override.extraSlot',
      notice: 'n_1234567890',
      member: ana,
      reason: 'Opening day',
    });
    expect(up(ana)).toContain(card);
    expect(village.state.notices.get('n_1234567890')).toEqual({
      id: 'n_1234567890',
      at: village.at,
      by: fay,
      what: 'extraSlot',
      member: ana,
      reason: 'Opening day',
      until: village.at + DAY,
    });
    village.waits(DAY);
    expect(room(ana)).toBe(1);
    expect(up(ana)).toHaveLength(2);
  });

  test('a market hour is for all, and no longer than a day', () => {
    promotes(ana);
    promotes(ben);
    const waiting = [promotes(ana).card, promotes(ben).card];
    village.does(fay, { type: 'override.marketHour', notice: notice(), minutes: 60, reason: 'Market' });
    expect([...up(ana), ...up(ben)]).toEqual(expect.arrayContaining(waiting));
    expect(room(cem)).toBe(2);
    village.at += HOUR;
    expect(room(cem)).toBe(1);
    village.does(fay, { type: 'override.marketHour', notice: notice(), minutes: 9_999, reason: 'Market' });
    expect(village.state.meta.get('board')?.marketUntil).toBe(village.at + DAY);
  });

  test('both go beyond the ceiling by one each, and nothing goes beyond five', () => {
    village.does(fay, { type: 'board.settings', base: 3, ceiling: 3, reason: 'Fair' });
    village.does(fay, { type: 'override.extraSlot', notice: notice(), member: ana, reason: 'Fair' });
    village.does(fay, { type: 'override.marketHour', notice: notice(), minutes: 5, reason: 'Fair' });
    expect(room(ana)).toBe(5);
    village.does(fay, { type: 'board.settings', base: 3, ceiling: 5, reason: 'Fair' });
    village.serves(ana, [ben, cem, dao]);
    expect(room(ana)).toBe(5);
  });

  test('retagged by a facilitator: waits if there is no slot, whatever the line', () => {
    promotes(ana);
    for (let nth = 0; nth < 3; nth += 1) promotes(ana);
    const { card } = village.writes(ana, 'offer', { title: 'Yoga for 20 €' });
    village.does(fay, {
      type: 'override.retag',
      notice: notice(),
      card,
      kind: 'promotion',
      reason: 'It sells',
    });
    expect(line(ana)).toHaveLength(4);
    expect(village.state.cards.has(card)).toBe(false);
  });

  test('hidden: the place is free for who waits', () => {
    const { card } = promotes(ana);
    const next = promotes(ana).card;
    village.does(fay, { type: 'override.hide', notice: notice(), card, reason: 'Not from here' });
    expect(up(ana)).toEqual([next]);
    expect(village.state.records.get(`held:${card}`)).toMatchObject({ to: [ana], facilitators: true });
  });

  test('all of them need a reason', () => {
    const { card } = village.writes(ana, 'offer');
    const reason = ' ';
    for (const command of [
      { type: 'override.extraSlot', notice: notice(), member: ana, reason },
      { type: 'override.marketHour', notice: notice(), minutes: 5, reason },
      { type: 'override.retag', notice: notice(), card, kind: 'promotion', reason },
      { type: 'override.hide', notice: notice(), card, reason },
      { type: 'board.settings', base: 1, ceiling: 1, reason },
    ] as const) {
      expect(village.says(fay, command)).toBe('words');
    }
  });

  test('two members who doubt have the author asked, and nobody else', () => {
    const { card } = village.writes(ana, 'offer', { title: 'Yoga' });
    expect(
      village.does(ben, { type: 'promotion.suspect', card }).records.map(({ record }) => record?.to),
    ).toEqual([[]]);
    expect(village.says(ben, { type: 'promotion.suspect', card })).toBe('alreadyProposed');
    expect(village.says(ana, { type: 'promotion.suspect', card })).toBe('ownCard');
    village.does(cem, { type: 'promotion.suspect', card });
    expect(village.state.records.get(`question:${card}`)?.to).toEqual([ana]);
    expect(village.says(ben, { type: 'promotion.answer', card, yes: true })).toBe('noCard');
    village.does(ana, { type: 'promotion.answer', card, yes: true });
    expect(village.card(card)).toMatchObject({ kind: 'promotion', promoted: village.at });
    expect(village.says(ana, { type: 'promotion.answer', card, yes: false })).toBe('wrongState');
  });

  test('an honest yes is never refused', () => {
    for (let nth = 0; nth < 4; nth += 1) promotes(ana);
    const { card } = village.writes(ana, 'offer');
    village.does(ben, { type: 'promotion.suspect', card });
    village.does(cem, { type: 'promotion.suspect', card });
    village.does(ana, { type: 'promotion.answer', card, yes: true });
    expect(line(ana)).toHaveLength(4);
  });

  test('a no is the end of it', () => {
    const { card } = village.writes(ana, 'offer');
    village.does(ben, { type: 'promotion.suspect', card });
    village.does(cem, { type: 'promotion.suspect', card });
    village.does(ana, { type: 'promotion.answer', card, yes: false });
    village.does(dao, { type: 'promotion.suspect', card });
    expect(village.state.records.get(`question:${card}`)?.body).toMatchObject({ answered: 'no' });
    expect(village.card(card).kind).toBe('offer');
  });
});
