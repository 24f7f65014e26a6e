/** People's part in a session as a screen shows it: one's own, and how many are ready. */
import { phaseOf } from '#shared/board/session/policy.ts';
import type { Session, State } from '#shared/board/types.ts';

export interface SeatView {
  ready: boolean;
  hand: boolean;
  passes: boolean;
}

/** One's own part in the phase that is on. */
export function seatView(state: State, session: Session, member: string): SeatView {
  const phase = phaseOf(session)?.id;
  const seat = state.seats.get(member);
  return {
    ready: phase !== undefined && seat?.ready === phase,
    hand: seat?.hand !== undefined,
    passes: phase !== undefined && seat?.passed === phase,
  };
}

/** Of those who are here, without whoever runs it, so many are ready with the phase that is on, or pass. */
export function readyOf(state: State, session: Session): { ready: number; of: number } {
  const phase = phaseOf(session)?.id;
  const count = { ready: 0, of: 0 };
  for (const seat of state.seats.values()) {
    if (seat.away !== undefined || seat.id === session.lead) continue;
    count.of += 1;
    if (phase !== undefined && (seat.ready === phase || seat.passed === phase)) count.ready += 1;
  }
  return count;
}
