import { describe, expect, it } from 'vitest';
import { type MutableState } from '#shared/board/state.ts';
import type { Command } from '#shared/board/commands.ts';
import { Dice } from '#shared/testing/dice.ts';
import { runs, seed } from '#shared/testing/seed.ts';
import type { Session } from '#shared/board/types.ts';
import { chance } from '../chance.ts';
import { FixtureSession } from '../fixture.ts';
import { fixtureNow, fixtureState } from '../fixture-board.ts';
import { market } from '../fixture-session.ts';
import { wallView, type WallStage } from './wall-view.ts';
import { nextTurn, turnFor, turnSize, type Turn } from './wall-turn.ts';

const lift = 'c_card00000001';
const MINUTE = 60_000;

function boardWith(session?: Partial<Session>): MutableState {
  const state = fixtureState('lived');
  if (session) {
    const held = market(session);
    state.sessions.set(held.id, held);
  }
  return state;
}
function stageWith(session?: Partial<Session>): WallStage {
  return wallView(boardWith(session), null, fixtureNow).stage;
}

describe('what hangs on the wall', () => {
  it.each<[string, Partial<Session> | undefined, WallStage['type']]>([
    ['on a board without a session', undefined, 'cards'],
    ['before it begins', { state: 'planned', phase: 0 }, 'before'],
    ['while everyone writes in silence', { phase: 1 }, 'silent'],
    ['in a market', { phase: 2 }, 'cards'],
    ['while the window for promotions is open', { phase: 3 }, 'promotions'],
    ['in that window, when a card is spotlighted', { phase: 3, spotlight: lift }, 'cards'],
    ['after the end', { state: 'ended', phase: 5, ended: fixtureNow - MINUTE }, 'after'],
    ['the day after', { state: 'ended', phase: 5, ended: fixtureNow - 13 * 60 * MINUTE }, 'cards'],
  ])('%s', (_, session, type) => expect(stageWith(session).type).toBe(type));

  it('is the prompt and a number in silence, and no card', () => {
    expect(stageWith({ phase: 1, silent: 23, spotlight: lift })).toEqual({
      type: 'silent',
      prompt: 'Write down what you could offer. One thing a card; small things count.',
      written: 23,
    });
  });

  it('names the part that is on and the one that is announced', () => {
    const coming = { phase: 3, at: fixtureNow + 10_000 };
    const { on } = wallView(boardWith({ phase: 2, coming }), null, fixtureNow);
    expect(on?.name).toBe('Offers market');
    expect(on?.next).toEqual({ name: 'Market of the unmatched', at: coming.at });
  });

  it('puts the spotlit card first, with what came of it, and three others beside it', () => {
    const stage = stageWith({ phase: 2, spotlight: lift });
    expect(stage).toMatchObject({
      large: { id: lift, kind: 'need', area: 'Mill Road', growth: { words: '2 offers to help' } },
    });
    if (stage.type !== 'cards') throw new Error(stage.type);
    expect(stage.more).toHaveLength(3);
    expect(stage.more.map(({ id }) => id)).not.toContain(lift);
  });

  it('takes a spotlit card down when it is gone', () => {
    const state = boardWith({ phase: 2, spotlight: lift });
    state.cards.delete(lift);
    const { stage } = wallView(state, null, fixtureNow);
    if (stage.type !== 'cards') throw new Error(stage.type);
    expect(stage.large?.id).not.toBe(lift);
  });

  it('gives turns to cards that nobody has answered, and to no promotion', () => {
    const shown = new Set<string>();
    let turn: Turn | null = null;
    const state = boardWith();
    for (let at = 0; at < 40; at += 1) {
      const view = wallView(state, turn, fixtureNow + at * turnFor);
      turn = view.turn;
      for (const id of turn.cards) shown.add(id);
    }
    const answered = [...state.helps.values()]
      .filter((help) => help.state === 'proposed' || help.state === 'accepted')
      .map(({ card }) => card);
    expect(answered.filter((id) => shown.has(id))).toEqual([]);
    const kinds = [...shown].map((id) => state.cards.get(id)?.kind);
    expect(new Set(kinds)).toEqual(new Set(['need', 'offer', 'referral']));
    expect(shown.size).toBeGreaterThan(10);
  });

  it('shows every promotion of a long list in its turn, and the same ones on every wall', () => {
    const state = boardWith({ phase: 3 });
    const [one] = [...state.cards.values()].filter(({ kind }) => kind === 'promotion');
    if (!one) throw new Error('no promotion');
    for (let at = 0; at < 9; at += 1) {
      state.cards.set(`c_more${at}`, { ...one, id: `c_more${at}`, title: `More ${at}` });
    }
    const shown = new Set<string>();
    let turn: Turn | null = null;
    for (let at = 0; at < 12; at += 1) {
      const view = wallView(state, turn, fixtureNow + at * turnFor);
      turn = view.turn;
      if (view.stage.type !== 'promotions') throw new Error(view.stage.type);
      expect(view.stage.cards).toHaveLength(6);
      for (const { id } of view.stage.cards) shown.add(id);
    }
    expect(shown.size).toBe(12);
  });

  it('counts what is open and what was matched', () => {
    const view = wallView(boardWith(), null, fixtureNow);
    expect(view.open).toBe('9 needs, 9 offers, 6 referrals');
    expect(view.matched).toBe('2 matched today');
    expect(wallView(fixtureState('empty'), null, fixtureNow)).toMatchObject({ open: '', matched: '' });
  });
});

