import { describe, expect, it } from 'vitest';
import { overlay } from '#shared/board/state.ts';
import type { Kind, Phase, Session, State } from '#shared/board/types.ts';
import { sessionRule, time } from '#shared/limits.ts';
import { fixtureNow, fixtureState, me } from '#client/view/fixture-board.ts';
import { market, marketPhases } from '#client/view/fixture-session.ts';
import { windowWords } from './window-words.ts';
import { writingView } from './writing-view.ts';

const { MINUTE, SECOND } = time;

function board(session?: Session): State {
  const state = overlay(fixtureState('lived'));
  if (session) state.sessions.set(session.id, session);
  return state;
}
const rests = (session: Session, kind: Kind = 'need', by = me): string =>
  writingView(board(session), by, kind, fixtureNow).rests;

/** The market with one of its phases changed. */
const changed = (id: string, more: Partial<Phase>): Phase[] =>
  marketPhases.map((phase) => (phase.id === id ? { ...phase, ...more } : phase));

describe('what a lane’s input says', () => {
  it('nothing without a session, before it begins and after its end', () => {
    for (const session of [undefined, market({ state: 'planned', phase: 0 }), market({ state: 'ended' })]) {
      expect(writingView(board(session), me, 'need', fixtureNow)).toEqual({
        rests: '',
        silent: false,
        next: null,
      });
    }
  });

  it.each<[Kind, string]>([
    ['offer', ''],
    ['need', 'Needs are not asked for in this part. They are in “Offers market”.'],
    ['referral', 'Referrals are not asked for in this part. They are in “Offers market”.'],
    ['promotion', ''],
  ])('of a part that asks for offers: %s, %s', (kind, words) => {
    expect(rests(market(), kind)).toBe(words);
  });

  it('of a kind that no later part asks for', () => {
    const phases = marketPhases.map((phase) => ({ ...phase, writes: ['offer' as const] }));
    expect(rests(market({ phases }))).toBe('Needs are not asked for in this part.');
  });

  it('whoever runs it, and facilitators, may write everything', () => {
    expect(rests(market(), 'need', 'm_hana000000')).toBe('');
    expect(rests(market({ lead: me }))).toBe('');
  });

  it('the line that was begun in the part before may be ended, for a minute', () => {
    const phases = changed('welcome', { writes: ['need'] });
    const before = { phase: 0, at: fixtureNow - 50 * SECOND };
    const view = writingView(board(market({ phases, before })), me, 'need', fixtureNow);
    expect(view.rests).toBe('');
    const later = fixtureNow + (view.next ?? NaN);
    expect(later).toBe(before.at + sessionRule.grace + 1);
    expect(writingView(board(market({ phases, before })), me, 'need', later).rests).not.toBe('');
  });

  it('that time is up where the part freezes then, and with what it goes on', () => {
    const phases = changed('quiet', { atEnd: 'freeze' });
    const on = writingView(board(market({ phases })), me, 'offer', fixtureNow);
    expect(on.rests).toBe('');
    const up = fixtureNow + (on.next ?? NaN);
    expect(writingView(board(market({ phases })), me, 'offer', up).rests).toBe(
      'The time of this part is up: nothing new for now. It goes on with “Offers market”.',
    );
    expect(writingView(board(market({ phases })), me, 'offer', up - 1).rests).toBe('');
  });

  it('who says when it goes on, while it is locked', () => {
    expect(rests(market({ locked: true }), 'offer')).toBe(
      'Nothing new for now. It goes on when Hana Farouk says so.',
    );
    expect(rests(market({ locked: true, lead: '' }), 'promotion')).toContain('whoever runs the session');
  });

  it('that what is written is for oneself at first', () => {
    expect(writingView(board(market()), me, 'offer', fixtureNow).silent).toBe(true);
    expect(writingView(board(market({ phase: 2 })), me, 'offer', fixtureNow).silent).toBe(false);
    expect(writingView(board(market()), me, 'promotion', fixtureNow).silent).toBe(false);
  });
});

describe('what the shelf says', () => {
  it.each<[Partial<Session>, string]>([
    // 8 minutes less 18 seconds from 14:02, then the 20 of the offers market
    [{}, 'They go up about 14:29, in “Market of the unmatched”.'],
    [{ length: 10 * SECOND }, 'They go up about 14:22, in “Market of the unmatched”.'],
    [{ paused: fixtureNow - MINUTE }, 'They go up in “Market of the unmatched”.'],
    [{ phase: 3 }, 'They go up now, one for each person.'],
    [{ phase: 4 }, 'They go up when the session is over.'],
  ])('%j: %s', (more, words) => expect(windowWords(board(market(more)), fixtureNow)).toBe(words));
  it('nothing without a session', () => expect(windowWords(board(), fixtureNow)).toBe(''));
});
