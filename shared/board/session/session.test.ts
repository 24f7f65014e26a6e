import { describe, expect, test } from 'vitest';
import { limits } from '../../limits.ts';
import type { Command } from '../commands.ts';
import { due } from '../due.ts';
import { MINUTE, told, Village } from '../testing/village.ts';
import type { Kind, Phase, Session } from '../types.ts';
import { timeLeft } from './clock.ts';
import { sessionFault } from './policy.ts';

const SECOND = 1_000;

function phase(id: string, more: Partial<Phase> = {}): Phase {
  return {
    id,
    name: `Part ${id}`,
    prompt: '',
    minutes: 5,
    writes: ['need', 'offer', 'referral'],
    sort: 'newest',
    atEnd: 'nudge',
    ...more,
  };
}

/** Fay runs a session for Ana, Ben, Cem, Dao, Eva and Gus. */
class Hall extends Village {
  readonly session = 's_market0000';
  readonly fay = this.joins('fay', 'facilitator');
  readonly ana = this.joins('ana');
  readonly people = [this.ana, ...['ben', 'cem', 'dao', 'eva', 'gus'].map((name) => this.joins(name))];

  constructor(...phases: Phase[]) {
    super();
    this.does(this.fay, { type: 'session.plan', session: this.session, title: 'Market', phases });
    this.does(this.fay, { type: 'session.start', session: this.session });
    this.see(this.people);
  }

  get now(): Session {
    const session = this.state.sessions.get(this.session);
    if (!session) throw new Error('there is no session');
    return session;
  }

  see(here: readonly string[], away: readonly string[] = []): void {
    this.system({ type: 'session.seen', session: this.session, here, away });
  }

  steps(to: number, more: { after?: number; by?: string } = {}): string {
    const { by = this.fay, ...rest } = more;
    return this.says(by, { type: 'session.step', session: this.session, from: this.now.phase, to, ...rest });
  }

  left(): number {
    return timeLeft(this.now, this.at);
  }

  titles(): string[] {
    return [...this.state.cards.values()].map(({ title }) => title).sort();
  }

  /** Ids of the private records about a card that this member is sent. */
  knows(member: string, card: string): boolean {
    return this.state.records.get(`silent:${card}`)?.to.includes(member) === true;
  }
}

describe('the clock', () => {
  test('runs from an absolute start, waits in a pause, and takes a minute more', () => {
    const hall = new Hall(phase('1'), phase('2'));
    hall.waits(2 * MINUTE);
    expect(hall.left()).toBe(3 * MINUTE);
    hall.does(hall.fay, { type: 'session.pause', session: hall.session, paused: true });
    hall.waits(10 * MINUTE);
    expect(hall.left()).toBe(3 * MINUTE);
    hall.does(hall.fay, { type: 'session.pause', session: hall.session, paused: false });
    hall.waits(MINUTE);
    hall.does(hall.fay, { type: 'session.extend', session: hall.session, minutes: 1 });
    expect(hall.left()).toBe(3 * MINUTE);
    hall.does(hall.fay, { type: 'session.extend', session: hall.session, minutes: -60 });
    expect(hall.left()).toBe(0);
  });

  test('goes on where it stopped when one goes back, with a minute at least', () => {
    const hall = new Hall(phase('1'), phase('2'));
    hall.waits(2 * MINUTE);
    hall.steps(1);
    hall.waits(30 * SECOND);
    hall.steps(0);
    expect(hall.left()).toBe(3 * MINUTE);
    hall.waits(9 * MINUTE);
    hall.steps(1);
    hall.steps(0);
    expect(hall.left()).toBe(MINUTE);
  });
});

