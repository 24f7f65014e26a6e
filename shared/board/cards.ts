/** Facts that follow from a card alone and the time. */
import { expiryByKind, expiryByUrgency, time } from '../limits.ts';
import type { Card, CardState, Kind, Terms, Urgency } from './types.ts';

/** A year: no card says that it stays open for longer. */
export const longestOpen = 365 * time.DAY;

const going: readonly CardState[] = ['open', 'matched', 'partDone'];

/** Has it been neither done nor withdrawn? It may still have expired. */
export function isGoing(card: Pick<Card, 'state'>): boolean {
  return going.includes(card.state);
}

/** Going and not expired. */
export function isAlive(card: Pick<Card, 'state' | 'expires'>, at: number): boolean {
  return isGoing(card) && card.expires > at;
}

/** The state to show: what happened, or that its time ran out. */
export function cardStatus(card: Pick<Card, 'state' | 'expires'>, at: number): CardState | 'expired' {
  return isGoing(card) && card.expires <= at ? 'expired' : card.state;
}

/** Can somebody still propose something on it: alive, and not all of it promised. */
export function takesProposals(card: Pick<Card, 'state' | 'expires' | 'left'>, at: number): boolean {
  return isAlive(card, at) && card.left !== 0;
}

/** When a card ends if its author says nothing, ms since 1970. */
export function defaultExpiry(kind: Kind, urgency: Urgency, at: number): number {
  const span = kind === 'need' ? Math.min(expiryByKind.need, expiryByUrgency[urgency]) : expiryByKind[kind];
  return at + span;
}

/** What a card asks in return if its author says nothing. */
export function defaultTerms(kind: Kind): Terms {
  return kind === 'promotion' ? 'paid' : 'gift';
}

/** Needs and offers are for one, unless their author says how many; referrals and promotions are for all who come. */
export function defaultQuantity(kind: Kind): number | undefined {
  return kind === 'need' || kind === 'offer' ? 1 : undefined;
}

/** Does the one who proposes give (a need), or receive (anything else)? */
export function proposerGives(kind: Kind): boolean {
  return kind === 'need';
}
