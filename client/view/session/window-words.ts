/** When promotions go up in a session. */
import { endsAt, lengthOf } from '#shared/board/session/clock.ts';
import { runningSession } from '#shared/board/session/policy.ts';
import type { State } from '#shared/board/types.ts';
import { timeOfDay } from '#client/words/time.ts';

/**
 * Whether they go up now, or when; '' without a session that is on. The instant is as planned: from what is left of the part that is on, and the lengths of
 * those before the window.
 * @param now the log's clock, ms
 */
export function windowWords(state: State, now: number): string {
  const session = runningSession(state);
  if (!session) return '';
  const { phases, phase, paused } = session;
  if (phases[phase]?.promotions) return 'They go up now, one for each person.';
  const window = phases.findIndex(({ promotions }, index) => index > phase && promotions);
  const named = phases[window];
  if (!named) return 'They go up when the session is over.';
  const between = phases.slice(phase + 1, window).reduce((sum, one) => sum + lengthOf(one), 0);
  const about =
    paused === undefined ? `about ${timeOfDay(Math.max(now, endsAt(session, now)) + between)}, ` : '';
  return `They go up ${about}in “${named.name}”.`;
}
