/** What people do, wired to the parts of their session. Loaded with the code of it. */
import { Deeds } from './deeds.ts';
import type { Parts } from './parts.ts';
import type { Surroundings } from './surroundings.ts';

export function deedsIn(parts: Parts, around: Surroundings): Deeds {
  const { keeper, identity, replica, following, deeds, texts, drafts, showing } = parts;
  return new Deeds(around, keeper, drafts, {
    now: () => following.now(),
    state: () => showing.state,
    actor: () => identity.actor(),
    changed: () => {
      deeds.reached(replica.seq);
      showing.changed();
    },
    wrote: (facts) => showing.wrote(facts),
    created: (card, sent, again) => texts.texts?.created(card, sent, again) ?? false,
    left: (kept) => {
      keeper.put('text', keeper.textRow(kept.text), kept);
      texts.adopt(kept, () => undefined);
    },
    notCreated: (card) => texts.texts?.notCreated(card),
  });
}
