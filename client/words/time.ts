/** Instants in words, in the reader's own time zone. All take milliseconds since 1970. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "14:02". */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** "Saturday 28 November, 18:00": exact, for promises. */
export function exactly(at: number): string {
  return `${longDay.format(at).replace(',', '')}, ${timeOfDay(at)}`;
}

/** How long ago, short, for the head of a card: "now", "9 min", "3 h", "yesterday", "2 days", "4 Nov". */
export function ago(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE) return 'now';
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  const days = daysBetween(at, now);
  if (days === 0 || past < 6 * HOUR) return `${Math.floor(past / HOUR)} h`;
  if (days === 1) return 'yesterday';
  return days < 14 ? `${days} days` : shortDay.format(at);
}

/** A coming instant, short: "18:00" today, "Fri 22:00" within a week, else "4 Dec". */
export function until(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return timeOfDay(at);
  return days < 7 ? `${weekday.format(at)} ${timeOfDay(at)}` : shortDay.format(at);
}

/** The day of a past visit: "today", "yesterday", "Tuesday", "4 Nov". */
export function dayOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return timeOfDay(at);
  if (days === 1) return 'yesterday';
  return days < 7 ? new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(at) : shortDay.format(at);
}

/** Calendar days from one instant to another, in local time. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
