/** Texts, wired to the parts of their session. Loaded with the code of them. */
import { newId } from '#shared/board/ids.ts';
import type { Parts } from './parts.ts';
import type { Surroundings } from './surroundings.ts';
import { Texts } from './texts.ts';

export function textsIn(parts: Parts, around: Surroundings): Texts {
  const { keeper, following, deeds, drafts, showing } = parts;
  return new Texts(around, {
    changed: () => showing.changed(),
    keep: (text, kept) => {
      if (kept) keeper.put('text', keeper.textRow(text), kept);
      else keeper.drop('text', keeper.textRow(text));
    },
    kept: () => keeper.flush(),
    own: () => keeper.own('text'),
    row: (text) => keeper.textRow(text),
    draft: (text, words, refusal) => {
      const id = newId('command', around.randomBytes);
      drafts.add(id, following.now(), { type: 'card.edit', card: text }, words, refusal);
    },
    mayEdit: (text) => deeds.mayEdit(text),
    settled: (text) => {
      const { meta, cards } = showing.state;
      return (text === 'notes' ? meta.get('board')?.notes : cards.get(text)?.body) ?? '';
    },
    createOf: (card) => deeds.createOf(card),
    begun: (entry, state) => {
      entry.text = state;
      deeds.keep(entry);
    },
  });
}
