import { describe, expect, it } from 'vitest';
import type { Person } from '#client/session/port.ts';
import { overlay, type MutableState } from '#shared/board/state.ts';
import type { Seat, Session } from '#shared/board/types.ts';
import { sessionRule, time } from '#shared/limits.ts';
import { fixtureNow, fixtureState, me } from '#client/view/fixture-board.ts';
import { market, marketPhases } from '#client/view/fixture-session.ts';
import { announced } from './announced.ts';
import { leadView } from './lead-view.ts';
import { partsView } from './parts-view.ts';
import { lookedAt, spotlit } from './pinned-view.ts';
import { readyOf, seatView } from './seat-view.ts';
import { shownSession } from './shown-session.ts';
import { groupWords, standingWords } from './standing-words.ts';

const [hana, milos, ines, teo] = ['m_hana000000', 'm_milos00000', 'm_ines000000', 'm_teo0000000'] as const;
const { SECOND, HOUR } = time;

function board(session: Session, ...seats: Seat[]): MutableState {
  const state = overlay(fixtureState('lived'));
  state.sessions.set(session.id, session);
  for (const seat of seats) state.seats.set(seat.id, seat);
  return state;
}

describe('an announced step', () => {
  it.each([
    [10 * SECOND, '“Offers market” starts in 10 s: finish your sentence'],
    [9_001, '“Offers market” starts in 10 s: finish your sentence'],
    [9 * SECOND, '“Offers market” starts in 9 s: finish your sentence'],
    [1, '“Offers market” starts in 1 s: finish your sentence'],
    [0, '“Offers market” starts now: finish your sentence'],
    [-3 * SECOND, '“Offers market” starts now: finish your sentence'],
  ])('in %i ms: %s', (left, words) => {
    const said = announced(market({ coming: { phase: 2, at: fixtureNow + left } }), fixtureNow);
    expect(said?.words).toBe(words);
    expect(said?.next).toBeGreaterThan(0);
    expect(said?.next).toBeLessThanOrEqual(SECOND);
  });
  it('of the end, and none', () => {
    const end = market({ coming: { phase: marketPhases.length, at: fixtureNow + 5 * SECOND } });
    expect(announced(end, fixtureNow)?.words).toBe('The session ends in 5 s: finish your sentence');
    expect(announced(market(), fixtureNow)).toBeNull();
  });
});

describe('seats', () => {
  const session = market();
  const state = board(
    session,
    { id: me, ready: 'quiet', hand: fixtureNow },
    { id: milos, passed: 'quiet' },
    { id: ines, ready: 'welcome' },
    { id: teo, ready: 'quiet', away: fixtureNow },
    { id: hana, ready: 'quiet' },
  );
  it('ready counts for the part that is on, passing is ready, and whoever runs it or is away is not counted', () => {
    expect(readyOf(state, session)).toEqual({ ready: 2, of: 3 });
    expect(standingWords(state, market({ silent: 7 }))).toBe(
      '2 of 3 ready · 7 written so far, seen by nobody yet',
    );
    expect(standingWords(state, market({ phase: 2, silent: 7 }))).toBe('0 of 3 ready');
    expect(standingWords(board(session), market({ phase: 2 }))).toBe('');
  });
  it.each<[string, ReturnType<typeof seatView>]>([
    [me, { ready: true, hand: true, passes: false }],
    [milos, { ready: false, hand: false, passes: true }],
    [ines, { ready: false, hand: false, passes: false }],
    ['', { ready: false, hand: false, passes: false }],
  ])('of %s', (member, seat) => expect(seatView(state, session, member)).toEqual(seat));
});

describe('groups', () => {
  const state = board(market());
  it.each([
    [undefined, ''],
    [[[milos], [ines]], ''],
    [[[milos], [me]], 'You are in group 2.'],
    [[[milos, me]], 'You are in group 1 with Miloš N.'],
    [[[teo], [ines, me, milos, hana]], 'You are in group 2 with Ines, Miloš N and Hana Farouk.'],
  ])('%j: %s', (groups, words) =>
    expect(groupWords(state, market(groups ? { groups } : {}), me)).toBe(words),
  );
});

describe('who runs it', () => {
  const passed = market({ lead: me, handed: hana });
  it('says it to the one it passed on to, and to the one it passed on from', () => {
    const away = board(passed, { id: hana, away: fixtureNow });
    expect(leadView(away, passed, me)).toEqual({
      words: 'You are running the session now, because Hana Farouk is away.',
      takeBack: false,
    });
    const back = board(passed, { id: hana });
    expect(leadView(back, passed, me)?.words).toContain('Hana Farouk is back');
    expect(leadView(back, passed, hana)).toEqual({
      words: 'Nadia is running the session now, because you were away.',
      takeBack: true,
    });
    expect(leadView(back, passed, ines)).toBeNull();
    expect(leadView(back, market({ lead: me }), me)).toBeNull();
    expect(leadView(back, { ...passed, state: 'ended' }, hana)).toBeNull();
  });
});

describe('its parts', () => {
  it('may be looked back at, and those to come have a name only', () => {
    const asked = marketPhases.map((phase) => ({ ...phase, prompt: `Asked in ${phase.name}` }));
    const parts = partsView(market({ phases: asked, phase: 2 }));
    expect(parts.map(({ when }) => when)).toEqual(['over', 'over', 'on', 'later', 'later']);
    expect(parts.filter(({ prompt }) => prompt).map(({ id }) => id)).toEqual(['welcome', 'quiet', 'offers']);
    expect(parts.every(({ name }) => name !== '')).toBe(true);
    const planned = partsView(market({ phases: asked, phase: 0, state: 'planned' }));
    expect(planned.every(({ when, prompt }) => when === 'later' && prompt === '')).toBe(true);
  });
});

describe('cards in sight', () => {
  const [card] = fixtureState('lived').cards.values();
  const looks = (member: string, at: string): Person => ({
    member,
    card: at,
    writing: false,
    idle: false,
    count: 1,
  });
  it('the spotlight, and what whom one follows looks at', () => {
    const session = market({ spotlight: card?.id ?? '' });
    const state = board(session);
    expect(spotlit(state, session)).toMatchObject({ id: card?.id, title: card?.title, kind: card?.kind });
    expect(spotlit(state, market())).toBeNull();
    expect(spotlit(state, market({ spotlight: 'c_gone0000000' }))).toBeNull();
    const people = [looks(hana, ''), looks(hana, card?.id ?? ''), looks(milos, 'c_card00000003')];
    expect(lookedAt(state, people, hana)?.id).toBe(card?.id);
    expect(lookedAt(state, people, ines)).toBeNull();
    expect(lookedAt(state, [looks(hana, 'c_unseen00000')], hana)).toBeNull();
  });
});

describe('which session is shown', () => {
  const ended = (id: string, at: number): Session => market({ id, state: 'ended', ended: at });
  it('the open one, else the last for some hours', () => {
    const state = board(ended('s_a', fixtureNow - HOUR));
    expect(shownSession(state, fixtureNow)?.id).toBe('s_a');
    state.sessions.set('s_b', ended('s_b', fixtureNow - 2 * HOUR));
    expect(shownSession(state, fixtureNow)?.id).toBe('s_a');
    expect(shownSession(state, fixtureNow + sessionRule.shownAfter)).toBeNull();
    state.sessions.set('s_c', market({ id: 's_c', state: 'planned' }));
    expect(shownSession(state, fixtureNow)?.id).toBe('s_c');
  });
});
