/** Words that people type: whether they are there and fit, and how one text becomes another. */
import { limits } from '../limits.ts';

export type WordsFault = 'words' | 'tooLong';

/** Words that must be there: `words` if they are blank, `tooLong` above `most` UTF-16 units, else null. */
export function wordsFault(text: string, most: number): WordsFault | null {
  if (text.trim() === '') return 'words';
  return text.length > most ? 'tooLong' : null;
}

/** Words that may be missing. */
export function lengthFault(text: string | undefined, most: number): WordsFault | null {
  return text !== undefined && text.length > most ? 'tooLong' : null;
}

export function firstFault(...faults: (WordsFault | null)[]): WordsFault | null {
  return faults.find((fault) => fault !== null) ?? null;
}

/** May `count` be a quantity: a whole number from 1. */
export function isQuantity(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= limits.quantity;
}

export interface Splice {
  index: number;
  remove: number;
  insert: string;
}

/** The one splice that makes `after` of `before`, in UTF-16 units, never inside a surrogate pair; null if equal. */
export function spliceBetween(before: string, after: string): Splice | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
  return {
    index: start,
    remove: before.length - end - start,
    insert: after.slice(start, after.length - end),
  };
}

function splitsPair(text: string, index: number): boolean {
  const low = text.charCodeAt(index);
  const high = text.charCodeAt(index - 1);
  return index > 0 && low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
}
