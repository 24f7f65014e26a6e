/** "Since you were here": what happened on the board while this person was away, in one line. */
import type { State } from '#shared/board/types.ts';
import { count } from '#client/words/lists.ts';
import { dayOf } from '#client/words/time.ts';

const AWAY = 10 * 60_000;

/**
 * @param lastSeen when they last saw the board; null: never
 * @returns '' when there is nothing to tell
 */
export function sinceWords(state: State, member: string, lastSeen: number | null, now: number): string {
  if (lastSeen === null || now - lastSeen < AWAY) return '';
  const kinds = { need: 0, offer: 0, referral: 0, promotion: 0 };
  for (const card of state.cards.values()) {
    if (card.created > lastSeen && card.author !== member)
      kinds[card.promoted === undefined ? card.kind : 'promotion'] += 1;
  }
  let matched = 0;
  let thanks = 0;
  for (const help of state.helps.values()) {
    if ((help.accepted ?? 0) > lastSeen) matched += 1;
    if ((help.thanked ?? 0) > lastSeen) thanks += 1;
  }
  for (const row of state.introductions.values()) if ((row.thanked ?? 0) > lastSeen) thanks += 1;
  const parts = [
    kinds.need && count(kinds.need, 'new need'),
    kinds.offer && count(kinds.offer, 'new offer'),
    kinds.referral && count(kinds.referral, 'new referral'),
    matched && `${matched} matched`,
    thanks && count(thanks, 'thank-you'),
  ].filter((part) => typeof part === 'string');
  if (parts.length === 0) return '';
  return `Since ${dayOf(lastSeen, now)}: ${parts.slice(0, 3).join(', ')}`;
}
