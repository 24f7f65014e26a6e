/** Spans of time as they are spoken. */
import { sentence } from './lists.ts';

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

function numberWords(n: number): string {
  return small[n] ?? String(n);
}

function some(n: number, unit: string): string {
  return `${numberWords(n)} ${unit}${n === 1 ? '' : 's'}`;
}

/** "ten minutes", "one minute and 30 seconds", "ten seconds". @param span ms, rounded to the second */
export function spanWords(span: number): string {
  const seconds = Math.max(0, Math.round(span / 1_000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return some(rest, 'second');
  return rest === 0 ? some(minutes, 'minute') : `${some(minutes, 'minute')} and ${some(rest, 'second')}`;
}

/** The same as a sentence: "Ten minutes." */
export function spanSentence(span: number): string {
  return `${sentence(spanWords(span))}.`;
}
