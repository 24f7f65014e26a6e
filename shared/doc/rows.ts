/**
 * What a row in a board document must look like to be shown. A reader meets documents of newer and older servers, so
 * nothing is trusted: an unknown field is not looked at, an ill-typed one takes its fallback, and a row that lacks what
 * it cannot do without is left out.
 */
import * as Y from 'yjs';
import {
  type CardState,
  type FellThrough,
  type HelpState,
  type IntroductionState,
  type Member,
  type Notice,
  type Phase,
  type Session,
  type Rows,
  type Subject,
  type TableName,
  allTerms,
  kinds,
  shapes,
  urgencies,
} from '#shared/board/types.ts';

interface Field<V> {
  /** The value, or undefined if there is no such value here. */
  read: (raw: unknown) => V | undefined;
  /** What follows if there is none: the row goes without the field, is left out, or takes a fallback. */
  orElse: 'absent' | 'leaveOut' | { fallback: V };
}

type Fields<R> = { readonly [F in Exclude<keyof R, 'id'>]-?: Field<R[F]> };

const optional = <V>(read: Field<V>['read']): Field<V> => ({ read, orElse: 'absent' });
const needed = <V>(read: Field<V>['read']): Field<V> => ({ read, orElse: 'leaveOut' });
const or = <V>(fallback: V, read: Field<V>['read']): Field<V> => ({ read, orElse: { fallback } });

const text = (raw: unknown): string | undefined => (typeof raw === 'string' ? raw : undefined);
const number = (raw: unknown): number | undefined => (Number.isFinite(raw) ? (raw as number) : undefined);
const truth = (raw: unknown): boolean | undefined => (typeof raw === 'boolean' ? raw : undefined);
const texts = (raw: unknown): string[] | undefined =>
  Array.isArray(raw) ? raw.filter((one) => typeof one === 'string') : undefined;
const settledText = (raw: unknown): string | undefined => (raw instanceof Y.Text ? raw.toJSON() : text(raw));
const textOrNull = (raw: unknown): string | null | undefined => (raw === null ? null : text(raw));

function oneOf<V extends string>(...values: readonly V[]): (raw: unknown) => V | undefined {
  return (raw) => values.find((value) => value === raw);
}

function plain(raw: unknown): { readonly [key: string]: unknown } | undefined {
  const isPlain =
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Y.AbstractType);
  return isPlain ? (raw as { [key: string]: unknown }) : undefined;
}

function subject(raw: unknown): Subject | undefined {
  const { type, member, name } = plain(raw) ?? {};
  if (type === 'member' && typeof member === 'string') return { type, member };
  if ((type === 'outside' || type === 'service') && typeof name === 'string') return { type, name };
  return undefined;
}

const list =
  <V>(read: (raw: unknown) => V | undefined) =>
  (raw: unknown): V[] | undefined =>
    Array.isArray(raw) ? raw.map(read).filter((one) => one !== undefined) : undefined;

function stepOf(raw: unknown): { phase: number; at: number } | undefined {
  const { phase: to, at } = plain(raw) ?? {};
  return typeof to === 'number' && typeof at === 'number' ? { phase: to, at } : undefined;
}

/** A phase as it was written: what newer servers add to it is of use to those who know it. */
function phase(raw: unknown): Phase | undefined {
  const { id, name, prompt, minutes, writes } = plain(raw) ?? {};
  const whole = [id, name, prompt].every((one) => typeof one === 'string') && typeof minutes === 'number';
  return whole && Array.isArray(writes) ? (raw as Phase) : undefined;
}

function behalf(raw: unknown): { who: string; consent: true } | undefined {
  const { who, consent } = plain(raw) ?? {};
  return typeof who === 'string' && consent === true ? { who, consent } : undefined;
}

const cardState = oneOf<CardState>('open', 'matched', 'done', 'partDone', 'withdrawn');
const helpState = oneOf<HelpState>(
  'proposed',
  'accepted',
  'declined',
  'cancelled',
  'done',
  'partDone',
  'fellThrough',
);
const introductionState = oneOf<IntroductionState>('proposed', 'agreed', 'refused', 'done', 'fellThrough');
const how = oneOf<FellThrough>('refusedBeforeStart', 'triedDidNotWork');

