/** The board as it will be when everything written here is accepted. */
import type { Pending } from '#client/session/port.ts';
import type { Actor } from '#shared/board/commands.ts';
import { decide } from '#shared/board/decide.ts';
import { applyFacts, type MutableState, overlay } from '#shared/board/state.ts';
import type { State } from '#shared/board/types.ts';
import { subjectOf } from './about.ts';
import type { Entry } from './outbox.ts';

/** Unsent typing, by text. */
export type Words = readonly (readonly [text: string, words: string])[];

/** The copy with the outbox replayed on it. What the rules refuse here is left out of sight only: the verdict is the server's. */
export function viewOf(copy: State, actor: Actor, entries: readonly Entry[], words: Words): MutableState {
  const view = overlay(copy);
  for (const { command, at } of entries) {
    const decision = decide(view, actor, command, at);
    if (decision.ok) applyFacts(view, decision.facts);
  }
  for (const [text, value] of words) {
    if (text === 'notes') {
      const meta = view.meta.get('board');
      if (meta) view.meta.set('board', { ...meta, notes: value });
    } else {
      const card = view.cards.get(text);
      if (card) view.cards.set(text, { ...card, body: value });
    }
  }
  return view;
}

/** What of the board is not saved yet, by the id of what was made or changed. */
export function pendingOf(
  entries: readonly Entry[],
  words: Words,
  live: boolean,
): ReadonlyMap<string, Pending> {
  const state: Pending = live ? 'saving' : 'kept';
  const pending = new Map<string, Pending>();
  for (const entry of entries) if (entry.state.is !== 'acked') pending.set(subjectOf(entry.command), state);
  for (const [text] of words) pending.set(text, state);
  return pending;
}
