/** The session that a person runs, or may: what the cockpit is about, and whether it stands in place of the board. */
import { mayRun, openSession } from '#shared/board/session/policy.ts';
import type { Session, State } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';

/** One that has ended can be taken up again from its cockpit for so long, ms. */
const AFTERWARDS = 15 * time.MINUTE;

/** @param me their member id, or null while only looking */
export function conducted(state: State, me: string | null, now: number): Session | null {
  const session = openSession(state) ?? justEnded(state, now);
  return session && me !== null && mayRun(state, session, me) ? session : null;
}

function justEnded(state: State, now: number): Session | null {
  let last: Session | null = null;
  for (const session of state.sessions.values()) {
    if ((session.ended ?? 0) > (last?.ended ?? 0)) last = session;
  }
  return last && now - (last.ended ?? 0) < AFTERWARDS ? last : null;
}

/** Where somebody chose to be while a session is on, as it is kept on their device. */
export type Place = 'cockpit' | 'board';

export const placeKey = 'setting:session-place';

export function placeWords(place: Place, session: string): string {
  return `${place} ${session}`;
}

/**
 * Is the cockpit shown? As they chose; else it is if they found the session when they came. What comes while they look
 * at the board takes nothing from their eyes: they are offered it.
 * @param kept under {@link placeKey}
 * @param found the session that was there when they came, or ''
 */
export function inCockpit(session: string, kept: string, found: string): boolean {
  if (kept === placeWords('cockpit', session)) return true;
  return kept !== placeWords('board', session) && session === found;
}
