/** Where what was written in silence is shown one person after the other. */
import { ownerOf } from '#shared/board/access.ts';
import { isGoing } from '#shared/board/cards.ts';
import type { State } from '#shared/board/types.ts';

/** Does this member have cards that wait for their turn? */
export function hasTurn(state: State, member: string): boolean {
  for (const { body } of state.records.values()) {
    if (body.type !== 'silent' || body.shown !== 'turns' || !isGoing(body.card)) continue;
    if (ownerOf(state, body.card.id) === member) return true;
  }
  return false;
}
