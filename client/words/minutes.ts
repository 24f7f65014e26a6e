/** Lengths of time in words. */

/** "8 min", "37.5 min", "30 s". @param minutes may be a fraction */
export function minutesWords(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  return `${Math.round(minutes * 10) / 10} min`;
}

/** "60 minutes", "1 minute", "2.5 minutes"; for a whole session. */
export function lengthWords(minutes: number): string {
  const rounded = Math.round(minutes * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'minute' : 'minutes'}`;
}

/** "40 s", "3 min": a short span, as it is said of somebody who waits. @param span ms */
export function secondsWords(span: number): string {
  const seconds = Math.max(0, Math.round(span / 1_000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

/** "16 min", "3 h", "2 days": how long something has waited. @param span ms */
export function waitWords(span: number): string {
  const minutes = Math.floor(span / 60_000);
  if (minutes < 60) return `${Math.max(0, minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