/** Every table's fields, in the order in which a row has them. */
export const fields: { readonly [T in TableName]: Fields<Rows[T]> } = {
  meta: {
    title: or('', text),
    created: or(0, number),
    notes: or('', settledText),
    base: or(1, number),
    ceiling: or(3, number),
    marketUntil: optional(number),
  },
  members: {
    name: or('', text),
    role: or('member', oneOf<Member['role']>('member', 'facilitator')),
    colour: or(0, number),
    shape: or('circle', oneOf(...shapes)),
    joined: or(0, number),
    approved: optional(number),
    resting: optional(truth),
    gone: optional(oneOf<NonNullable<Member['gone']>>('left', 'removed', 'banned', 'merged')),
    extraSlotUntil: optional(number),
    named: optional(truth),
  },
  cards: {
    kind: needed(oneOf(...kinds)),
    title: or('', text),
    body: or('', settledText),
    author: or(null, textOrNull),
    behalf: optional(behalf),
    created: or(0, number),
    edited: optional(number),
    closed: optional(number),
    state: or('open', cardState),
    left: optional(number),
    promoted: optional(number),
    editors: optional(texts),
    urgency: or('anytime', oneOf(...urgencies)),
    terms: or('gift', oneOf(...allTerms)),
    category: optional(text),
    tags: optional(texts),
    area: optional(text),
    availability: optional(text),
    paidWelcome: optional(truth),
    quantity: optional(number),
    language: optional(text),
    expires: or(0, number),
    gain: optional(truth),
    answers: optional(text),
    subject: optional(subject),
  },
  helps: {
    card: needed(text),
    by: needed(text),
    share: or('all', oneOf('all', 'part', 'other')),
    quantity: or(1, number),
    state: or('proposed', helpState),
    proposed: or(0, number),
    accepted: optional(number),
    ended: optional(number),
    how: optional(how),
    confirmed: optional(number),
    confirmedBy: optional(text),
    thanked: optional(number),
  },
  introductions: {
    card: needed(text),
    introducer: needed(text),
    gain: or(false, truth),
    state: or('proposed', introductionState),
    proposed: or(0, number),
    ended: optional(number),
    how: optional(how),
    confirmed: optional(number),
    confirmedBy: optional(text),
    thanked: optional(number),
  },
  comments: {
    card: needed(text),
    by: or(null, textOrNull),
    text: or('', text),
    at: or(0, number),
  },
  notices: {
    at: or(0, number),
    by: or('', text),
    what: needed(oneOf<Notice['what']>('extraSlot', 'marketHour', 'retag', 'hide', 'settings')),
    member: optional(text),
    card: optional(text),
    reason: or('', text),
    until: optional(number),
  },
  sessions: {
    title: or('', text),
    state: or('ended', oneOf<Session['state']>('planned', 'running', 'ended')),
    phases: or([], list(phase)),
    phase: or(0, number),
    since: or(0, number),
    length: or(0, number),
    paused: optional(number),
    used: or([], list(number)),
    coming: optional(stepOf),
    before: optional(stepOf),
    began: optional(number),
    ended: optional(number),
    silent: or(0, number),
    waiting: optional(number),
    spotlight: optional(text),
    turn: optional(text),
    locked: optional(truth),
    groups: optional(list(texts)),
    rounds: or([], list(list(texts))),
    lead: or('', text),
    led: or(0, number),
    order: or([], texts),
    handed: optional(text),
    door: optional((raw) => plain(raw) as Session['door']),
  },
  seats: {
    ready: optional(text),
    passed: optional(text),
    hand: optional(number),
    away: optional(number),
  },
};

/** The same as lists, made once: rows are read at every change. */
const listed = new Map<TableName, [name: string, field: Field<unknown>][]>();

function listOf(table: TableName): readonly (readonly [name: string, field: Field<unknown>])[] {
  const known = listed.get(table);
  if (known) return known;
  const made = Object.entries<Field<unknown>>(fields[table]);
  listed.set(table, made);
  return made;
}

/** The row that lies at `raw` in a table of a board document, or undefined if none can be made of it. Never throws. */
export function readRow<T extends TableName>(table: T, id: string, raw: unknown): Rows[T] | undefined {
  if (!(raw instanceof Y.Map) || (table === 'meta' && id !== 'board')) return undefined;
  return rowOf(table, id, (name) => raw.get(name));
}

/** The row that readers make of these values, its fields in a fixed order; undefined if they leave it out. */
export function rowOf<T extends TableName>(
  table: T,
  id: string,
  valueOf: (field: string) => unknown,
): Rows[T] | undefined {
  const row: { [field: string]: unknown } = { id };
  for (const [name, field] of listOf(table)) {
    const value = field.read(valueOf(name));
    if (value !== undefined) row[name] = value;
    else if (field.orElse === 'leaveOut') return undefined;
    else if (field.orElse !== 'absent') row[name] = field.orElse.fallback;
  }
  return row as unknown as Rows[T];
}
