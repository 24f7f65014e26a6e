import { describe, expect, it } from 'vitest';
import type { Session } from '#shared/board/types.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { fixtureNow, fixtureState, me } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import type { Command } from '#shared/board/commands.ts';
import { figuresOf, flowedWords, yesWords, type Figures } from './figures.ts';
import { flowsOf } from './flows.ts';
import { mineOf } from './mine.ts';
import { occasionOf, sessionsWithHarvest } from './occasion.ts';
import { reportOf } from './report.ts';
import { appointmentIn } from './when.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const month = { from: fixtureNow - 30 * DAY, to: fixtureNow };
const bryn = 'm_bryn000000';
const hana = 'm_hana000000';

describe('what flowed', () => {
  it('goes from giver to receiver', () => {
    const flows = flowsOf(fixtureState('lived'), month);
    const told = flows.map(({ type, from, to, state, thanked, card }) => [
      card.title.slice(0, 12),
      type,
      from,
      to,
      state,
      thanked,
    ]);
    expect(told).toContainEqual(['Winter boots', 'need', hana, 'm_yusuf00000', 'agreed', false]);
    expect(told).toContainEqual(['Tools to len', 'offer', 'm_teo0000000', bryn, 'done', true]);
    // who asked through a referral, nobody else knows
    expect(told).toContainEqual(['Debt advice ', 'introduction', 'm_yusuf00000', null, 'done', false]);
    // proposals are no promise
    expect(told.map(([title]) => title)).not.toContain('Lift to the ');
  });

  it('belongs to the span in which it was proposed or agreed', () => {
    const board = fixtureState('lived');
    expect(flowsOf(board, { from: fixtureNow - 6 * HOUR, to: fixtureNow })).toHaveLength(2);
    expect(flowsOf(board, { from: fixtureNow, to: fixtureNow + DAY })).toHaveLength(0);
  });

  it('is no promotion, and nothing that fell through', () => {
    const board = fixtureState('lived');
    const before = flowsOf(board, month).length;
    const [help] = [...board.helps.values()].filter(({ state }) => state === 'accepted');
    if (!help) throw new Error('no help');
    board.helps.set(help.id, { ...help, state: 'fellThrough' });
    expect(flowsOf(board, month)).toHaveLength(before - 1);
    for (const card of board.cards.values()) board.cards.set(card.id, { ...card, promoted: fixtureNow });
    expect(flowsOf(board, month).filter(({ type }) => type !== 'introduction')).toEqual([]);
  });
});

describe('the figures', () => {
  it('count acts and people, and those who only sat in a group', () => {
    const session: Session = market({ rounds: [[[hana, bryn, 'm_gone0000000']]] });
    const quiet = { from: fixtureNow, to: fixtureNow };
    expect(figuresOf(fixtureState('lived'), quiet, null).people).toBe(0);
    // whoever is not on the board any more is nobody here
    expect(figuresOf(fixtureState('lived'), quiet, session).people).toBe(2);
    expect(figuresOf(fixtureState('lived'), month, null)).toEqual({
      people: 10,
      touched: 9,
      agreed: 7,
      done: 4,
      thanked: 2,
      introductions: 3,
    });
  });

  const figures = (more: Partial<Figures>): Figures => ({
    people: 18,
    touched: 14,
    agreed: 0,
    done: 0,
    thanked: 0,
    introductions: 0,
    ...more,
  });
  it.each<[Partial<Figures>, string]>([
    [
      { agreed: 19, done: 11, thanked: 9, introductions: 5 },
      '19 times somebody said yes to somebody. 11 done and 9 thanked already. 5 introductions run underneath.',
    ],
    [
      { agreed: 1, done: 1, introductions: 1 },
      'Once somebody said yes to somebody. 1 done already. 1 introduction runs underneath.',
    ],
    [{}, ''],
  ])('%o: %s', (more, words) => expect(yesWords(figures(more))).toBe(words));
  it('names nobody', () => expect(flowedWords(figures({}))).toBe('Help flowed through 14 of 18 people.'));
  it('is kind where nothing flowed', () =>
    expect(flowedWords(figures({ touched: 0 }))).toBe('What was said here is only beginning to grow.'));
});

describe('what it is the harvest of', () => {
  it('is a session that began, or the last thirty days', () => {
    const board = fixtureState('lived');
    board.sessions.set('s_plan', market({ id: 's_plan', state: 'planned', began: undefined as never }));
    const over = market({
      id: 's_over',
      state: 'ended',
      began: fixtureNow - 5 * HOUR,
      ended: fixtureNow - 4 * HOUR,
    });
    board.sessions.set(over.id, over);
    expect(sessionsWithHarvest(board).map(({ id }) => id)).toEqual(['s_over']);
    expect(occasionOf(board, 's_over', fixtureNow).name).toBe('Monday market');
    expect(occasionOf(board, 's_plan', fixtureNow).session).toBeNull();
    expect(occasionOf(board, 's_forgotten', fixtureNow).span).toEqual(month);
  });
});

