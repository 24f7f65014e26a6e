/** What a session means for what may be written, and by whom. Everything here follows from the board at that moment. */
import { sessionRule } from '../../limits.ts';
import { isFacilitator } from '../access.ts';
import type { RefusalCode } from '../decision.ts';
import type { Kind, Phase, Session, State } from '../types.ts';
import { timeLeft } from './clock.ts';

/** The session that is on, or null. */
export function runningSession(state: Pick<State, 'sessions'>): Session | null {
  for (const session of state.sessions.values()) if (session.state === 'running') return session;
  return null;
}

/** The session that is planned or on, or null. */
export function openSession(state: Pick<State, 'sessions'>): Session | null {
  for (const session of state.sessions.values()) if (session.state !== 'ended') return session;
  return null;
}

/** The phase that is on, or null before the beginning and after the end. */
export function phaseOf(session: Session | null): Phase | null {
  return session?.state === 'running' ? (session.phases[session.phase] ?? null) : null;
}

/** May this member run the session: a facilitator of the board, or the one to whom it was handed or passed on. */
export function mayRun(state: State, session: Session, member: string): boolean {
  return isFacilitator(state, member) || (session.state === 'running' && session.lead === member);
}

/** Nothing new can be written: its lead said so, or time is up in a phase that freezes then. */
function isFrozen(session: Session, at: number): boolean {
  const phase = phaseOf(session);
  return (
    phase !== null && (session.locked === true || (phase.atEnd === 'freeze' && timeLeft(session, at) <= 0))
  );
}

/** Why a member cannot put a card of this kind, or (null) anything else that is new, on the board now; or null. */
export function sessionFault(
  state: State,
  member: string,
  kind: Kind | null,
  at: number,
): Extract<RefusalCode, 'frozen' | 'otherPhase'> | null {
  const session = runningSession(state);
  const phase = phaseOf(session);
  if (!session || !phase || mayRun(state, session, member)) return null;
  if (isFrozen(session, at)) return 'frozen';
  if (kind === null || kind === 'promotion' || phase.writes.includes(kind)) return null;
  return writesOfPhaseBefore(session, at).includes(kind) ? null : 'otherPhase';
}

/** What the phase before asked for, for a moment: whoever is in the middle of a line may end it. */
function writesOfPhaseBefore(session: Session, at: number): readonly Kind[] {
  const { before } = session;
  if (!before || at - before.at > sessionRule.grace) return [];
  return session.phases[before.phase]?.writes ?? [];
}

/** The phase, if what is written now is for its author alone until it is over. */
export function silentPhase(state: State): Phase | null {
  const phase = phaseOf(runningSession(state));
  return phase?.silent ? phase : null;
}

/** Do people have their turns now, one after the other: the part before was written for that. */
export function goesByTurns({ state, phases, phase }: Session): boolean {
  return state === 'running' && phases[phase - 1]?.silent === 'turns';
}

/** May promotions go up: outside a session always, in one while its window is open. */
export function windowIsOpen(state: State): boolean {
  const phase = phaseOf(runningSession(state));
  return phase === null || phase.promotions === true;
}
