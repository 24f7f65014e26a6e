/** The help that flowed on a board lately. Counts acts, never people: nobody is ranked. */
import { isAlive } from '#shared/board/cards.ts';
import { time } from '#shared/limits.ts';
import type { State } from '#shared/board/types.ts';

const MONTH = 30 * time.DAY;

export interface OpenCounts {
  needs: number;
  offers: number;
  referrals: number;
}

export interface Harvest {
  met: number;
  taken: number;
  introduced: number;
}

export function openCounts(state: State, now: number): OpenCounts {
  const counts: OpenCounts = { needs: 0, offers: 0, referrals: 0 };
  for (const card of state.cards.values()) {
    if (!isAlive(card, now) || card.state === 'matched' || card.promoted !== undefined) continue;
    if (card.kind === 'need') counts.needs += 1;
    else if (card.kind === 'offer') counts.offers += 1;
    else if (card.kind === 'referral') counts.referrals += 1;
  }
  return counts;
}

/** What came about in the last 30 days. */
export function harvest(state: State, now: number): Harvest {
  const found: Harvest = { met: 0, taken: 0, introduced: 0 };
  for (const help of state.helps.values()) {
    if ((help.state !== 'done' && help.state !== 'partDone') || (help.ended ?? 0) < now - MONTH) continue;
    const kind = state.cards.get(help.card)?.kind;
    if (kind === 'need') found.met += 1;
    else if (kind === 'offer') found.taken += 1;
  }
  for (const introduction of state.introductions.values()) {
    if (introduction.state === 'done' && (introduction.ended ?? 0) >= now - MONTH) found.introduced += 1;
  }
  return found;
}