describe('every step can be taken back', () => {
  test('the start', () => {
    const hall = new Hall(phase('1'), phase('2'));
    expect(hall.steps(-1)).toBe('applied');
    expect(hall.now).toMatchObject({ state: 'planned', phase: 0 });
    expect(hall.says(hall.fay, { type: 'session.start', session: hall.session })).toBe('applied');
  });

  test('the end, until another session is planned', () => {
    const hall = new Hall(phase('1'), phase('2'));
    hall.steps(2);
    expect(hall.now).toMatchObject({ state: 'ended', ended: hall.at });
    expect(hall.steps(1)).toBe('applied');
    expect(hall.now).toMatchObject({ state: 'running', phase: 1 });
    expect(hall.now.ended).toBeUndefined();
    hall.steps(2);
    hall.does(hall.fay, {
      type: 'session.plan',
      session: 's_second0000',
      title: 'More',
      phases: [phase('1')],
    });
    expect(hall.steps(1)).toBe('wrongState');
  });

  test('two who press Next at once take one step', () => {
    const hall = new Hall(phase('1'), phase('2'), phase('3'));
    const next: Command = { type: 'session.step', session: hall.session, from: 0, to: 1 };
    expect([hall.says(hall.fay, next), hall.says(hall.fay, next)]).toEqual(['applied', 'wrongState']);
    expect(hall.now.phase).toBe(1);
  });

  test('an announced step happens by itself, once, and can be called off', () => {
    const hall = new Hall(phase('1'), phase('2'), phase('3'));
    hall.steps(1, { after: 10 * SECOND });
    hall.waits(9 * SECOND);
    expect(hall.now.phase).toBe(0);
    hall.steps(0);
    hall.waits(MINUTE);
    expect(hall.now.phase).toBe(0);
    hall.steps(1, { after: 10 * SECOND });
    hall.at += 20 * SECOND;
    const [one, ...others] = due(hall.state, hall.at);
    expect(others).toEqual([]);
    expect(one?.id).toBe(`sys:session:${hall.session}:${hall.at - 10 * SECOND}`);
    hall.system(one?.command ?? { type: 'session.due', session: '' });
    expect(hall.now.phase).toBe(1);
    expect(due(hall.state, hall.at)).toEqual([]);
    hall.steps(2, { after: 10 * SECOND });
    hall.does(hall.fay, { type: 'session.pause', session: hall.session, paused: true });
    hall.waits(MINUTE);
    expect(hall.now.phase).toBe(1);
  });
});

describe('what may be written', () => {
  const said = (hall: Hall, kind: Kind, member = hall.ana): string =>
    hall.says(member, {
      type: 'card.create',
      card: hall.id('c'),
      kind,
      title: `A ${kind}`,
      body: '',
      chips: {},
    });

  test('is what the phase asks for, what the one before asked for a minute long, and everything for facilitators', () => {
    const hall = new Hall(phase('1', { writes: ['offer'] }), phase('2', { writes: ['need'] }));
    expect([said(hall, 'offer'), said(hall, 'need'), said(hall, 'need', hall.fay)]).toEqual([
      'applied',
      'otherPhase',
      'applied',
    ]);
    hall.steps(1);
    hall.at += 50 * SECOND;
    expect([said(hall, 'offer'), said(hall, 'need')]).toEqual(['applied', 'applied']);
    hall.at += 20 * SECOND;
    expect([said(hall, 'offer'), said(hall, 'need')]).toEqual(['otherPhase', 'applied']);
  });

  test.each([
    ['nothing', 6 * MINUTE, 'applied'],
    ['nudge', 6 * MINUTE, 'applied'],
    ['freeze', 4 * MINUTE, 'applied'],
    ['freeze', 6 * MINUTE, 'frozen'],
  ] as const)('when time is up and the phase says %s, after %i ms: %s', (atEnd, after, answer) => {
    const hall = new Hall(phase('1', { atEnd }));
    const { card } = hall.writes(hall.fay, 'need');
    hall.at += after;
    expect(said(hall, 'need')).toBe(answer);
    const comment: Command = { type: 'comment.add', comment: hall.id('k'), card, text: 'When?' };
    expect(hall.says(hall.ana, comment)).toBe(answer);
    expect(said(hall, 'need', hall.fay)).toBe('applied');
    hall.does(hall.fay, { type: 'session.extend', session: hall.session, minutes: 9 });
    expect(said(hall, 'need')).toBe('applied');
  });

  test('is nothing new while it is locked', () => {
    const hall = new Hall(phase('1'));
    hall.does(hall.fay, { type: 'session.lock', session: hall.session, locked: true });
    expect(said(hall, 'need')).toBe('frozen');
    expect(sessionFault(hall.state, hall.fay, 'need', hall.at)).toBeNull();
    hall.does(hall.fay, { type: 'session.lock', session: hall.session, locked: false });
    expect(said(hall, 'need')).toBe('applied');
  });
});

