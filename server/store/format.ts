/**
 * The format of what a node writes. A node that does not know an entry's format must not serve its board: it drains it.
 * Entries say the lowest format that knows all they hold, so that while an upgrade rolls, boards that use nothing new
 * are served by old and new nodes alike.
 */
import type { Op, State } from '#shared/board/types.ts';

/** The newest that this node knows. 1: boards; 2: sessions, for which older nodes have no tables and no silence. */
export const entryFormat = 2;

/** The lowest format that knows these operations. */
export function formatOfOps(ops: readonly Op[]): number {
  return ops.some(({ table }) => table === 'sessions' || table === 'seats') ? 2 : 1;
}

/** The lowest format that knows all that lies on a board. */
export function formatOfState(state: State): number {
  return state.sessions.size > 0 || state.seats.size > 0 ? 2 : 1;
}
