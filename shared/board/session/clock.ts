/**
 * The clock of a session's phase. The log holds its absolute beginning and its length, never a countdown; every screen
 * works out the same second from the log's clock. All instants and spans are milliseconds.
 */
import { sessionRule, time } from '../../limits.ts';
import type { Phase, Session } from '../types.ts';

type Clock = Pick<Session, 'since' | 'length' | 'paused'>;

/** How long the phase has been on, without pauses. */
export function elapsed(clock: Clock, at: number): number {
  return Math.max(0, (clock.paused ?? at) - clock.since);
}

/** What is left of the phase; negative: so long over. */
export function timeLeft(clock: Clock, at: number): number {
  return clock.length - elapsed(clock, at);
}

/** When the phase's time is up, if it goes on from `at` without another pause. */
export function endsAt(clock: Clock, at: number): number {
  return at + timeLeft(clock, at);
}

/** Planned length of a phase. */
export function lengthOf(phase: Phase): number {
  return Math.round(phase.minutes * time.MINUTE);
}

/**
 * The clock of a phase that begins, or is returned to, at `at`.
 * @param used how much of its time is gone already; a minute of it is always left
 */
export function clockFor(phase: Phase, at: number, used: number): { since: number; length: number } {
  const length = lengthOf(phase);
  return { since: at - Math.min(used, Math.max(0, length - sessionRule.returnWith)), length };
}
