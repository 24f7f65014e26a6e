/**
 * Which cards a wall shows while nobody spotlights one. A turn is calm: what hangs there stays until its time is over,
 * whatever is written or answered meanwhile, and only a card that is gone makes room before.
 */
import { chance } from '#client/view/chance.ts';

/** What hangs there, the large one first, and since when (ms). */
export interface Turn {
  since: number;
  cards: readonly string[];
}

/** A room reads a card in less than this, ms, and is not hurried. */
export const turnFor = 20_000;

/** One large card and three beside it. */
export const turnSize = 4;

/**
 * The turn that is on.
 * @param before what hung there a moment ago, or null
 * @param ready ids of the cards that take turns, in any order
 * @param there is this card still on the board
 */
export function nextTurn(
  before: Turn | null,
  ready: readonly string[],
  there: (card: string) => boolean,
  now: number,
): Turn {
  const [large] = before?.cards ?? [];
  const next = inTurn(ready, large);
  if (!before || now - before.since >= turnFor) return { since: now, cards: next.slice(0, turnSize) };
  const staying = before.cards.filter(there);
  const joining = next.filter((card) => !staying.includes(card));
  const cards = [...staying, ...joining].slice(0, turnSize);
  if (cards.length === before.cards.length && cards.every((card, at) => card === before.cards[at])) {
    return before;
  }
  return { since: cards[0] === large ? before.since : now, cards };
}

/** All of them in an order of chance, which is the same on every screen, beginning with whoever comes after `last`. */
function inTurn(ready: readonly string[], last: string | undefined): string[] {
  const order = [...ready].sort((a, b) => chance(a) - chance(b) || (a < b ? -1 : 1));
  const from = last === undefined ? 0 : order.findIndex((card) => chance(card) > chance(last));
  return from < 0 ? order : [...order.slice(from), ...order.slice(0, from)];
}
