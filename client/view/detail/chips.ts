/** Reads what a person put into a field of the card editor, and says which chip that sets or clears. */
import { longestOpen } from '#shared/board/cards.ts';
import type { CardChips } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';

export type ChipChange = { [K in keyof CardChips]?: CardChips[K] | null };

/** Tags are typed with commas between them; doubles and empty ones fall away. */
export function readTags(typed: string): string[] | null {
  const tags: string[] = [];
  for (const part of typed.split(',')) {
    const tag = part.trim().replace(/^#/, '').slice(0, limits.tag);
    if (tag && !tags.some((other) => other.toLowerCase() === tag.toLowerCase())) tags.push(tag);
  }
  return tags.length > 0 ? tags.slice(0, limits.tags) : null;
}

export function readWords(typed: string): string | null {
  return typed.trim() || null;
}

/** null: no such number was meant, the chip stays as it is. */
export function readQuantity(typed: string): number | null {
  const quantity = Number(typed);
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= limits.quantity ? quantity : null;
}

/** The end of a day in the person's own time zone. @param typed "2026-12-01", as a date field gives it */
export function readDay(typed: string): number | null {
  const [year, month, day] = typed.split('-').map(Number);
  if (!year || !month || !day) return null;
  return new Date(year, month - 1, day, 23, 59, 59).getTime();
}

/** An instant as a date field wants it, in the person's own time zone. */
export function asDay(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The days a card's end may be set to. */
export function days(now: number): { first: string; last: string } {
  return { first: asDay(now), last: asDay(now + longestOpen - 86_400_000) };
}
