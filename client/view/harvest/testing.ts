/** For tests: boards on which people help each other, by dice. */
import { emptyState, type MutableState } from '#shared/board/state.ts';
import type { Dice } from '#shared/testing/dice.ts';
import type { Card, Kind } from '#shared/board/types.ts';

export const start = new Date(2026, 10, 20, 9).getTime();
const HOUR = 3_600_000;

export interface Village {
  people: number;
  helps: number;
  /** What people are called, and what they write. */
  words?: (nth: number) => string;
}

/** One in three stays without a name; one in five cards has no author; a third of all has ended, some with thanks. */
export function villageOf(
  dice: Dice,
  { people, helps, words = (nth) => `Word${nth}` }: Village,
): MutableState {
  const state = emptyState();
  state.meta.set('board', { id: 'board', title: words(0), created: start, notes: '', base: 1, ceiling: 3 });
  const ids = Array.from({ length: people }, (_, nth) => `m_${nth}`);
  ids.forEach((id, nth) =>
    state.members.set(id, {
      id,
      name: words(nth),
      role: 'member',
      colour: 0,
      shape: 'circle',
      joined: start - HOUR + dice.below(1_000_000),
      ...(dice.rarely(3) ? {} : { named: true }),
    }),
  );
  for (let nth = 0; nth < helps; nth += 1) {
    const author = dice.one(ids);
    const other = dice.one(ids);
    const kind = dice.one<Kind>(['need', 'offer', 'need', 'offer', 'referral']);
    const card = cardOf(`c_${nth}`, kind, words(nth + 1), dice.rarely(5) ? null : author, dice);
    state.cards.set(card.id, card);
    const open = nth % 7 === 0;
    if (other === author || open) continue;
    const done = dice.rarely(3);
    const ended = done
      ? { ended: start + 2 * HOUR, ...(dice.rarely(2) ? { thanked: start + 3 * HOUR } : {}) }
      : {};
    if (kind === 'referral' || dice.rarely(6)) {
      const introducer = kind === 'referral' ? (card.author ?? '') : other;
      const row = { id: `i_${nth}`, card: card.id, introducer, gain: false, proposed: start + nth, ...ended };
      state.introductions.set(row.id, { ...row, state: done ? 'done' : 'agreed' });
    } else {
      const row = {
        id: `h_${nth}`,
        card: card.id,
        by: other,
        share: 'all',
        quantity: 1,
        proposed: start + nth,
      } as const;
      state.helps.set(row.id, {
        ...row,
        state: done ? 'done' : 'accepted',
        accepted: start + HOUR,
        ...ended,
      });
    }
  }
  return state;
}

function cardOf(id: string, kind: Kind, title: string, author: string | null, dice: Dice): Card {
  return {
    id,
    kind,
    title,
    body: title,
    author,
    created: start,
    state: 'open',
    urgency: 'days',
    terms: 'gift',
    expires: start + 240 * HOUR,
    ...(dice.rarely(2) ? { availability: title } : {}),
  };
}
