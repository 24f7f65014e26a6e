/** What a reader looks for: words and facts. The words' index is built lazily; see `search.ts`. */
import type { Card } from '#shared/board/types.ts';
import type { Looking } from '#shared/protocol.ts';

export type Filter = (card: Card) => boolean;

export const lookingForAll: Looking = { words: '', urgency: null, area: '', terms: null, open: false };

export function looksForAll(looking: Looking): boolean {
  return !looking.words.trim() && !looking.urgency && !looking.area && !looking.terms && !looking.open;
}

/** Whether a card has the facts that are looked for (words aside). Areas compare without case. */
export function fitsFacts(card: Card, looking: Looking): boolean {
  return (
    (!looking.urgency || card.urgency === looking.urgency) &&
    (!looking.area || sameWords(card.area ?? '', looking.area)) &&
    (!looking.terms || card.terms === looking.terms) &&
    (!looking.open || card.state === 'open')
  );
}

/** The areas that cards name, each once, in the order of the alphabet. */
export function areasOf(cards: Iterable<Card>): string[] {
  const areas = new Map<string, string>();
  for (const { area, state } of cards) {
    if (area && state !== 'withdrawn') areas.set(area.trim().toLocaleLowerCase(), area.trim());
  }
  return [...areas.values()].sort((a, b) => a.localeCompare(b));
}

function sameWords(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
}