describe('what a wall never tells', () => {
  /** Everything a facilitator's device holds beside the board: held, waiting and silent cards, notes, authorship. */
  function secretive(): FixtureSession {
    const session = new FixtureSession('facilitator');
    const does = (member: string, command: Command): void => {
      const refusal = session.as(member, command);
      if (refusal) throw new Error(`${command.type}: ${refusal.code}`);
    };
    const create = (member: string, card: string, title: string, more: object = {}): void =>
      does(member, { type: 'card.create', card, kind: 'need', title, body: '', chips: {}, ...more });
    create('m_bryn000000', 'c_secret0000001', 'Written without a name', { anonymous: true });
    create('m_bryn000000', 'c_secret0000002', 'To be put aside');
    create('m_teo0000000', 'c_secret0000003', 'For somebody', { behalf: { who: 'Mrs Osei', consent: true } });
    does('m_hana000000', { type: 'card.hold', card: 'c_secret0000002', note: 'A telephone number' });
    create('m_bryn000000', 'c_secret0000004', 'Second promotion', { kind: 'promotion' });
    create('m_bryn000000', 'c_secret0000005', 'Third promotion', { kind: 'promotion' });
    return session;
  }

  it('shows a facilitator what it shows a viewer', () => {
    const { state } = secretive().snapshot;
    expect(state.records.size).toBeGreaterThan(2);
    const viewer = { ...state, records: new Map(), members: new Map() };
    for (let at = 0; at < 30; at += 1) {
      const now = fixtureNow + at * turnFor;
      expect(wallView(state, null, now)).toEqual(wallView(viewer, null, now));
    }
  });

  it('says nobody’s name, whatever hangs there', () => {
    const { state } = secretive().snapshot;
    const names = [...state.members.values()].map(({ name }) => name);
    let turn: Turn | null = null;
    const told: string[] = [];
    for (const card of state.cards.values()) {
      for (const phase of [2, 3]) {
        const sessions = new Map([['s', market({ phase, spotlight: card.id })]]);
        const view = wallView({ ...state, sessions }, turn, fixtureNow);
        turn = view.turn;
        told.push(JSON.stringify({ ...view, on: view.on?.name }));
      }
    }
    const all = told.join('\n');
    // words of cards are the authors' own, and these name no neighbour but Amal and Joram
    expect([...names, 'Osei,', 'Mrs Osei', 'put aside'].filter((name) => all.includes(name))).toEqual([]);
    expect(all).not.toMatch(/m_[a-z]+0+/);
    expect(all).toContain('Thanked by a neighbour');
  });
});

describe('taking turns', () => {
  const steps = runs({ short: 1_000, faults: 7_000 });

  it(`is calm, whatever happens on the board (SEED=${seed})`, { timeout: 60_000 }, () => {
    const dice = new Dice(seed);
    let cards = Array.from({ length: 9 }, (_, at) => `c_${at}`);
    let turn: Turn | null = null;
    let now = 0;
    let changed = 0;
    for (let step = 0; step < steps; step += 1) {
      now += dice.below(3_000);
      if (dice.rarely(6)) cards = [...cards, `c_n${step}`];
      const gone = dice.rarely(8) ? cards[dice.below(cards.length)] : undefined;
      if (gone !== undefined) cards = cards.filter((card) => card !== gone);
      const ready = cards.filter(() => !dice.rarely(4));
      const before: Turn | null = turn;
      turn = nextTurn(before, ready, (card) => cards.includes(card), now);
      expect(new Set(turn.cards).size).toBe(turn.cards.length);
      expect(turn.cards.length).toBeLessThanOrEqual(turnSize);
      expect(turn.cards.every((card) => cards.includes(card))).toBe(true);
      const large: string | undefined = before?.cards[0];
      if (before && large !== undefined && cards.includes(large) && turn.cards[0] !== large) {
        expect(now - before.since).toBeGreaterThanOrEqual(12_000);
        changed = now;
      }
    }
    expect(changed).toBeGreaterThan(0);
  });

  it('leaves nobody out', () => {
    const cards = Array.from({ length: 23 }, (_, at) => `c_${at}`);
    const large = new Set<string>();
    let turn: Turn | null = null;
    for (let at = 0; at < cards.length; at += 1) {
      turn = nextTurn(turn, cards, () => true, at * turnFor);
      large.add(turn.cards[0] ?? '');
    }
    expect(large.size).toBe(cards.length);
    expect(new Set(cards.map(chance)).size).toBe(cards.length);
  });

  it('keeps an answered card until its turn is over', () => {
    const first = nextTurn(null, ['a', 'b', 'c'], () => true, 0);
    const [large = ''] = first.cards;
    const others = ['a', 'b', 'c'].filter((card) => card !== large);
    expect(nextTurn(first, others, () => true, turnFor - 1)).toBe(first);
    expect(nextTurn(first, others, () => true, turnFor).cards).not.toContain(large);
  });
});
