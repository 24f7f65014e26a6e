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
