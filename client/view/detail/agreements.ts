/** What this person has agreed with others on a card, and has not finished yet. */
import type { Help } from '#shared/board/types.ts';
import { othersOf, type IntroductionView } from './introductions.ts';
import type { HelpView } from './matches.ts';
import type { Someone } from './someone.ts';

export interface Agreement {
  match: { type: 'help' | 'introduction'; id: string };
  /** Everyone else in it. */
  others: readonly Someone[];
  /** What was agreed, in the words of the one who offered. */
  note: string | null;
  share: Help['share'];
  /** When they agreed, if that is known. */
  since: number | null;
  /** Whether this person is the one who is helped. */
  received: boolean;
}

export function agreements(
  helps: readonly HelpView[],
  introductions: readonly IntroductionView[],
): Agreement[] {
  const found: Agreement[] = [];
  for (const view of helps) {
    if (!view.actions.includes('done')) continue;
    found.push({
      match: { type: 'help', id: view.help.id },
      others: [view.other],
      note: view.note,
      share: view.help.share,
      since: view.help.accepted ?? null,
      received: view.received,
    });
  }
  for (const view of introductions) {
    if (!view.actions.includes('done')) continue;
    found.push({
      match: { type: 'introduction', id: view.introduction.id },
      others: othersOf(view),
      note: view.inside?.message || null,
      share: 'all',
      since: null,
      received: view.inside?.parties.includes('seeker') ?? false,
    });
  }
  return found;
}