describe('silent writing', () => {
  test('is for its author alone until the phase is over, and then on the board in one step', () => {
    const hall = new Hall(phase('1', { silent: 'all' }), phase('2'));
    const [ana, ben] = hall.people as [string, string];
    const one = hall.writes(ana, 'need', { title: 'A ladder' });
    const two = hall.writes(ben, 'offer', { title: 'Bread', anonymous: true });
    expect(hall.titles()).toEqual([]);
    expect(hall.now.silent).toBe(2);
    expect([hall.knows(ana, one.card), hall.knows(ben, one.card), hall.knows(hall.fay, one.card)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(hall.says(ben, { type: 'comment.add', comment: hall.id('k'), card: one.card, text: 'Hm' })).toBe(
      'noCard',
    );
    expect(hall.says(hall.fay, { type: 'card.hold', card: one.card, note: '' })).toBe('noCard');
    hall.does(ana, { type: 'card.edit', card: one.card, title: { was: 'A ladder', is: 'A long ladder' } });
    const before = hall.log.length;
    hall.steps(1);
    expect(hall.log.length).toBe(before + 1);
    expect(hall.titles()).toEqual(['A long ladder', 'Bread']);
    expect(hall.card(two.card)).toMatchObject({ author: null, created: hall.at });
    expect(hall.now.silent).toBe(0);
  });

  test('going back hides nothing that was shown, and shows nothing', () => {
    const hall = new Hall(phase('1'), phase('2', { silent: 'all' }), phase('3'));
    const [ana] = hall.people as [string];
    hall.steps(1);
    hall.writes(ana, 'need', { title: 'A ladder' });
    hall.steps(0);
    expect([hall.titles(), hall.now.silent]).toEqual([[], 1]);
    hall.steps(1);
    expect(hall.titles()).toEqual([]);
    hall.steps(2);
    hall.steps(1);
    expect(hall.titles()).toEqual(['A ladder']);
  });

  test('what was taken back in silence stays its author’s, who may put it up later', () => {
    const hall = new Hall(phase('1', { silent: 'all' }), phase('2'));
    const [ana] = hall.people as [string];
    const { card } = hall.writes(ana, 'need', { title: 'A ladder' });
    hall.does(ana, { type: 'card.withdraw', card });
    expect(hall.now.silent).toBe(0);
    hall.steps(1);
    expect([hall.titles(), hall.knows(ana, card)]).toEqual([[], true]);
    hall.does(ana, { type: 'card.restore', card });
    expect(hall.titles()).toEqual(['A ladder']);
  });

  test('one’s own group sees it first, then all; a late comer sees what their group sees', () => {
    const hall = new Hall(phase('1', { silent: 'group' }), phase('2', { groups: 3 }), phase('3'));
    const [ana] = hall.people as [string];
    const { card } = hall.writes(ana, 'need');
    hall.steps(1);
    const mine = hall.now.groups?.find((group) => group.includes(ana)) ?? [];
    expect(mine.length).toBe(3);
    expect(hall.people.filter((member) => hall.knows(member, card)).sort()).toEqual([...mine].sort());
    expect(hall.knows(hall.fay, card)).toBe(false);
    const late = [hall.joins('hal'), hall.joins('ida')];
    hall.see(late);
    const grown = hall.now.groups?.find((group) => group.includes(ana)) ?? [];
    expect(hall.now.groups?.map((group) => group.length)).toEqual([4, 4]);
    expect(late.filter((member) => hall.knows(member, card))).toEqual(
      late.filter((member) => grown.includes(member)),
    );
    hall.steps(2);
    expect(hall.state.cards.has(card)).toBe(true);
  });

  test('one by one: each at their turn, the rest a phase later', () => {
    const hall = new Hall(phase('1', { silent: 'turns' }), phase('2'), phase('3'));
    const [ana, ben, cem] = hall.people as [string, string, string];
    for (const [member, title] of [
      [ana, 'Ana’s'],
      [ben, 'Ben’s'],
      [cem, 'Cem’s'],
    ] as const) {
      hall.writes(member, 'need', { title });
    }
    const turn = (member: string): Command => ({ type: 'session.turn', session: hall.session, member });
    hall.does(hall.fay, turn(ana));
    expect(hall.titles()).toEqual([]);
    hall.steps(1);
    hall.does(hall.fay, turn(ana));
    hall.does(ben, turn(ben));
    expect(hall.says(ben, turn(cem))).toBe('facilitatorsOnly');
    expect(hall.titles()).toEqual(['Ana’s', 'Ben’s']);
    hall.steps(2);
    expect(hall.titles()).toEqual(['Ana’s', 'Ben’s', 'Cem’s']);
  });

  test('one by one: whose turn it is is told, until it is another’s, they go, or the part is over', () => {
    const hall = new Hall(phase('1', { silent: 'turns' }), phase('2'), phase('3'));
    const [ana, ben] = hall.people as [string, string];
    const turn = (member: string): Command => ({ type: 'session.turn', session: hall.session, member });
    const after = (...acts: (() => unknown)[]): (string | undefined)[] =>
      acts.map((act) => {
        act();
        return hall.now.turn;
      });
    const turns = [
      () => hall.does(hall.fay, turn(ana)), // what is written now waits for its turn: there is none yet
      () => hall.steps(1),
      () => hall.does(hall.fay, turn(ana)), // who wrote nothing has one as well
      () => hall.does(ben, turn(ben)),
      () => hall.steps(2),
      () => hall.steps(1),
      () => hall.does(hall.fay, turn(ben)),
      () => hall.does(ben, { type: 'member.leave' }),
      () => hall.does(hall.fay, turn(ana)),
      () => hall.steps(2),
      () => hall.does(hall.fay, turn(ana)), // here everything is on the board
    ];
    expect(after(...turns)).toEqual([
      undefined,
      undefined,
      ana,
      ben,
      undefined,
      undefined,
      ben,
      undefined,
      ana,
      undefined,
      undefined,
    ]);
    expect(hall.says(hall.fay, turn(ben))).toBe('noMember');
  });

  test('counts among one’s own cards, with or without a name', () => {
    const hall = new Hall(phase('1', { silent: 'all' }), phase('2'));
    for (let nth = 0; nth < limits.cardsPerMember; nth += 1) {
      hall.writes(hall.ana, 'need', { anonymous: nth % 2 === 0 });
    }
    const one: Command = {
      type: 'card.create',
      card: 'c_oneTooMany0',
      kind: 'need',
      title: 'More',
      body: '',
      chips: {},
    };
    expect(hall.says(hall.ana, one)).toBe('yourCardsFull');
    expect(hall.says(hall.ana, { ...one, anonymous: true })).toBe('yourCardsFull');
    hall.steps(1);
    expect(hall.state.cards.size).toBe(limits.cardsPerMember);
    expect(hall.says(hall.ana, one)).toBe('yourCardsFull');
  });

  test.each(['member.remove', 'member.leave'] as const)('goes with its author, and no other: %s', (type) => {
    const hall = new Hall(phase('1', { silent: 'group' }), phase('2', { groups: 3 }), phase('3'));
    const [ana] = hall.people as [string];
    const { card } = hall.writes(ana, 'need', { title: 'A ladder' });
    const others = hall.people.slice(1).map((member) => hall.writes(member, 'need').card);
    hall.steps(1);
    if (type === 'member.leave') hall.does(ana, { type });
    else hall.does(hall.fay, { type, member: ana, ban: false });
    expect(hall.state.records.has(`silent:${card}`)).toBe(false);
    expect(hall.now.silent).toBe(others.length);
    hall.steps(2);
    expect([...hall.state.cards.values()].map(({ id }) => id).sort()).toEqual(others.sort());
  });

  test('one by one: what was taken back and put up again while its part is on once more waits for its end', () => {
    const hall = new Hall(phase('1', { silent: 'turns' }), phase('2'), phase('3'));
    const [ana] = hall.people as [string];
    const { card } = hall.writes(ana, 'need', { title: 'A ladder' });
    for (const to of [1, 0]) hall.steps(to);
    hall.does(ana, { type: 'card.withdraw', card });
    hall.does(ana, { type: 'card.restore', card });
    const turn: Command = { type: 'session.turn', session: hall.session, member: ana };
    hall.does(ana, turn);
    expect([hall.titles(), hall.now.silent]).toEqual([[], 1]);
    hall.steps(1);
    hall.does(ana, turn);
    expect(hall.titles()).toEqual(['A ladder']);
  });

  test.each(['group', 'turns'] as const)('by %s: going back and on again shows nothing sooner', (silent) => {
    const hall = new Hall(phase('1', { silent }), phase('2', { groups: 3 }), phase('3'));
    const [ana] = hall.people as [string];
    hall.writes(ana, 'need', { title: 'A ladder' });
    for (const to of [1, 0, 1]) hall.steps(to);
    expect(hall.titles()).toEqual([]);
    hall.steps(2);
    expect(hall.titles()).toEqual(['A ladder']);
  });

  test.each(['group', 'turns'] as const)(
    'by %s: a phase that is skipped is one in which it would have been shown',
    (silent) => {
      const hall = new Hall(phase('1', { silent }), phase('2', { groups: 3 }), phase('3'));
      hall.writes(hall.ana, 'need', { title: 'A ladder' });
      hall.steps(2);
      expect(hall.titles()).toEqual(['A ladder']);
    },
  );

  test.each(['group', 'turns'] as const)(
    'by %s: an anonymous card is shown to all or to nobody, for a few would know whose it is',
    (silent) => {
      const hall = new Hall(phase('1', { silent }), phase('2', { groups: 3 }), phase('3'));
      const { ana } = hall;
      const { card } = hall.writes(ana, 'need', { title: 'A loan', anonymous: true });
      hall.steps(1);
      hall.see([hall.joins('hal')]);
      hall.does(hall.fay, { type: 'session.turn', session: hall.session, member: ana });
      const others = [hall.fay, ...hall.people].filter((member) => member !== ana);
      expect(others.filter((member) => hall.knows(member, card))).toEqual([]);
      expect(hall.titles()).toEqual([]);
      hall.steps(2);
      expect(hall.card(card)).toMatchObject({ title: 'A loan', author: null });
    },
  );

  test('tells nothing of when it was written, nor in which order', () => {
    const hall = new Hall(phase('1', { silent: 'all' }), phase('2'));
    const [ana, ben] = hall.people as [string, string];
    const own = hall.at + 3 * 24 * 60 * MINUTE;
    const last = hall.writes(ana, 'need', { anonymous: true, title: 'Z' });
    hall.waits(MINUTE);
    const first = hall.writes(ben, 'need', { chips: { urgency: 'days' } });
    const ending = hall.writes(ben, 'offer', { chips: { expires: own } });
    hall.does(ana, { type: 'card.edit', card: last.card, title: { was: 'Z', is: 'A' } });
    hall.waits(MINUTE);
    hall.steps(1);
    const day = 24 * 60 * MINUTE;
    expect([last, first, ending].map(({ card }) => hall.card(card).created - hall.at)).toEqual([0, 0, 0]);
    expect([last, first].map(({ card }) => hall.card(card).expires - hall.at)).toEqual([30 * day, 14 * day]);
    expect(hall.card(last.card).edited).toBeUndefined();
    expect(hall.card(ending.card).expires).toBe(own);
    const put = hall.log.at(-1)?.ops.flatMap((op) => (op.table === 'cards' ? [op.id] : [])) ?? [];
    expect(put).toEqual(put.toSorted());
  });

  test('the end of the session shows what is left; a promotion written in silence waits as ever', () => {
    const hall = new Hall(phase('1', { silent: 'turns' }));
    const [ana] = hall.people as [string];
    hall.writes(ana, 'need', { title: 'A ladder' });
    expect(hall.writes(ana, 'promotion', { title: 'My shop' }).went).toBe('waiting');
    expect(hall.now.silent).toBe(1);
    hall.steps(1);
    expect(hall.titles()).toEqual(['A ladder', 'My shop']);
  });
});

describe('promotions', () => {
  test('wait for the window, which is one place for each, and end with the session', () => {
    const hall = new Hall(phase('1'), phase('2', { promotions: true }));
    hall.does(hall.fay, { type: 'board.settings', base: 3, ceiling: 5, reason: 'Many makers here' });
    const [ana] = hall.people as [string];
    const first = hall.writes(ana, 'promotion', { title: 'Soap' });
    const second = hall.writes(ana, 'promotion', { title: 'Candles' });
    expect([first.went, second.went]).toEqual(['waiting', 'waiting']);
    hall.waits(MINUTE);
    hall.steps(1);
    expect(hall.titles()).toEqual(['Soap']);
    hall.waits(MINUTE);
    hall.steps(2);
    expect(hall.card(first.card)).toMatchObject({ expires: hall.at });
    expect(hall.card(first.card).promoted).toBeUndefined();
    // outside a session the board's own rule holds again
    expect(hall.titles()).toEqual(['Candles', 'Soap']);
  });

  test('a slot that a facilitator gives for a reason opens a place before the window, and ends with the session', () => {
    const hall = new Hall(phase('1'));
    const [ana] = hall.people as [string];
    const { card } = hall.writes(ana, 'promotion');
    hall.does(hall.fay, {
      type: 'override.extraSlot',
      notice: hall.id('n'),
      member: ana,
      reason: 'Speaks first',
    });
    expect(hall.state.cards.has(card)).toBe(true);
    hall.steps(1);
    expect(hall.state.members.get(ana)?.extraSlotUntil).toBeUndefined();
  });
});

describe('whoever runs it', () => {
  const run: Omit<Extract<Command, { type: 'session.extend' }>, 'session'> = {
    type: 'session.extend',
    minutes: 1,
  };

  test('passes on after a minute, along the order, to someone who is here, and can be taken back', () => {
    const hall = new Hall(phase('1'));
    const [ana, ben] = hall.people as [string, string];
    hall.see([hall.fay]);
    hall.does(hall.fay, { type: 'session.order', session: hall.session, members: [ana, ben] });
    hall.see([], [ana, hall.fay]);
    hall.waits(59 * SECOND);
    expect(hall.now.lead).toBe(hall.fay);
    expect(hall.says(ben, { ...run, session: hall.session })).toBe('facilitatorsOnly');
    hall.waits(2 * SECOND);
    expect(hall.now).toMatchObject({ lead: ben, handed: hall.fay });
    expect(hall.says(ben, { ...run, session: hall.session })).toBe('applied');
    expect(hall.says(ben, { type: 'member.approve', member: ana })).toBe('facilitatorsOnly');
    hall.see([hall.fay, ana]);
    hall.waits(10 * MINUTE);
    expect(hall.now.lead).toBe(ben);
    hall.does(hall.fay, { type: 'session.lead', session: hall.session, member: hall.fay });
    expect(hall.now.lead).toBe(hall.fay);
    expect(hall.now.handed).toBeUndefined();
    expect(hall.says(ben, { ...run, session: hall.session })).toBe('facilitatorsOnly');
  });

  test('comes back in time, and nothing passes on', () => {
    const hall = new Hall(phase('1'));
    hall.see([hall.fay]);
    hall.does(hall.fay, { type: 'session.order', session: hall.session, members: hall.people.slice(0, 2) });
    hall.see([], [hall.fay]);
    hall.waits(50 * SECOND);
    hall.see([hall.fay]);
    hall.waits(10 * MINUTE);
    expect(hall.now.lead).toBe(hall.fay);
  });

  test('leaves the board, and the next one has it at once', () => {
    const hall = new Hall(phase('1'));
    const [ana] = hall.people as [string];
    hall.does(hall.fay, { type: 'member.role', member: ana, role: 'facilitator' });
    hall.does(hall.fay, { type: 'session.order', session: hall.session, members: [ana] });
    hall.waits(2 * MINUTE);
    hall.does(hall.fay, { type: 'member.leave' });
    hall.waits(SECOND);
    expect(hall.now.lead).toBe(ana);
    expect(JSON.stringify([...hall.state.sessions.values()])).not.toContain(hall.fay);
  });
});

describe('seats', () => {
  test('are ready with one phase, and keep a raised hand', () => {
    const hall = new Hall(phase('1'), phase('2'));
    const [ana, ben] = hall.people as [string, string];
    const { session } = hall;
    hall.does(ana, { type: 'seat.ready', session, ready: true });
    hall.does(ana, { type: 'seat.hand', session, member: ana, up: true });
    expect(hall.state.seats.get(ana)).toMatchObject({ ready: '1', hand: hall.at });
    expect(hall.says(ben, { type: 'seat.hand', session, member: ana, up: false })).toBe('notYours');
    expect(hall.says(hall.fay, { type: 'seat.hand', session, member: ana, up: false })).toBe('applied');
    hall.steps(1);
    expect(hall.state.seats.get(ana)).toEqual({ id: ana, ready: '1' });
  });

  test('groups are of those who are here', () => {
    const hall = new Hall(phase('1', { groups: 3 }));
    const [ana] = hall.people as [string];
    hall.see([hall.fay], [ana]);
    hall.does(hall.fay, { type: 'session.group', session: hall.session, size: 4 });
    expect(hall.now.groups?.flat().sort()).toEqual(hall.people.filter((member) => member !== ana).sort());
  });

  test.each([1, 8, 40])('%i late comers are spread over the groups, and those are written once', (count) => {
    const hall = new Hall(phase('1', { groups: 3 }));
    hall.does(hall.fay, { type: 'session.group', session: hall.session, size: 3 });
    const late = Array.from({ length: count }, (_, nth) => hall.joins(`${nth}late`));
    hall.see([...late, ...hall.people, hall.fay]);
    const sizes = hall.now.groups?.map((group) => group.length) ?? [];
    expect(hall.now.groups?.flat().sort()).toEqual([...hall.people, ...late].sort());
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(2);
    expect(hall.log.at(-1)?.ops.filter((op) => op.op === 'set' && op.field === 'groups')).toHaveLength(1);
  });
});

describe('planning', () => {
  const plan = (hall: Hall, phases: Phase[], title = 'More'): string =>
    hall.says(hall.fay, { type: 'session.plan', session: hall.id('s'), title, phases });

  test('one session at a time', () => {
    const hall = new Hall(phase('1'));
    expect(plan(hall, [phase('1')])).toBe('wrongState');
    hall.steps(1);
    expect(plan(hall, [phase('1')])).toBe('applied');
  });

  test.each([
    ['no phase', []],
    ['two of one id', [phase('1'), phase('1')]],
    ['no name', [phase('1', { name: ' ' })]],
    ['no time', [phase('1', { minutes: 0 })]],
    ['a time that is none', [phase('1', { minutes: Number.NaN })]],
    ['groups of two', [phase('1', { groups: 2 })]],
  ])('refuses %s', (_what, phases) => {
    const hall = new Hall(phase('1'));
    hall.steps(1);
    expect(plan(hall, phases)).toBe('words');
  });

  test('while it is on, phases to come can change, and those that people are in cannot', () => {
    const hall = new Hall(phase('1'), phase('2'), phase('3'));
    hall.steps(1);
    const edit = (...phases: Phase[]): string =>
      hall.says(hall.fay, { type: 'session.edit', session: hall.session, title: 'Market', phases });
    expect(edit(phase('1'), phase('2', { minutes: 9 }))).toBe('wrongState');
    expect(edit(phase('1'))).toBe('wrongState');
    expect(edit(phase('1'), phase('2'), phase('4', { minutes: 9 }), phase('3'))).toBe('applied');
    expect(hall.now.phases.map(({ id }) => id)).toEqual(['1', '2', '4', '3']);
  });

  test('a board remembers its last sessions', () => {
    const hall = new Hall(phase('1'));
    for (let nth = 0; nth < 14; nth += 1) {
      hall.waits(MINUTE);
      hall.steps(1);
      const session = hall.id('s');
      hall.does(hall.fay, { type: 'session.plan', session, title: `No. ${nth}`, phases: [phase('1')] });
      hall.does(hall.fay, { type: 'session.start', session });
      Object.assign(hall, { session });
    }
    expect(hall.state.sessions.size).toBe(12);
    expect(hall.state.sessions.has('s_market0000')).toBe(false);
  });
});

test('how many promotions wait is told, from before the session on, through its end and back', () => {
  const hall = new Hall(phase('1'), phase('2', { promotions: true }), phase('3'));
  const [ana, ben] = hall.people as [string, string];
  const waits = (): number | undefined => hall.now.waiting;
  expect(waits()).toBeUndefined();
  hall.writes(ana, 'promotion', { title: 'Bread' });
  const cakes = hall.writes(ana, 'promotion', { title: 'Cakes' });
  hall.writes(ben, 'promotion', { title: 'Bikes' });
  expect(waits()).toBe(3);
  hall.does(ana, { type: 'card.withdraw', card: cakes.card });
  expect(waits()).toBe(2);
  hall.does(ana, { type: 'card.restore', card: cakes.card });
  expect(waits()).toBe(3);
  // one of each goes up in the window
  hall.steps(1);
  expect(waits()).toBe(1);
  hall.steps(3);
  hall.writes(ben, 'promotion', { title: 'More bikes' });
  const after = [...hall.state.records.values()].filter(({ body }) => body.type === 'waiting').length;
  hall.steps(2);
  expect(waits() ?? 0).toBe(after);
  hall.does(ana, { type: 'member.leave' });
  expect(waits()).toBeUndefined();
});

test('promotions that waited before a session was planned are counted', () => {
  const village = new Village();
  const fay = village.joins('fay', 'facilitator');
  const ana = village.joins('ana');
  for (const title of ['Bread', 'Cakes', 'Soup']) village.writes(ana, 'promotion', { title });
  const session = 's_market0000';
  village.does(fay, { type: 'session.plan', session, title: 'Market', phases: [phase('1')] });
  expect(village.state.sessions.get(session)?.waiting).toBe(2);
});

test('a log tells the same session again', () => {
  const hall = new Hall(phase('1', { silent: 'group', groups: 3 }), phase('2', { promotions: true }));
  hall.writes(hall.ana, 'need');
  hall.waits(MINUTE);
  hall.steps(1);
  hall.steps(2);
  expect(told(hall.retold())).toEqual(told(hall.state));
});
