/** Keeps a lane still while its reader types or has scrolled: changes from others are collected and counted. */
import type { BoardSession } from '#client/session/port.ts';
import type { CardView } from './cards.ts';

const setting = 'setting:hold';

/** Do others' changes wait while this person writes? Yes, unless they chose otherwise on this device. */
export function holdsWhileWriting(session: Pick<BoardSession, 'typed'>): boolean {
  return !session.typed(setting);
}

export function keepHolding(session: Pick<BoardSession, 'keepTyped'>, holds: boolean): void {
  session.keepTyped(setting, holds ? '' : 'no');
}

export interface Held {
  cards: readonly CardView[];
  /** Changes that are not shown yet. */
  waiting: number;
}

/**
 * @param shown ids in the order they are on the screen; null: nothing is held
 * @param cards the lane as it is
 * @param all every card of the board that still exists, by id: one that left the lane keeps its place, one that is gone goes
 */
export function hold(
  shown: readonly string[] | null,
  cards: readonly CardView[],
  all: (id: string) => CardView | undefined,
): Held {
  if (!shown) return { cards, waiting: 0 };
  const now = new Set(cards.map((card) => card.id));
  const before = new Set(shown);
  const stay = shown.map((id) => all(id)).filter((card) => card !== undefined);
  // What the viewer wrote appears at once, on top.
  const own = cards.filter((card) => card.mine && !before.has(card.id));
  const added = cards.filter((card) => !card.mine && !before.has(card.id)).length;
  const left = stay.filter((card) => !now.has(card.id)).length;
  return { cards: [...own, ...stay], waiting: added + left };
}
