/** What a card's author sets beside the words: checked, tidied, with defaults by kind. */
import { limits } from '../limits.ts';
import { defaultExpiry, defaultQuantity, defaultTerms, longestOpen } from './cards.ts';
import type { Card, CardChips, Kind, State } from './types.ts';
import { firstFault, isQuantity, lengthFault, type WordsFault, wordsFault } from './words.ts';

/** Chips as a command carries them: `null` clears one. */
export type ChipEdits = { readonly [K in keyof CardChips]?: CardChips[K] | null | undefined };

/** What is wrong with chips, or null. */
export function chipsFault(chips: ChipEdits, state: State): WordsFault | 'noMember' | null {
  const { tags, quantity, subject } = chips;
  if (quantity !== undefined && quantity !== null && !isQuantity(quantity)) return 'words';
  if (chips.expires !== undefined && chips.expires !== null && !Number.isFinite(chips.expires)) {
    return 'words';
  }
  if (subject?.type === 'member' && !isHere(state, subject.member)) return 'noMember';
  const named = subject && subject.type !== 'member' ? wordsFault(subject.name, limits.outsideName) : null;
  return firstFault(
    lengthFault(chips.category ?? undefined, limits.category),
    lengthFault(chips.area ?? undefined, limits.area),
    lengthFault(chips.availability ?? undefined, limits.availability),
    lengthFault(chips.language ?? undefined, limits.language),
    tags && tags.length > limits.tags ? 'tooLong' : null,
    ...(tags ?? []).map((tag) => lengthFault(tag, limits.tag)),
    named,
  );
}

function isHere(state: State, member: string): boolean {
  const row = state.members.get(member);
  return row !== undefined && row.gone === undefined;
}

/** The chips of a new card. */
export function newChips(kind: Kind, chips: ChipEdits, at: number): CardChips & { left?: number } {
  const urgency = chips.urgency ?? 'anytime';
  const quantity = chips.quantity ?? defaultQuantity(kind);
  return {
    urgency,
    terms: chips.terms ?? defaultTerms(kind),
    expires: fitExpiry(chips.expires ?? defaultExpiry(kind, urgency, at), at),
    ...(quantity === undefined ? {} : { quantity, left: quantity }),
    ...tidied(chips),
  };
}

/** A card with chips changed field by field. Quantity and what is left of it are not among them. */
export function withChips(card: Card, chips: ChipEdits, at: number): Card {
  const next: Card = { ...card };
  for (const field of [...wordChips, ...flagChips, 'answers', 'subject'] as const) {
    if (chips[field] !== undefined) delete next[field];
  }
  Object.assign(next, tidied(chips));
  if (chips.urgency !== undefined) next.urgency = chips.urgency ?? 'anytime';
  if (chips.terms !== undefined) next.terms = chips.terms ?? defaultTerms(card.kind);
  if (chips.expires !== undefined) {
    next.expires = fitExpiry(chips.expires ?? defaultExpiry(next.kind, next.urgency, at), at);
  }
  return next;
}

/** An end in the past means now, one after more than a year means a year. */
function fitExpiry(expires: number, at: number): number {
  return Math.min(Math.max(Math.round(expires), at), at + longestOpen);
}

const wordChips = ['category', 'tags', 'area', 'availability', 'language'] as const;
const flagChips = ['paidWelcome', 'gain'] as const;

/** The optional chips that say something, trimmed; blank words and `false` are the same as nothing. */
function tidied(chips: ChipEdits): Partial<CardChips> {
  const tidy: Partial<CardChips> = {};
  for (const field of ['category', 'area', 'availability', 'language'] as const) {
    const words = chips[field]?.trim();
    if (words) tidy[field] = words;
  }
  const tags = [...new Set((chips.tags ?? []).map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  if (tags.length > 0) tidy.tags = tags;
  for (const flag of flagChips) if (chips[flag]) tidy[flag] = true;
  if (chips.answers) tidy.answers = chips.answers;
  if (chips.subject) tidy.subject = chips.subject;
  return tidy;
}
