/**
 * Keeps the promotion rule (5 and 6 in `promotion.ts`): whatever happens on a board, afterwards each promotion that went live had a
 * free slot at that moment, what has none waits in its author's private line, and free slots are filled oldest first.
 */
import { promotionRule } from '../../limits.ts';
import { defaultExpiry, isAlive, longestOpen } from '../cards.ts';
import type { Change } from '../change.ts';
import { bodiesBy, type Body, bodyOf, cardsBy, commentsBy } from '../keys.ts';
import { byId } from '../order.ts';
import {
  comesDown,
  isPromotion,
  livePromotions,
  restsUntil,
  sameWords,
  slots,
  waitingPromotions,
} from '../promotion.ts';
import type { Card, Comment, State } from '../types.ts';

/** Settles one member's promotions at the time of the change. Doing it twice changes nothing. */
export function settle(change: Change, member: string): void {
  const { state, at } = change;
  forgetOld(change, member);
  const came = reviewBoard(change, member);
  for (const { card } of bodiesBy(state, 'waiting', `waiting:${member}`).sort(byAge)) {
    if (isAlive(card, at) && !isPromotion(card, state, at)) leaveLine(change, card.id, { live: false });
    else rest(change, member, card);
  }
  fill(change, member, came);
}

function byAge(a: Body<'waiting'>, b: Body<'waiting'>): number {
  return a.since - b.since || byId(a.card, b.card);
}

/** Words that came down longer ago than they must rest, and acts too old to count, are nobody's business any more. */
function forgetOld(change: Change, member: string): void {
  const { state, at } = change;
  for (const body of bodiesBy(state, 'cameDown', `cameDown:${member}`)) {
    if (body.at + promotionRule.sameAgainAfter <= at) change.forget(cameDownId(body.card, body.at));
  }
  for (const body of bodiesBy(state, 'confirmation', `giver:${member}`)) {
    if (body.at + promotionRule.earnWindow <= at) change.forget(`confirmation:${body.match}`);
  }
}

/** Judges a member's cards on the board again. Returns those that have become promotions, oldest first. */
function reviewBoard(change: Change, member: string): Card[] {
  const { state, at } = change;
  const came: Card[] = [];
  for (const card of cardsBy(state, `author:${member}`)) {
    const alive = isAlive(card, at);
    if (card.promoted === undefined) {
      if (alive && isPromotion(card, state, at)) came.push(card);
    } else if (!alive) {
      rememberWords(change, card, member, Math.min(card.expires, at));
      change.patch('cards', card.id, { promoted: undefined, answers: liveAnswer(state, card, at) });
    } else if (!isPromotion(card, state, at)) {
      change.patch('cards', card.id, { promoted: undefined, expires: expiryAfterPromotion(card, at) });
    }
  }
  return came.sort((a, b) => a.created - b.created || byId(a, b));
}

/** Fills free slots: first those in line, then cards that have just become promotions; the rest of these join the line. */
function fill(change: Change, member: string, came: readonly Card[]): void {
  const { state, at } = change;
  const line = waitingPromotions(state, member, at).filter((body) => body.notBefore === undefined);
  if (line.length === 0 && came.length === 0) return;
  let free = freeSlots(state, member, at);
  for (const { card } of line) {
    if (free <= 0) break;
    leaveLine(change, card.id, { live: true });
    free -= 1;
  }
  for (const card of came) {
    if (free > 0 && restsUntil(state, member, card, at) === undefined) {
      change.patch('cards', card.id, { promoted: at, expires: comesDown(card, at) });
      free -= 1;
    } else joinLine(change, member, card);
  }
}

export function freeSlots(state: State, member: string, at: number): number {
  return slots(state, member, at) - livePromotions(state, member, at).length;
}

/**
 * Puts a promotion into its author's line, and takes it from the board if it lay there. It never was on the board in
 * these words unless it was before.
 */
export function joinLine(
  change: Change,
  member: string,
  card: Card,
  { openEnd = false, comments: returning = [] }: { openEnd?: boolean; comments?: readonly Comment[] } = {},
): void {
  const { promoted: _, ...waiting } = openEnd ? { ...card, expires: change.at + longestOpen } : card;
  const notBefore = restsUntil(change.state, member, card, change.at);
  const comments = [...returning, ...takeFromBoard(change, card.id)];
  change.keep(`waiting:${card.id}`, [member], {
    type: 'waiting',
    card: waiting,
    owner: member,
    since: change.at,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(openEnd ? { openEnd } : {}),
    ...(comments.length > 0 ? { comments } : {}),
  });
}

