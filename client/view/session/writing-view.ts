/** What a lane's input says while a session is on: whether its kind can be written now, and if not, when it goes on. */
import { timeLeft } from '#shared/board/session/clock.ts';
import { phaseOf, runningSession, sessionFault } from '#shared/board/session/policy.ts';
import type { Kind, Session, State } from '#shared/board/types.ts';
import { sessionRule } from '#shared/limits.ts';
import { kindWords } from '#client/words/cards.ts';
import { nameOf } from '#client/words/names.ts';

export interface Writing {
  /** Why nothing new of this kind can be written now, and when it goes on; '': it can. */
  rests: string;
  /** What is written is for its author alone at first. */
  silent: boolean;
  /** In so many ms this may be otherwise; null: not by itself. */
  next: number | null;
}

const free: Writing = { rests: '', silent: false, next: null };

/** @param now the log's clock, ms */
export function writingView(state: State, member: string, kind: Kind, now: number): Writing {
  const session = runningSession(state);
  const phase = phaseOf(session);
  if (!session || !phase) return free;
  const fault = sessionFault(state, member, kind, now);
  const next = nextChange(session, now);
  if (fault === 'frozen') return { ...free, rests: frozenWords(state, session), next };
  if (fault === 'otherPhase') return { ...free, rests: otherWords(session, kind), next };
  // a promotion waits for its window in any case, and the shelf says so
  return { rests: '', silent: phase.silent !== undefined && kind !== 'promotion', next };
}

function frozenWords(state: State, session: Session): string {
  if (session.locked) {
    const lead = state.members.get(session.lead);
    return `Nothing new for now. It goes on when ${lead ? nameOf(lead) : 'whoever runs the session'} says so.`;
  }
  const following = session.phases[session.phase + 1];
  const goesOn = following ? ` It goes on with “${following.name}”.` : '';
  return `The time of this part is up: nothing new for now.${goesOn}`;
}

function otherWords(session: Session, kind: Kind): string {
  const { many } = kindWords[kind];
  const later = session.phases
    .slice(session.phase + 1)
    .find(({ writes }) => kind !== 'promotion' && writes.includes(kind));
  const when = later ? ` They are in “${later.name}”.` : '';
  return `${many} are not asked for in this part.${when}`;
}

/** The minute for lines that were begun in the phase before, and the end of a phase that freezes then. */
function nextChange(session: Session, now: number): number | null {
  const grace = session.before ? session.before.at + sessionRule.grace + 1 - now : 0;
  const end = session.paused === undefined ? timeLeft(session, now) : 0;
  const coming = [grace, end].filter((delay) => delay > 0);
  return coming.length > 0 ? Math.min(...coming) : null;
}
