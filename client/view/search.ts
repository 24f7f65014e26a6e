/** Finds cards by words: titles first, a slip of the pen forgiven, the last word taken as a beginning. Loaded on demand. */
import MiniSearch from 'minisearch';
import type { Card, Member, State } from '#shared/board/types.ts';
import type { Looking } from '#shared/protocol.ts';
import { type Filter, fitsFacts, looksForAll } from './find.ts';

interface Entry {
  id: string;
  title: string;
  body: string;
  facts: string;
  who: string;
}

/** An index over the cards of a board that follows it; rows that did not change cost nothing. */
export class CardSearch {
  private readonly index = new MiniSearch<Entry>({
    fields: ['title', 'body', 'facts', 'who'],
    searchOptions: {
      boost: { title: 3, facts: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
    // Accents are no obstacle: "cafe" finds "café".
    processTerm: (term) => term.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(),
  });
  private readonly rows = new Map<string, Card>();

  /** Which cards of a board fit what is looked for; null: all of them. */
  filter(state: State, looking: Looking): Filter | null {
    if (looksForAll(looking)) return null;
    const words = looking.words.trim();
    const found = words ? this.find(state, words) : null;
    return (card) => (!found || found.has(card.id)) && fitsFacts(card, looking);
  }

  /** Ids of cards that fit the words. */
  find(state: State, words: string): ReadonlySet<string> {
    this.follow(state);
    return new Set(this.index.search(words).map((hit) => hit.id as string));
  }

  private follow(state: State): void {
    for (const card of state.cards.values()) {
      const old = this.rows.get(card.id);
      if (old === card) continue;
      if (old) this.index.discard(card.id);
      this.index.add(entryOf(card, card.author === null ? undefined : state.members.get(card.author)));
      this.rows.set(card.id, card);
    }
    for (const id of this.rows.keys()) {
      if (state.cards.has(id)) continue;
      this.index.discard(id);
      this.rows.delete(id);
    }
  }
}

function entryOf(card: Card, author: Member | undefined): Entry {
  const facts = [card.area, card.availability, card.category, card.terms, card.kind, ...(card.tags ?? [])];
  return {
    id: card.id,
    title: card.title,
    body: card.body,
    facts: facts.filter(Boolean).join(' '),
    who: author?.name ?? '',
  };
}
