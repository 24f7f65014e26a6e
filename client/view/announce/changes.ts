/** What other people change on the board, counted from one look to the next, and told in one sentence. */
import type { Card, Comment, Help, State } from '#shared/board/types.ts';
import { count, list } from '#client/words/lists.ts';
import { isHeard, type Hearing, type HeardKind } from './hearing.ts';

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
  commented: number;
  edited: number;
  gone: number;
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
  commented: 0,
  edited: 0,
  gone: 0,
};

const kindOf: Readonly<Record<keyof Changes, HeardKind>> = {
  need: 'need',
  offer: 'offer',
  referral: 'referral',
  promotion: 'promotion',
  offered: 'help',
  matched: 'help',
  done: 'help',
  thanked: 'help',
  commented: 'comment',
  edited: 'edit',
  gone: 'edit',
};

const keys = Object.keys(quietChanges) as (keyof Changes)[];

/** Sees what other people change from one look to the next. Rows are immutable, so it remembers rows and compares them. */
export class ChangeWatch {
  private cards = new Map<string, Card>();
  private helps = new Map<string, Help>();
  private comments = new Map<string, Comment>();
  private looked = false;

  /** What changed since the last look. Own cards, helps and comments are left out: they are said at once. */
  look(state: State, member: string): Changes {
    const changes = { ...quietChanges };
    this.lookAtCards(state, member, changes);
    this.lookAtHelps(state, member, changes);
    for (const comment of state.comments.values()) {
      if (!this.comments.has(comment.id) && comment.by !== member) changes.commented += 1;
    }
    this.cards = byId(state.cards.values());
    this.helps = byId(state.helps.values());
    this.comments = byId(state.comments.values());
    // The first look finds a whole board, which is no news.
    const first = !this.looked;
    this.looked = true;
    return first ? { ...quietChanges } : changes;
  }

  private lookAtCards(state: State, member: string, changes: Changes): void {
    for (const card of state.cards.values()) {
      const old = this.cards.get(card.id);
      if (old === card || card.author === member) continue;
      if (!old) changes[card.promoted === undefined ? card.kind : 'promotion'] += 1;
      else if (old.state !== card.state && card.state === 'withdrawn') changes.gone += 1;
      else if (differ(old, card)) changes.edited += 1;
    }
    for (const old of this.cards.values()) {
      if (old.author !== member && old.state !== 'withdrawn' && !state.cards.has(old.id)) changes.gone += 1;
    }
  }

  private lookAtHelps(state: State, member: string, changes: Changes): void {
    for (const help of state.helps.values()) {
      const old = this.helps.get(help.id);
      if (old === help) continue;
      if (!old && help.by !== member) changes.offered += 1;
      if (old?.state === 'proposed' && help.state === 'accepted') changes.matched += 1;
      if (old && old.state !== help.state && help.state === 'done') changes.done += 1;
      if (old && !old.thanked && help.thanked) changes.thanked += 1;
    }
  }
}

function byId<R extends { id: string }>(rows: Iterable<R>): Map<string, R> {
  return new Map(Array.from(rows, (row) => [row.id, row]));
}

/** Were its title or facts changed? Its text is not asked after: typing is never announced. */
function differ(old: Card, card: Card): boolean {
  const facts = [
    'title',
    'kind',
    'urgency',
    'terms',
    'category',
    'area',
    'availability',
    'quantity',
  ] as const;
  return facts.some((fact) => old[fact] !== card[fact]);
}

export function addChanges(one: Changes, other: Changes): Changes {
  const sum = { ...one };
  for (const key of keys) sum[key] += other[key];
  return sum;
}

/** Of all that happened, what this person wants to hear of. */
export function heardOf(changes: Changes, hearing: Hearing): Changes {
  const heard = { ...changes };
  for (const key of keys) if (!isHeard(hearing, kindOf[key])) heard[key] = 0;
  return heard;
}

/** "3 new needs and 1 match." as a sentence; '' when nothing happened. */
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
    changes.commented && count(changes.commented, 'new comment'),
    changes.edited && `${count(changes.edited, 'card')} changed`,
    changes.gone && `${count(changes.gone, 'card')} taken down`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? '' : `${list(parts)}.`;
}
