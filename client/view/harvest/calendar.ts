/**
 * One's own promises as a calendar (RFC 5545): an event where the words name a day, else a to-do that is due when the card
 * ends. No names of others' contact lines are in it: calendars are kept by other people's servers.
 */
import type { Card } from '#shared/board/types.ts';
import type { Mine, Promise } from './mine.ts';
import { appointmentIn, type Appointment } from './when.ts';

/** RFC 5545 §3.1: lines are no longer than this, in octets and without their end. */
export const lineOctets = 75;

export interface CalendarOf {
  /** The board's title, and its id, which makes the entries' ids unique. */
  title: string;
  board: string;
  now: number;
}

/** @returns the file's text, with CRLF line ends */
export function calendarOf(
  { promised, received }: Pick<Mine, 'promised' | 'received'>,
  of: CalendarOf,
): string {
  const entries = [
    ...promised.map((promise) => entry(promise, `For ${promise.whom}: ${promise.card.title}`, of)),
    ...received.map((promise) => entry(promise, `From ${promise.whom}: ${promise.card.title}`, of)),
  ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tilth//Harvest//EN',
    ...entries.flat(),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function entry(promise: Promise, summary: string, { title, board, now }: CalendarOf): string[] {
  const { id, card, done } = promise;
  const when = appointmentIn(card.availability ?? '', card.created);
  const kind = when ? 'VEVENT' : 'VTODO';
  return [
    `BEGIN:${kind}`,
    `UID:${id}.${board}@tilth`,
    `DTSTAMP:${utc(now)}`,
    `SUMMARY:${text(summary)}`,
    `DESCRIPTION:${text(describe(promise, title))}`,
    ...(card.area ? [`LOCATION:${text(card.area)}`] : []),
    ...(when ? eventTimes(when) : todoTimes(card, done)),
    `END:${kind}`,
  ];
}

function describe({ card, note }: Promise, board: string): string {
  return [card.availability, note, card.body, board].filter(Boolean).join('\n\n');
}

/** Local and without a zone ("floating"): the day and the hour of the place, wherever the calendar is read. */
function eventTimes({ from, to, ...day }: Appointment): string[] {
  if (from === undefined) return [`DTSTART;VALUE=DATE:${date(day)}`, 'TRANSP:TRANSPARENT'];
  return [
    `DTSTART:${date(day)}T${time(from)}`,
    ...(to === undefined ? ['DURATION:PT1H'] : [`DTEND:${date(day)}T${time(to)}`]),
  ];
}

function todoTimes({ expires }: Card, done: boolean): string[] {
  const on = new Date(expires);
  const due = { year: on.getFullYear(), month: on.getMonth() + 1, day: on.getDate() };
  return [`DUE;VALUE=DATE:${date(due)}`, `STATUS:${done ? 'COMPLETED' : 'NEEDS-ACTION'}`];
}

function date({ year, month, day }: Pick<Appointment, 'year' | 'month' | 'day'>): string {
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}`;
}
function time(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}${two(minutes % 60)}00`;
}
function two(value: number): string {
  return String(value).padStart(2, '0');
}
function utc(at: number): string {
  return `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** §3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters have no place in a text. */
export function text(words: string): string {
  return words
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n|\u2028|\u2029/g, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '');
}

/** §3.1: a long line goes on in the next one after a space; no letter is cut in two. */
export function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).byteLength;
    // the space that a later part begins with is one of its octets
    if (octets + size > lineOctets) {
      parts.push(part);
      part = '';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
