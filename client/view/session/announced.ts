/** An announced step of a session, in words. */
import type { Session } from '#shared/board/types.ts';

export interface Announced {
  words: string;
  /** In so many ms it says something else. */
  next: number;
}

/** What is about to begin, and that nobody's line is cut; null: nothing is announced. `now`: the log's clock, ms. */
export function announced({ coming, phases }: Session, now: number): Announced | null {
  if (!coming) return null;
  const left = coming.at - now;
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  const phase = phases[coming.phase];
  const what = phase ? `“${phase.name}” starts` : 'The session ends';
  const when = seconds === 0 ? 'now' : `in ${seconds} s`;
  return { words: `${what} ${when}: finish your sentence`, next: Math.max(1, left - (seconds - 1) * 1_000) };
}
