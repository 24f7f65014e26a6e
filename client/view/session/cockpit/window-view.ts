/** When promotions may go up in a session, in a sentence. */
import { endsAt, lengthOf } from '#shared/board/session/clock.ts';
import type { Session } from '#shared/board/types.ts';
import { timeOfDay } from '#client/words/time.ts';

export function windowWords(session: Session, now: number): string {
  return `${whenWords(session, now)}${waitingWords(session)}`;
}

/** How many wait for it; whose they are nobody is told, not even whoever opens the window. */
function waitingWords({ waiting = 0 }: Session): string {
  if (waiting === 0) return '';
  return waiting === 1 ? ' One waits just now.' : ` ${waiting}\u00a0wait just now.`;
}

function whenWords(session: Session, now: number): string {
  const { phases, phase, state } = session;
  const running = state === 'running';
  if (running && phases[phase]?.promotions) return 'Promotions may go up now, one each.';
  const from = running ? phase + 1 : 0;
  const at = phases.findIndex((one, index) => index >= from && one.promotions);
  const opens = phases[at];
  if (!opens) return 'No part that is to come lets promotions up. They wait until the session has ended.';
  if (!running) return `Promotions wait for “${opens.name}”. One each.`;
  const before = phases.slice(from, at).reduce((sum, one) => sum + lengthOf(one), 0);
  // a part that is over its time goes on at once, as far as anyone can tell
  const when = Math.max(now, endsAt(session, now)) + before;
  return `Promotions open at about ${timeOfDay(when)}, in “${opens.name}”. One each; those written before wait.`;
}
