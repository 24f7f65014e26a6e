/** Cards that a session holds in sight: the one that everybody is shown, and the one that whom one follows looks at. */
import type { Card, Kind, Session, State } from '#shared/board/types.ts';
import type { Person } from '#client/session/port.ts';
import { shownKind } from '#client/view/cards.ts';
import { nameOf } from '#client/words/names.ts';

export interface PinnedCard {
  id: string;
  kind: Kind;
  title: string;
  who: string;
}

/** The card that everybody is shown, or null. */
export function spotlit(state: State, session: Session): PinnedCard | null {
  const card = session.spotlight === undefined ? undefined : state.cards.get(session.spotlight);
  return card ? pinned(state, card) : null;
}

/** The card that a member looks at, or null: none, or one that is not for everybody's eyes. */
export function lookedAt(state: State, people: readonly Person[], member: string): PinnedCard | null {
  for (const person of people) {
    const card = person.member === member ? state.cards.get(person.card) : undefined;
    if (card) return pinned(state, card);
  }
  return null;
}

function pinned(state: State, card: Card): PinnedCard {
  const who = card.author === null ? 'someone here' : nameOf(state.members.get(card.author));
  return { id: card.id, kind: shownKind(card), title: card.title, who };
}
