/** What a harvest is the harvest of: one session, or the board's last thirty days. */
import type { Session } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';
import type { HarvestBoard, Span } from './flows.ts';

export interface Occasion {
  /** null: the last thirty days. */
  session: Session | null;
  span: Span;
  /** "the Sunday market", "the last thirty days". */
  name: string;
}

const monthOf = 30 * time.DAY;
/** The last minutes of a session are its harvest: a yes to what was asked in it may come while chairs are put away. */
const afterglow = 30 * time.MINUTE;

/** @param id of the session that is asked for; '' or one that is forgotten: the last thirty days */
export function occasionOf(board: HarvestBoard, id: string, now: number): Occasion {
  const session = board.sessions.get(id);
  if (session?.began === undefined) {
    return { session: null, span: { from: now - monthOf, to: now }, name: 'the last thirty days' };
  }
  return {
    session,
    span: { from: session.began, to: session.ended === undefined ? now : session.ended + afterglow },
    name: session.title,
  };
}

/** Those that have begun, the newest first: each has a harvest. */
export function sessionsWithHarvest(board: HarvestBoard): Session[] {
  return [...board.sessions.values()]
    .filter(({ began }) => began !== undefined)
    .sort((a, b) => (b.began ?? 0) - (a.began ?? 0));
}
