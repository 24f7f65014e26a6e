/** What changes about a session beside its clock, in words for the ear. */
import type { Session } from '#shared/board/types.ts';
import { spanWords } from '#client/words/spans.ts';
import { turnWords } from '#client/words/turn.ts';

export interface News {
  words: string;
  /** Does not wait for its turn: it changes what one can do this moment. */
  urgent: boolean;
}

/**
 * @param before the session that was open at the last look, or null
 * @param after the one that is open now, or null
 * @param member the viewer's id
 * @param nameOf what a member is called
 */
export function sessionNews(
  before: Session | null,
  after: Session | null,
  member: string,
  now: number,
  nameOf: (member: string) => string,
): News {
  const on = after?.state === 'running' ? after : null;
  const was = before?.state === 'running' ? before : null;
  if (!on) return calm(was ? overWords(after) : '');
  if (was && was.phase === on.phase && was.id === on.id) return withinPhase(was, on, member, now, nameOf);
  return calm(on.lead === member && was && was.lead !== member ? leadWords : '');
}

const leadWords = 'You run the session now.';
const calm = (words: string): News => ({ words, urgent: false });

function overWords(after: Session | null): string {
  return after ? 'The session is back before its start.' : 'The session is over. What is on the board stays.';
}

function withinPhase(
  was: Session,
  on: Session,
  member: string,
  now: number,
  nameOf: (member: string) => string,
): News {
  const parts: string[] = [];
  const frozen = on.locked === true && !was.locked;
  if (frozen) parts.push('Writing rests for a moment. What you began is kept.');
  if (was.locked && !on.locked) parts.push('Writing goes on.');
  if (on.coming && on.coming.at !== was.coming?.at) parts.push(comingWords(on, on.coming, now));
  if (was.coming && !on.coming) parts.push('The change is called off. This part goes on.');
  if (on.paused !== undefined && was.paused === undefined) parts.push('The clock is stopped.');
  if (on.paused === undefined && was.paused !== undefined) parts.push('The clock goes on.');
  if (on.lead === member && was.lead !== member) parts.push(leadWords);
  const turn = on.turn !== undefined && on.turn !== was.turn ? on.turn : null;
  if (turn !== null) parts.push(turnWords(turn === member ? null : nameOf(turn)));
  return { words: parts.join(' '), urgent: frozen || turn === member };
}

function comingWords(on: Session, coming: NonNullable<Session['coming']>, now: number): string {
  const next = on.phases[coming.phase];
  const what = next ? `${next.name} starts` : 'The session ends';
  return `${what} in ${spanWords(coming.at - now)}: finish your sentence.`;
}
