/** Where what was written in silence is shown one person after the other. */
import { ownerOf } from '#shared/board/access.ts';
import { isGoing } from '#shared/board/cards.ts';
import type { Session, State } from '#shared/board/types.ts';
import { nameOf } from '#client/words/names.ts';
import { turnWords } from '#client/words/turn.ts';

/** Does this member have cards that wait for their turn? */
export function hasTurn(state: State, member: string): boolean {
  for (const { body } of state.records.values()) {
    if (body.type !== 'silent' || body.shown !== 'turns' || !isGoing(body.card)) continue;
    if (ownerOf(state, body.card.id) === member) return true;
  }
  return false;
}

/** Whose turn it is, in a sentence for this member; null: nobody's. */
export function turnView(
  state: State,
  { turn }: Session,
  member: string,
): { words: string; mine: boolean } | null {
  if (turn === undefined) return null;
  const mine = turn === member;
  return { words: turnWords(mine ? null : nameOf(state.members.get(turn))), mine };
}
