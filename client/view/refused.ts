/** Drafts that were not accepted, beside the cards they belong to. */
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Card } from '#shared/board/types.ts';
import type { Draft } from '#client/session/port.ts';
import type { RefusedDraft } from './cards.ts';

/** Says why, in words. */
export type Why = (refusal: Refusal) => string;

export interface Refused {
  /** New cards that exist only here, newest first. */
  created: { card: Card; draft: RefusedDraft }[];
  /** Drafts of changes, by the card they meant. */
  changed: ReadonlyMap<string, RefusedDraft>;
}

/** Finds the refused among the drafts; comes with the words for refusals. */
export type RefusedBy = (drafts: readonly Draft[], member: string) => Refused;

export function refusedDrafts(drafts: readonly Draft[], member: string, why: Why): Refused {
  const created: Refused['created'] = [];
  const changed = new Map<string, RefusedDraft>();
  for (const draft of drafts) {
    // Without a refusal it was put aside on purpose: it lies among the drafts, not on the board.
    if (!draft.refusal) continue;
    const mark: RefusedDraft = {
      id: draft.id,
      why: why(draft.refusal),
      both: draft.refusal.code === 'stale' || draft.refusal.theirs !== undefined,
    };
    if (draft.command.type === 'card.create') {
      created.push({ card: cardOf(draft, draft.command, member), draft: mark });
    } else if ('card' in draft.command && draft.command.card) {
      changed.set(draft.command.card, mark);
    }
  }
  created.sort((a, b) => b.card.created - a.card.created);
  return { created, changed };
}

function cardOf(draft: Draft, command: Extract<Command, { type: 'card.create' }>, member: string): Card {
  return {
    urgency: 'anytime',
    terms: 'gift',
    expires: Number.MAX_SAFE_INTEGER,
    ...command.chips,
    id: command.card,
    kind: command.kind,
    title: command.title,
    body: draft.body ?? command.body,
    author: command.anonymous ? null : member,
    created: draft.at,
    state: 'open',
  };
}
