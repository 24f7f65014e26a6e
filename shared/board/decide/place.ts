/** Where a card lies after its author or a facilitator changed it: on the board, in its author's line, or held. */
import { limits } from '../../limits.ts';
import { isAlive } from '../cards.ts';
import type { Change } from '../change.ts';
import { no, type Verdict } from '../verdict.ts';
import { comesDown, isPromotion, restsUntil, standing, waitingPromotions } from '../promotion.ts';
import type { Card, Comment, State } from '../types.ts';
import {
  expiryAfterPromotion,
  freeSlots,
  joinLine,
  leaveLine,
  liveAnswer,
  putOnBoard,
  rememberWords,
  settle,
} from './settle.ts';

export interface PlaceOptions {
  /** The author's own doing: the words of a promotion that comes down rest, and a full line refuses. */
  byAuthor: boolean;
  /** Its author named no end: a promotion's week begins when it goes up, not while it waits. */
  openEnd?: boolean;
  /** Comments that return with the card. */
  comments?: readonly Comment[];
}

/**
 * Puts the next version of a card where the promotion rule wants it. It must not lie in the line or among held ones; on
 * the board it may. A version that has no slot never touches the board, so that words not yet public stay private.
 * @param owner the author, also of an anonymous card
 */
export function place(change: Change, owner: string, next: Card, options: PlaceOptions): Verdict {
  const { state, at } = change;
  const now = state.cards.get(next.id);
  const promotion = isAlive(next, at) && isPromotion(next, state, at);
  if (!promotion) {
    write(change, comeDown(change, owner, now, withLiveAnswer(state, next, at), options), options);
    return 'applied';
  }
  if (now?.promoted !== undefined && isAlive(now, at)) {
    const promoted = now.promoted;
    write(change, { ...next, promoted, expires: comesDown(next, promoted) }, options);
    return 'live';
  }
  settle(change, owner);
  if (freeSlots(state, owner, at) > 0 && restsUntil(state, owner, next, at) === undefined) {
    write(change, { ...next, promoted: at, expires: comesDown(next, at) }, options);
    return 'live';
  }
  const line = waitingPromotions(state, owner, at);
  if (options.byAuthor && line.length >= limits.waitingPromotions) {
    const first = standing(state, owner, at).waiting[0]?.from ?? null;
    return no('waitingFull', 'later', first === null ? {} : { until: first });
  }
  joinLine(change, owner, next, { openEnd: options.openEnd === true, comments: options.comments ?? [] });
  return 'waiting';
}

function withLiveAnswer(state: State, card: Card, at: number): Card {
  if (isAlive(card, at)) return card;
  const { answers: _, ...ended } = card;
  const answers = liveAnswer(state, card, at);
  return answers === undefined ? ended : { ...ended, answers };
}

/** The version of a card that is no promotion, when the one on the board was. */
function comeDown(
  change: Change,
  owner: string,
  now: Card | undefined,
  next: Card,
  options: PlaceOptions,
): Card {
  const { promoted: _, ...plain } = next;
  if (now?.promoted === undefined) return plain;
  if (options.byAuthor) rememberWords(change, now, owner, change.at);
  const sameEnd = next.expires === now.expires && isAlive(next, change.at);
  return sameEnd
    ? {
        ...plain,
        expires: expiryAfterPromotion({ ...now, kind: next.kind, urgency: next.urgency }, change.at),
      }
    : plain;
}

function write(change: Change, next: Card, { comments }: PlaceOptions): void {
  if (change.state.cards.has(next.id)) patchCard(change, next);
  else putOnBoard(change, next, comments ?? []);
}

function patchCard(change: Change, next: Card): void {
  const now = change.state.cards.get(next.id) ?? next;
  const cleared = Object.fromEntries(Object.keys(now).map((field) => [field, undefined]));
  change.patch('cards', next.id, { ...cleared, ...next });
}

/**
 * Puts a changed version of a card wherever that card lies now, and where the promotion rule wants it.
 * @returns null if there is no such card
 */
export function replace(change: Change, owner: string, next: Card, options: PlaceOptions): Verdict | null {
  const { state, at } = change;
  if (state.cards.has(next.id)) return place(change, owner, next, options);
  if (!store(change, next)) return null;
  if (!state.records.has(`waiting:${next.id}`)) return 'applied';
  if (!isAlive(next, at) || isPromotion(next, state, at)) return 'waiting';
  leaveLine(change, next.id, { live: false });
  return 'applied';
}

/** Writes a card where it lies, without judging it; a promotion that this ends or begins is settled afterwards. */
export function store(change: Change, next: Card): boolean {
  if (change.state.cards.has(next.id)) {
    patchCard(change, next);
    return true;
  }
  const waiting = change.state.records.get(`waiting:${next.id}`);
  if (waiting?.body.type === 'waiting') {
    const { openEnd, ...body } = waiting.body;
    const stillOpen = openEnd && body.card.expires === next.expires ? { openEnd } : {};
    change.keepRecord({ ...waiting, body: { ...body, ...stillOpen, card: next } });
    return true;
  }
  const held = change.state.records.get(`held:${next.id}`);
  if (held?.body.type === 'held') {
    change.keepRecord({ ...held, body: { ...held.body, card: next } });
    return true;
  }
  const silent = change.state.records.get(`silent:${next.id}`);
  if (silent?.body.type !== 'silent') return false;
  change.keepRecord({ ...silent, body: { ...silent.body, card: next } });
  return true;
}
