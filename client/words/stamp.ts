/** Past instants beside a mark or a comment: short, but never ambiguous. */
import { ago, timeOfDay } from './time.ts';

const DAY = 86_400_000;
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "14:09" today, "Tue 13:02" within six days, else "4 Nov". Milliseconds since 1970. */
export function stamp(at: number, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return timeOfDay(at);
  return now - at < 6 * DAY ? `${weekday.format(at)} ${timeOfDay(at)}` : shortDay.format(at);
}

/** "1 h ago", "yesterday", "4 Nov": {@link ago} inside a sentence. */
export function since(at: number, now: number): string {
  const words = ago(at, now);
  return /^\d+ (min|h|days?)$/.test(words) ? `${words} ago` : words;
}
