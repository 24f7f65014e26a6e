/**
 * The promotion rule (docs/decisions/0010) as pure functions. "One promotion at a time. Helping others opens more room,
 * up to three. What you need, give or pass on is never counted."
 *
 * 1. A promotion is a card whose main gain is its author's, judged at every going-live and every change.
 * 2. Never one: a need; a gift, a loan, an exchange, time; a referral one gains nothing by; paid help where a need asks
 *    for it.
 * 3. There is one slot a member, a second after 3 acts of help in 30 days that at least 2 others confirmed, a third after
 *    8 by at least 4. One pair counts once. A facilitator sets where it begins (0–3) and where it ends (0–5).
 * 4. A promotion is up for 7 days, or until its session ends. The same words again rest for two days.
 * 5. None goes live while its author's live ones fill the slots of that moment; slots that shrink later take none down.
 * 6. What finds no slot waits, its author's alone, and goes live by itself, oldest first.
 * 7. A facilitator's exception has a reason, all see it, and it ends. Two members' doubt asks the author, in private.
 *
 * This file judges; `decide/settle.ts` acts on the judgement. `limits.ts` has the numbers.
 */
import { limits, promotionRule, time } from '../limits.ts';
import { isAlive, isGoing } from './cards.ts';
import { bodiesBy, type Body, cardsBy } from './keys.ts';
import { byId } from './order.ts';
import { runningSession, windowIsOpen } from './session/policy.ts';
import type { Card, State } from './types.ts';

/** What a member may know about their own promotions, and nobody else's. */
export interface Standing {
  /** Promotion slots now. */
  slots: number;
  /** Promotions up now, with when each comes down. */
  live: { card: string; until: number }[];
  /** Waiting ones in order; `place` from 1; `from`: the instant it goes up by itself, if it is known. */
  waiting: { card: string; place: number; from: number | null }[];
  /** What the next slot takes, or null at the ceiling: confirmed acts and distinct people still missing. */
  next: { acts: number; people: number } | null;
}

type Judged = Pick<Card, 'kind' | 'terms' | 'gain' | 'answers' | 'author'>;

/**
 * Is a card's main gain its author's (1, 2)? Not by their word alone: paid offers that answer no open need
 * which welcomes paid help, and referrals that their author gains by, are promotions as well. A need never is.
 */
export function isPromotion(card: Judged, state: State, at: number): boolean {
  switch (card.kind) {
    case 'promotion':
      return true;
    case 'offer':
      return card.terms === 'paid' && !answersWelcome(card, state, at);
    case 'referral':
      return card.gain === true;
    case 'need':
      return false;
  }
}

function answersWelcome(offer: Judged, state: State, at: number): boolean {
  const need = offer.answers === undefined ? undefined : state.cards.get(offer.answers);
  // one's own need welcomes nobody: it would make any promotion free
  return (
    need?.kind === 'need' && need.paidWelcome === true && isAlive(need, at) && need.author !== offer.author
  );
}

/** Could the card become a promotion without its author doing anything? Such a card cannot be anonymous. */
export function mayBecomePromotion(card: Judged): boolean {
  return (
    card.kind === 'promotion' ||
    (card.kind === 'offer' && card.terms === 'paid') ||
    (card.kind === 'referral' && card.gain === true)
  );
}

/** A member's promotions that are up at `at`, oldest first. */
export function livePromotions(state: State, member: string, at: number): Card[] {
  return cardsBy(state, `author:${member}`)
    .filter((card) => card.promoted !== undefined && isAlive(card, at))
    .sort((a, b) => (a.promoted ?? 0) - (b.promoted ?? 0) || byId(a, b));
}

/** A member's promotions in line, oldest first. Those withdrawn while they waited are not among them. */
export function waitingPromotions(state: State, member: string, at: number): Body<'waiting'>[] {
  return bodiesBy(state, 'waiting', `waiting:${member}`)
    .filter((body) => isGoing(body.card) && body.card.expires > at)
    .sort((a, b) => a.since - b.since || byId(a.card, b.card));
}

/**
 * Acts of service that count at `at`: confirmed in the last 30 days by another member who was approved or had been
 * there for a day, unpaid, and one for each person who was helped.
 */
function service(state: State, member: string, at: number): { acts: number; people: number } {
  const helped = new Set<string>();
  const confirmers = new Set<string>();
  for (const act of bodiesBy(state, 'confirmation', `giver:${member}`)) {
    if (act.paid || act.at <= at - promotionRule.earnWindow || act.other === member) continue;
    if (!confirmerCounts(state, act)) continue;
    helped.add(act.other);
    confirmers.add(act.by);
  }
  return { acts: helped.size, people: confirmers.size };
}

