/** How many, how many are left, and the state of a card that follows from its helps. */
import { defaultQuantity, isGoing, proposerGives } from '../cards.ts';
import type { ChipEdits } from '../chips.ts';
import { helpsBy, introductionsBy } from '../keys.ts';
import type { Card, CardState, Help, Kind, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';

/** Helps that take something from what a card has: promised, or given. */
function takes(help: Help): boolean {
  return help.state === 'accepted' || help.state === 'done' || help.state === 'partDone';
}

/** How many of a card are promised or given. */
export function promisedOf(state: State, card: Pick<Card, 'id'>): number {
  return helpsBy(state, `card:${card.id}`)
    .filter(takes)
    .reduce((sum, help) => sum + help.quantity, 0);
}

/** A kind may change only while no match would turn round by it: who gave would become the one who received. */
export function kindFault(state: State, card: Card, kind: Kind): Verdict | null {
  if (kind === card.kind) return null;
  const helped = helpsBy(state, `card:${card.id}`).some(
    (help) => help.state !== 'declined' && help.state !== 'cancelled',
  );
  if (helped && proposerGives(kind) !== proposerGives(card.kind)) return no('wrongState');
  const introduced = introductionsBy(state, `card:${card.id}`).some(
    (introduction) => introduction.state === 'proposed' || introduction.state === 'agreed',
  );
  return introduced ? no('wrongState') : null;
}

/** A card whose quantity follows its chips and kind, never below what is promised. */
export function withQuantity(
  state: State,
  card: Card,
  chips: ChipEdits,
  kindChanged: boolean,
  at: number,
): Card {
  const { quantity: was, left: _, ...rest } = card;
  const promised = promisedOf(state, card);
  const usual = defaultQuantity(card.kind);
  let quantity = was;
  if (chips.quantity !== undefined) quantity = chips.quantity ?? usual;
  // an offer that was for all who came is for one more than those who came
  else if (kindChanged) quantity = was ?? (usual === undefined ? undefined : promised + 1);
  if (quantity === undefined) {
    const state = rest.state === 'matched' ? 'open' : rest.state;
    return { ...rest, state };
  }
  quantity = Math.max(quantity, promised);
  return withLeft(state, { ...rest, quantity }, quantity - promised, at);
}

/** A card with so many left, and the state that follows. What its author closed stays closed. */
export function withLeft(state: State, card: Card, left: number, at: number): Card {
  const { closed, ...rest } = card;
  const next = stateAfter(state, card, left);
  const ended = next === 'done' || next === 'withdrawn' ? { closed: closed ?? at } : {};
  return { ...rest, left, state: next, ...ended };
}

function stateAfter(state: State, card: Card, left: number): CardState {
  if (card.state === 'withdrawn') return 'withdrawn';
  if (card.state === 'done' && card.left !== 0) return 'done';
  const helps = helpsBy(state, `card:${card.id}`);
  if (left === 0) return helps.some((help) => help.state === 'accepted') ? 'matched' : 'done';
  const begun = helps.some((help) => help.state === 'done' || help.state === 'partDone');
  return begun || (card.state === 'partDone' && isGoing(card)) ? 'partDone' : 'open';
}
