/** Somebody at a page of theirs, and what they see of the board. */
import { authorOf } from '#shared/board/testing/laws.ts';
import type { Card, State } from '#shared/board/types.ts';
import type { Dice } from '../dice.ts';
import type { Page, Person, Place } from '../people.ts';
import type { Street } from '../street.ts';

export interface Scene {
  street: Street;
  page: Page;
  me: string;
  facilitates: boolean;
  state: State;
  dice: Dice;
}

export type Deed = (scene: Scene) => void;

/** A word of theirs that nobody has ever written. */
export const word = ({ street, page }: Scene, place: Place): string => street.word(page, page.person, place);

export function cards({ state }: Scene, wanted: (card: Card) => boolean): Card[] {
  return [...state.cards.values()].filter(wanted);
}

/** The card is the person's own, anonymous, waiting or held ones too. */
export function mine({ state, me }: Scene): string[] {
  const own = [...state.cards.values()].filter(({ id }) => authorOf(state, id) === me).map(({ id }) => id);
  for (const { body } of state.records.values()) {
    if (body.type === 'waiting') own.push(body.card.id);
    if (body.type === 'held' && body.owner === me) own.push(body.card.id);
    if (body.type === 'silent' && authorOf(state, body.card.id) === me) own.push(body.card.id);
  }
  return own;
}

export function titleOf(state: State, id: string): string | null {
  const card = state.cards.get(id);
  if (card) return card.title;
  for (const { body } of state.records.values()) {
    const kept = body.type === 'waiting' || body.type === 'held' || body.type === 'silent';
    if (kept && body.card.id === id) return body.card.title;
  }
  return null;
}

export function sides({ street, page }: Scene, card: string): Set<Person> {
  const owner = street.owners.get(card);
  return new Set(owner ? [page.person, owner] : [page.person]);
}