function confirmerCounts(state: State, act: Body<'confirmation'>): boolean {
  const confirmer = state.members.get(act.by);
  if (!confirmer || act.by === act.giver) return false;
  if (confirmer.gone === 'removed' || confirmer.gone === 'banned') return false;
  return confirmer.approved !== undefined || act.at - confirmer.joined >= promotionRule.confirmerAge;
}

function earnedSteps(done: { acts: number; people: number }): number {
  const missing = promotionRule.steps.findIndex((step) => done.acts < step.acts || done.people < step.people);
  return missing === -1 ? promotionRule.steps.length : missing;
}

function settings(state: State): { base: number; ceiling: number; marketUntil: number } {
  const meta = state.meta.get('board');
  return {
    base: meta?.base ?? promotionRule.base,
    ceiling: meta?.ceiling ?? promotionRule.ceiling,
    marketUntil: meta?.marketUntil ?? 0,
  };
}

/** How many promotions a member may have up at `at`. */
export function slots(state: State, member: string, at: number): number {
  const { base, ceiling, marketUntil } = settings(state);
  // in a session everyone has the same, and its place is the window near the end
  const session = runningSession(state) !== null;
  const earned = earnedSteps(service(state, member, at));
  const own = windowIsOpen(state) ? Math.min(ceiling, (session ? 1 : base) + earned) : 0;
  const extra = (state.members.get(member)?.extraSlotUntil ?? 0) > at ? 1 : 0;
  const market = marketUntil > at ? 1 : 0;
  return Math.min(promotionRule.ceilingMost, own + extra + market);
}

/**
 * A card's words in a form that does not see case, spacing or punctuation. Two cards with equal forms say the same.
 * Unicode NFKC (UAX 15), then letters and digits only.
 */
export function sameWords(card: Pick<Card, 'title' | 'body'>): string {
  return `${card.title} ${card.body}`
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Until when a promotion's words must rest, because the same came down less than two days ago; or undefined. */
export function restsUntil(state: State, member: string, card: Card, at: number): number | undefined {
  const past = bodiesBy(state, 'cameDown', `cameDown:${member}`);
  if (past.length === 0) return undefined;
  const words = sameWords(card);
  let until = 0;
  for (const body of past) {
    if (body.words === words) until = Math.max(until, body.at + promotionRule.sameAgainAfter);
  }
  return until > at ? until : undefined;
}

/** When a promotion that goes up at `at` comes down: after a week, or when its author said. */
export function comesDown(card: Pick<Card, 'expires'>, at: number): number {
  return Math.min(card.expires, at + promotionRule.upFor);
}

/** What a member may know about their promotions at `at`. */
export function standing(state: State, member: string, at: number): Standing {
  const live = livePromotions(state, member, at);
  const waiting = waitingPromotions(state, member, at);
  const { base, ceiling } = settings(state);
  const done = service(state, member, at);
  const step = promotionRule.steps[earnedSteps(done)];
  const full = base + earnedSteps(done) >= ceiling;
  const from = forecast(state, member, at);
  return {
    slots: slots(state, member, at),
    live: live.map((card) => ({ card: card.id, until: card.expires })),
    waiting: waiting.map(({ card }, index) => ({
      card: card.id,
      place: index + 1,
      from: from.get(card.id) ?? null,
    })),
    next:
      step && !full
        ? { acts: Math.max(0, step.acts - done.acts), people: Math.max(0, step.people - done.people) }
        : null,
  };
}

/** How far ahead a place in line is worked out. */
const foresight = 60 * time.DAY;

/**
 * When each waiting promotion goes up if nobody does anything: what time alone will do, played forward. Slots are
 * counted as of then, so that an hour's extra slot or an act that grows old promises nothing.
 */
function forecast(state: State, member: string, at: number): Map<string, number> {
  const found = new Map<string, number>();
  let line = waitingPromotions(state, member, at).slice(0, limits.waitingPromotions * 2);
  let ends = livePromotions(state, member, at).map((card) => card.expires);
  const instants = [at, ...ends, ...line.map((body) => body.notBefore ?? at)].filter(
    (instant) => instant >= at && instant <= at + foresight,
  );
  while (line.length > 0 && instants.length > 0) {
    const now = Math.min(...instants);
    instants.splice(0, instants.length, ...instants.filter((instant) => instant > now));
    ends = ends.filter((end) => end > now);
    line = line.filter((body) => {
      if (body.card.expires <= now) return false;
      if ((body.notBefore ?? 0) > now || ends.length >= slots(state, member, now)) return true;
      const end = comesDown(body.card, now);
      found.set(body.card.id, now);
      ends.push(end);
      if (end <= at + foresight) instants.push(end);
      return false;
    });
  }
  return found;
}
