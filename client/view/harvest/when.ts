/**
 * The day on which something was promised, from the author's own words. Only what can mean one day is taken for one:
 * "Thu 9–11" is the next Thursday, "28 Nov" that day; "Tue, Thu", "Saturdays" and "evenings" are no date.
 */

/** A day of the local calendar, and a time of that day where the words give one exactly. */
export interface Appointment {
  year: number;
  /** 1–12. */
  month: number;
  day: number;
  /** Minutes since midnight. */
  from?: number;
  to?: number;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekday = /\b(sun|mon|tue|wed|thu|fri|sat)(?:s|rs|nes|urs|ur)?(day)?(s?)\b/giu;
const written =
  /\b(\d{1,2})(?:st|nd|rd|th)?\.? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: (\d{4}))?\b/giu;
const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/gu;
const clock = /\b([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*(?:–|-|to|until)\s*([01]?\d|2[0-3])[:.]([0-5]\d))?/u;

/**
 * @param words an availability, such as "Thu 9–11"
 * @param from the instant they were said or agreed, ms since 1970
 * @returns null: they name no single day
 */
export function appointmentIn(words: string, from: number): Appointment | null {
  const named = [...datesIn(words, from)];
  const [day] = named;
  if (!day || named.length > 1) return null;
  const time = clock.exec(words.replace(iso, ''));
  if (!time) return day;
  const start = minutes(time[1], time[2]);
  const end = time[3] === undefined ? undefined : minutes(time[3], time[4]);
  return { ...day, from: start, ...(end !== undefined && end > start ? { to: end } : {}) };
}

function* datesIn(words: string, from: number): Iterable<Appointment> {
  const exact = [...isoDates(words), ...writtenDates(words, from)];
  yield* exact;
  // "Thu 26 Nov" says one day twice
  if (exact.length === 0) yield* weekdays(words, from);
}

function* isoDates(words: string): Iterable<Appointment> {
  for (const [, year, month, day] of words.matchAll(iso)) {
    yield* real(Number(year), Number(month), Number(day));
  }
}

/** Without a year it is the next such day. */
function* writtenDates(words: string, from: number): Iterable<Appointment> {
  const start = new Date(from);
  for (const [, day, name = '', year] of words.matchAll(written)) {
    const month = months.indexOf(name.toLowerCase()) + 1;
    const passed = new Date(start.getFullYear(), month - 1, Number(day) + 1).getTime() <= from;
    yield* real(year ? Number(year) : start.getFullYear() + (passed ? 1 : 0), month, Number(day));
  }
}

function* weekdays(words: string, from: number): Iterable<Appointment> {
  for (const [whole, name = '', , many] of words.matchAll(weekday)) {
    const start = new Date(from);
    const ahead = (days.indexOf(name.toLowerCase()) - start.getDay() + 7) % 7;
    const on = new Date(start.getFullYear(), start.getMonth(), start.getDate() + ahead);
    const one = { year: on.getFullYear(), month: on.getMonth() + 1, day: on.getDate() };
    yield one;
    // "Saturdays", "Sat mornings", "Sunday afternoons": again and again, so no day in particular
    const after = words.slice(words.indexOf(whole) + whole.length);
    if (many || /^\s*(mornings|afternoons|evenings|nights|\+|or|\/)/iu.test(after)) yield one;
  }
}

/** Drops what no calendar has, such as the 31st of November. */
function* real(year: number, month: number, day: number): Iterable<Appointment> {
  const on = new Date(year, month - 1, day);
  if (on.getMonth() === month - 1 && on.getDate() === day) yield { year, month, day };
}

function minutes(hours: string | undefined, minute: string | undefined): number {
  return Number(hours) * 60 + Number(minute);
}
