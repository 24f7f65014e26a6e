/** What a screen reader is told of other people's doings: at most one sentence in four seconds, merged. */
import type { Card, Help, State } from '#shared/board/types.ts';
import { count, list } from '#client/words/lists.ts';

/** What happened between two looks. */
export interface Changes {
  need: number;
  offer: number;
  referral: number;
  promotion: number;
  offered: number;
  matched: number;
  done: number;
  thanked: number;
}

export const quietChanges: Readonly<Changes> = {
  need: 0,
  offer: 0,
  referral: 0,
  promotion: 0,
  offered: 0,
  matched: 0,
  done: 0,
  thanked: 0,
};

/** Sees what other people change from one look to the next. Rows are immutable, so it remembers rows and compares them. */
export class ChangeWatch {
  private cards = new Map<string, Card>();
  private helps = new Map<string, Help>();
  private looked = false;

  /** What changed since the last look. Own cards and helps are left out: they are said at once. */
  look(state: State, member: string): Changes {
    const changes = { ...quietChanges };
    const cards = new Map<string, Card>();
    for (const card of state.cards.values()) {
      cards.set(card.id, card);
      if (this.cards.has(card.id) || card.author === member) continue;
      changes[card.promoted === undefined ? card.kind : 'promotion'] += 1;
    }
    const helps = new Map<string, Help>();
    for (const help of state.helps.values()) {
      helps.set(help.id, help);
      const old = this.helps.get(help.id);
      if (old === help) continue;
      if (!old && help.by !== member) changes.offered += 1;
      if (old?.state === 'proposed' && help.state === 'accepted') changes.matched += 1;
      if (old && old.state !== help.state && help.state === 'done') changes.done += 1;
      if (old && !old.thanked && help.thanked) changes.thanked += 1;
    }
    this.cards = cards;
    this.helps = helps;
    // The first look finds a whole board, which is no news.
    const first = !this.looked;
    this.looked = true;
    return first ? { ...quietChanges } : changes;
  }
}

export function addChanges(one: Changes, other: Changes): Changes {
  const sum = { ...one };
  for (const key of Object.keys(quietChanges) as (keyof Changes)[]) sum[key] += other[key];
  return sum;
}

/** "3 new needs, 1 match" as a sentence; '' when nothing happened. */
export function changeWords(changes: Changes): string {
  const parts = [
    changes.need && count(changes.need, 'new need'),
    changes.offer && count(changes.offer, 'new offer'),
    changes.referral && count(changes.referral, 'new referral'),
    changes.promotion && count(changes.promotion, 'new promotion'),
    changes.offered && count(changes.offered, 'answer'),
    changes.matched && count(changes.matched, 'match', 'matches'),
    changes.done && `${changes.done} done`,
    changes.thanked && count(changes.thanked, 'thank-you'),
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? '' : `${list(parts)}.`;
}