/** Puts a waiting card on the board, with the comments it had: as a live promotion, or as none any more. */
export function leaveLine(change: Change, id: string, { live }: { live: boolean }): void {
  const body = bodyOf(change.state, 'waiting', `waiting:${id}`);
  if (!body) return;
  const { at } = change;
  const { card } = body;
  change.forget(`waiting:${id}`);
  const next: Card = live
    ? { ...card, promoted: at, expires: body.openEnd ? at + promotionRule.upFor : comesDown(card, at) }
    : { ...card, expires: body.openEnd ? defaultExpiry(card.kind, card.urgency, at) : card.expires };
  putOnBoard(change, next, body.comments ?? []);
}

/** Says in the line until when a promotion's words must rest; they may have come down, or changed, since it joined. */
function rest(change: Change, member: string, card: Card): void {
  const record = change.state.records.get(`waiting:${card.id}`);
  if (record?.body.type !== 'waiting') return;
  const { notBefore: was, ...body } = record.body;
  const notBefore = restsUntil(change.state, member, card, change.at);
  if (notBefore === was) return;
  change.keepRecord({ ...record, body: notBefore === undefined ? body : { ...body, notBefore } });
}

/** Takes a card from everyone's sight; what people wrote beneath it goes with it. Returns those comments. */
export function takeFromBoard(change: Change, id: string): Comment[] {
  const comments = commentsBy(change.state, `card:${id}`).sort((a, b) => a.at - b.at || byId(a, b));
  for (const comment of comments) change.drop('comments', comment.id);
  change.drop('cards', id);
  return comments;
}

export function putOnBoard(change: Change, card: Card, comments: readonly Comment[]): void {
  change.put('cards', card);
  for (const comment of comments) change.put('comments', comment);
}

/** Remembers in which words a promotion came down, so that the same again waits. */
export function rememberWords(change: Change, card: Card, member: string, at: number): void {
  if (at + promotionRule.sameAgainAfter <= change.at) return;
  change.keep(cameDownId(card.id, at), [member], {
    type: 'cameDown',
    card: card.id,
    owner: member,
    words: sameWords(card),
    at,
  });
}

function cameDownId(card: string, at: number): string {
  return `cameDown:${card}:${at}`;
}

/** A card that was up for a week as a promotion and is none any more stays as long as others of its kind. */
export function expiryAfterPromotion(card: Card, at: number): number {
  const clipped = card.promoted !== undefined && card.expires === card.promoted + promotionRule.upFor;
  return clipped ? defaultExpiry(card.kind, card.urgency, at) : card.expires;
}

/** After a command: settles everyone whose slots or promotions it may have touched. */
export function settleAll(change: Change): void {
  const members = new Set<string>();
  for (const { table, id } of change.touched()) {
    for (const state of [change.before, change.state]) {
      if (table === 'cards') concernedByCard(state, id, members);
      else if (table === 'records') concernedByRecord(state, id, members);
      else if (table === 'meta' || table === 'sessions') allWaiting(state, members);
    }
    if (table === 'members') concernedByMember(change, id, members);
  }
  for (const member of [...members].sort()) settle(change, member);
}

/** A need ran out: the offers that answered it are judged again, and those that ran out as well answer nothing more. */
export function settleAnswers(change: Change, need: string): 'applied' {
  const { state, at } = change;
  const members = new Set<string>();
  concernedByCard(state, need, members);
  for (const member of [...members].sort()) settle(change, member);
  for (const offer of cardsBy(state, `answers:${need}`)) {
    if (!isAlive(offer, at)) change.patch('cards', offer.id, { answers: liveAnswer(state, offer, at) });
  }
  return 'applied';
}

/**
 * What a card that has ended answers: a need that still runs, or nothing. A pair of which both ended is nobody's
 * business any more, and must not fall due again.
 */
export function liveAnswer(state: State, card: Card, at: number): string | undefined {
  const need = card.answers === undefined ? undefined : state.cards.get(card.answers);
  return need && isAlive(need, at) ? need.id : undefined;
}

function concernedByCard(state: State, id: string, members: Set<string>): void {
  const author = state.cards.get(id)?.author;
  if (author) members.add(author);
  for (const offer of cardsBy(state, `answers:${id}`)) {
    if (offer.author) members.add(offer.author);
  }
  for (const waiting of bodiesBy(state, 'waiting', `answers:${id}`)) members.add(waiting.owner);
}

function concernedByRecord(state: State, id: string, members: Set<string>): void {
  const body = state.records.get(id)?.body;
  if (body?.type === 'confirmation') members.add(body.giver);
  else if (body?.type === 'waiting') members.add(body.owner);
}

function concernedByMember(change: Change, id: string, members: Set<string>): void {
  members.add(id);
  const before = change.before.members.get(id);
  const after = change.state.members.get(id);
  if (before?.approved === after?.approved && before?.gone === after?.gone) return;
  for (const act of bodiesBy(change.state, 'confirmation', 'type:confirmation')) {
    if (act.by === id) members.add(act.giver);
  }
}

function allWaiting(state: State, members: Set<string>): void {
  for (const body of bodiesBy(state, 'waiting', 'type:waiting')) members.add(body.owner);
}
