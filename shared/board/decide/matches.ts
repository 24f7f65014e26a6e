/** What helps and introductions have in common: who stands on which side, what counts as service, how one ends. */
import { isFacilitator, cardOf, ownerOf } from '../access.ts';
import { proposerGives } from '../cards.ts';
import type { Change } from '../change.ts';
import { bodyOf, cardsBy, recordsBy } from '../keys.ts';
import { isPromotion } from '../promotion.ts';
import type { Card, FellThrough, Help, HelpState, Introduction, IntroductionState, State } from '../types.ts';
import { promisedOf, withLeft } from './quantity.ts';
import { store } from './place.ts';

/** Who gives and who receives in a help. null where this side may not know (an anonymous author). */
export interface HelpSides {
  card: Card;
  owner: string | null;
  giver: string | null;
  receiver: string | null;
}

export function sidesOfHelp(state: State, help: Help): HelpSides | null {
  const card = cardOf(state, help.card)?.card;
  if (!card) return null;
  const owner = ownerOf(state, card.id);
  return proposerGives(card.kind)
    ? { card, owner, giver: help.by, receiver: owner }
    : { card, owner, giver: owner, receiver: help.by };
}

/** Who meets whom through an introduction. null where this side may not know. */
export interface IntroductionSides {
  introducer: string | null;
  seeker: string | null;
  /** A member whom the seeker is to meet; null also for people outside and services. */
  person: string | null;
}

export function sidesOfIntroduction(state: State, introduction: Introduction): IntroductionSides {
  const shared = bodyOf(state, 'introduction', `introduction:${introduction.id}`);
  const seekers = bodyOf(state, 'introduction', `introduction:${introduction.id}:seeker`);
  const person = (shared ?? seekers)?.person;
  return {
    introducer: introduction.introducer || ownerOf(state, introduction.card),
    seeker: seekers?.seeker || shared?.seeker || null,
    person: person?.type === 'member' ? person.member : null,
  };
}

/** The name under which an owner of an anonymous card appears in what others read: none. */
export function shownAs(card: Card | undefined, owner: string | null, member: string): string | null {
  return card?.author === null && owner === member ? null : member;
}

/** Was, or is, the help paid? Then it is no act of service. */
export function isPaid(state: State, help: Help, sides: HelpSides, at: number): boolean {
  const { card, giver } = sides;
  if (state.records.has(`paid:${help.id}`) || card.terms === 'paid' || isPromotion(card, state, at))
    return true;
  const paidAnswer = cardsBy(state, `answers:${card.id}`).some(
    (offer) => offer.author === giver && offer.terms === 'paid',
  );
  return card.kind === 'need' && paidAnswer;
}

/** The one who received says that a help happened, or a facilitator does. The giver's own word confirms nothing. */
export function confirmHelp(change: Change, id: string, by: string): void {
  const { state, at } = change;
  const help = state.helps.get(id);
  const sides = help && sidesOfHelp(state, help);
  if (!help || !sides || help.confirmed !== undefined) return;
  const { card, giver, receiver } = sides;
  if (by === giver || (by !== receiver && !isFacilitator(state, by))) return;
  const hidden = card.author === null;
  change.patch('helps', id, { confirmed: at, confirmedBy: hidden ? undefined : by });
  if (giver === null || receiver === null) return;
  change.keep(`confirmation:${id}`, hidden ? [] : [giver], {
    type: 'confirmation',
    match: id,
    by,
    giver,
    other: receiver,
    at,
    ...(isPaid(state, help, sides, at) ? { paid: true } : {}),
  });
}

/** The seeker or the person says that an introduction happened, or a facilitator does. */
export function confirmIntroduction(change: Change, id: string, by: string): void {
  const { state, at } = change;
  const introduction = state.introductions.get(id);
  if (!introduction || introduction.confirmed !== undefined) return;
  const { introducer, seeker, person } = sidesOfIntroduction(state, introduction);
  if (by === introducer || (by !== seeker && by !== person && !isFacilitator(state, by))) return;
  // the row is public, and who sought or was met is not: it names only those whose part anyone can see
  const seen = state.cards.get(introduction.card)?.author === by;
  change.patch('introductions', id, { confirmed: at, confirmedBy: seen ? by : undefined });
  if (introducer === null || seeker === null || introduction.gain) return;
  const hidden = cardOf(state, introduction.card)?.card.author === null;
  change.keep(`confirmation:${id}`, hidden ? [] : [introducer], {
    type: 'confirmation',
    match: id,
    by,
    giver: introducer,
    other: seeker,
    at,
  });
}

export function endHelp(change: Change, help: Help, state: HelpState, how?: FellThrough): void {
  change.patch('helps', help.id, { state, ended: change.at, how });
  dropContacts(change, help.id);
}

export function endIntroduction(
  change: Change,
  introduction: Introduction,
  state: IntroductionState,
  how?: FellThrough,
): void {
  change.patch('introductions', introduction.id, { state, ended: change.at, how });
  dropContacts(change, introduction.id);
}

/** Contact lines live as long as the match they were given for. */
export function dropContacts(change: Change, match: string): void {
  for (const record of recordsBy(change.state, `match:${match}`)) {
    if (record.body.type === 'contact') change.forget(record.id);
  }
}

/** Forgets all that is known in private of a match that is there no more. */
export function dropRecordsOf(change: Change, match: string): void {
  for (const record of recordsBy(change.state, `match:${match}`)) change.forget(record.id);
  change.forget(`confirmation:${match}`);
  change.forget(`paid:${match}`);
}

/** Counts again what is left of a card, wherever it lies. */
export function recount(change: Change, id: string): void {
  const card = cardOf(change.state, id)?.card;
  if (card?.quantity === undefined) return;
  const left = Math.max(0, card.quantity - promisedOf(change.state, card));
  store(change, withLeft(change.state, card, left, change.at));
}

/** Why something ended, for both sides alone. */
export function keepReason(
  change: Change,
  match: string,
  to: readonly (string | null)[],
  reason: string,
): void {
  const text = reason.trim();
  if (text !== '') change.keep(`reason:${match}`, to, { type: 'reason', match, text });
}
