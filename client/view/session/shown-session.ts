/** Which session stands above the lanes. */
import { openSession } from '#shared/board/session/policy.ts';
import type { Session, State } from '#shared/board/types.ts';
import { sessionRule } from '#shared/limits.ts';

/** The one that is planned or on; else the last, for some hours after its end; or null. `now`: the log's clock, ms. */
export function shownSession(state: State, now: number): Session | null {
  const open = openSession(state);
  if (open) return open;
  let last: Session | null = null;
  for (const session of state.sessions.values()) {
    if ((session.ended ?? 0) > (last?.ended ?? now - sessionRule.shownAfter)) last = session;
  }
  return last;
}