describe('who stands on the ground line', () => {
  it('is everybody who gave or received, in the order they joined, and an anonymous author apart from themselves', () => {
    const session = new FixtureSession('board');
    const does = (member: string, command: Command): void => {
      const refusal = session.as(member, command);
      if (refusal) throw new Error(`${command.type}: ${refusal.code}`);
    };
    for (const member of [bryn, hana, me]) does(member, { type: 'member.named', named: true });
    const card = 'c_secret0000001';
    does(bryn, {
      type: 'card.create',
      card,
      kind: 'need',
      title: 'Quiet help',
      body: '',
      chips: {},
      anonymous: true,
    });
    does(hana, { type: 'help.propose', help: 'h_secret0000001', card, share: 'all', note: 'A private note' });
    does(bryn, { type: 'help.accept', help: 'h_secret0000001' });
    const { state } = session.snapshot;
    expect(state.records.has(`authorship:${card}`)).toBe(true);
    const report = reportOf(state, '', fixtureNow);
    const row = report.rows.find(({ what }) => what === 'Quiet help');
    expect(row).toMatchObject({ from: hana, to: card, fromName: 'a neighbour', toName: 'a neighbour' });
    expect(report.people.at(-1)).toEqual({ id: card, name: '' });
    const joined = report.people.slice(0, -1).map(({ id }) => state.members.get(id)?.joined ?? 0);
    expect(joined).toEqual([...joined].sort((a, b) => a - b));
    // private records change nothing of it
    const withoutRecords = { ...state, records: new Map() };
    expect(JSON.stringify(report)).toBe(JSON.stringify(reportOf(withoutRecords, '', fixtureNow)));
    expect(JSON.stringify(report)).not.toContain('private note');
  });

  it('stands without a name once they left', () => {
    const state = fixtureState('lived');
    for (const member of state.members.values()) state.members.set(member.id, { ...member, named: true });
    const named = reportOf(state, '', fixtureNow).people.filter(({ name }) => name !== '').length;
    const bye = state.members.get(hana);
    if (!bye) throw new Error('nobody');
    state.members.set(hana, { ...bye, gone: 'left', name: '' });
    expect(reportOf(state, '', fixtureNow).people.filter(({ name }) => name !== '').length).toBe(named - 2);
  });
});

describe('my own page', () => {
  it('has what I promised, what was promised to me, how to reach them, and thanks', () => {
    const session = new FixtureSession('board');
    const does = (member: string, command: Command): void => {
      const refusal = session.as(member, command);
      if (refusal) throw new Error(`${command.type}: ${refusal.code}`);
    };
    does(me, {
      type: 'card.create',
      card: 'c_mine00000001',
      kind: 'need',
      title: 'A ladder',
      body: '',
      chips: {},
    });
    does(bryn, {
      type: 'help.propose',
      help: 'h_mine00000001',
      card: 'c_mine00000001',
      share: 'all',
      note: 'Mine is in the shed',
    });
    does(me, { type: 'help.accept', help: 'h_mine00000001' });
    does(bryn, { type: 'contact.share', match: 'h_mine00000001', line: 'Ring twice at 14' });
    const [tomatoes] = [...session.snapshot.state.helps.values()].filter(
      ({ by, state }) => by === me && state === 'accepted',
    );
    if (!tomatoes) throw new Error('no tomatoes');
    const mine = mineOf(sceneOf(session.snapshot, fixtureNow), month);
    expect(mine.promised.map(({ card, whom }) => [card.title, whom])).toEqual([
      ['Somebody to water my tomatoes next week', 'Pat'],
    ]);
    expect(mine.received).toMatchObject([
      {
        card: { title: 'A ladder' },
        whom: 'Bryn',
        note: 'Mine is in the shed',
        reach: ['Ring twice at 14'],
        done: false,
      },
    ]);
    does('m_pat0000000', { type: 'help.done', help: tomatoes.id });
    does('m_pat0000000', { type: 'help.thank', help: tomatoes.id, words: 'They are red' });
    const after = mineOf(sceneOf(session.snapshot, fixtureNow), month);
    expect(after.promised).toMatchObject([{ done: true }]);
    expect(after.thanks).toMatchObject([
      { text: 'They are red', from: 'Pat', what: 'Somebody to water my tomatoes next week' },
    ]);
    // what others promised each other is not on it
    expect(mineOf({ ...sceneOf(session.snapshot, fixtureNow), me: 'm_dora000000' }, month).promised).toEqual(
      [],
    );
  });
});

describe('the day in somebody’s words', () => {
  // Friday 20 November 2026
  const from = new Date(2026, 10, 20, 15).getTime();
  it.each([
    ['Thu 9–11', '2026-11-26'],
    ['Friday', '2026-11-20'],
    ['on Sunday afternoon', '2026-11-22'],
    ['Fri 2–4', '2026-11-20'],
    ['Thu 26 Nov', '2026-11-26'],
    ['28 November, 14:30–16:00', '2026-11-28 870–960'],
    ['2026-12-01 at 9:05', '2026-12-01 545'],
    ['3rd Jan', '2027-01-03'],
    ['Sat mornings', ''],
    ['Sundays', ''],
    ['Tue, Thu', ''],
    ['Mon or Tue', ''],
    ['evenings', ''],
    ['after five', ''],
    ['31 Nov', ''],
    ['can collect', ''],
    ['Monday market people', '2026-11-23'],
    ['26 Nov and 27 Nov', ''],
    ['', ''],
  ])('%j is %j', (words, day) => {
    const found = appointmentIn(words, from);
    const two = (value: number): string => String(value).padStart(2, '0');
    const hours =
      found?.from === undefined ? '' : ` ${found.from}${found.to === undefined ? '' : `–${found.to}`}`;
    expect(found ? `${found.year}-${two(found.month)}-${two(found.day)}${hours}` : '').toBe(day);
  });
});
