/** Two members turn out to be one person: all that was one's becomes the other's, and pairs with oneself vanish. */
import { cardOf, isFacilitator, ownerOf } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { bodyOf, cardsBy, helpsBy, recordsBy } from '../keys.ts';
import { byId, inOrder } from '../order.ts';
import type { Card, Comment, Help, Member, PrivateRecord, Rows, TableName } from '../types.ts';
import { tableNames } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { cardsOf, nameless } from './leaving.ts';
import { dropContacts, dropRecordsOf, endHelp, recount, sidesOfIntroduction } from './matches.ts';
import { hereMember } from './members.ts';
import { endVisits } from './visitors.ts';

export function mergeMembers(change: Change, command: Extract<Command, { type: 'member.merge' }>): Verdict {
  const { state } = change;
  const from = hereMember(state, command.from);
  const into = hereMember(state, command.into);
  if (!from || !into) return no('noMember');
  if (from.id === into.id) return no('wrongState');
  for (const { body } of recordsBy(state, `to:${from.id}`)) {
    if (body.type === 'contact') dropContacts(change, body.match);
  }
  // what was up under the other name needs a slot under this one
  for (const card of cardsBy(state, `author:${from.id}`)) {
    change.patch('cards', card.id, { promoted: undefined });
  }
  renameRows(change, from.id, into.id);
  renameRecords(change, from.id, into.id);
  dropSelfMatches(change, into.id);
  for (const card of cardsOf(state, into.id)) tidyOwnCard(change, card, into.id);
  change.patch('members', into.id, united(from, into));
  // no site speaks for a facilitator
  if (isFacilitator(state, into.id)) endVisits(change, into.id);
  nameless(change, from, 'merged');
  return 'applied';
}

function united(from: Member, into: Member): Partial<Member> {
  const earliest = (a?: number, b?: number): number => Math.min(a ?? Infinity, b ?? Infinity);
  const approved = earliest(from.approved, into.approved);
  const extra = Math.max(from.extraSlotUntil ?? 0, into.extraSlotUntil ?? 0);
  return {
    role: from.role === 'facilitator' ? from.role : into.role,
    joined: Math.min(from.joined, into.joined),
    ...(approved === Infinity ? {} : { approved }),
    ...(extra === 0 ? {} : { extraSlotUntil: extra }),
  };
}

function renameRows(change: Change, from: string, into: string): void {
  for (const table of tableNames) {
    if (table === 'members' || table === 'meta') continue;
    for (const row of inOrder<Rows[TableName]>(change.state[table])) {
      change.patch(table, row.id, renamed(row, from, into));
    }
  }
}

function renameRecords(change: Change, from: string, into: string): void {
  const { state } = change;
  for (const record of inOrder(state.records)) {
    const next = renamedRecord(record, from, into);
    if (!next) continue;
    if (next.id !== record.id) {
      change.forget(record.id);
      // what the remaining member said themselves stands
      if (state.records.has(next.id)) continue;
    }
    const { body } = next;
    const withOneself = body.type === 'confirmation' && (body.giver === body.other || body.giver === body.by);
    if (withOneself) change.forget(next.id);
    else change.keepRecord(next);
  }
}

function renamedRecord(record: PrivateRecord, from: string, into: string): PrivateRecord | null {
  const id = record.id
    .split(':')
    .map((part) => (part === from ? into : part))
    .join(':');
  const to = [...new Set(record.to.map((member) => (member === from ? into : member)))];
  const body = renamed(record.body, from, into);
  const same = id === record.id && body === record.body && !record.to.includes(from);
  return same ? null : { ...record, id, to, body };
}

/** A copy of plain data in which one member's id stands for another's, and no list names anybody twice. The same if it does not occur. */
function renamed<T>(value: T, from: string, into: string): T {
  if (value === from) return into as T;
  if (Array.isArray(value)) {
    if (!value.some((item) => renamed<unknown>(item, from, into) !== item)) return value;
    return [...new Set(value.map((item) => renamed<unknown>(item, from, into)))] as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const next = entries.map(([key, item]) => [key, renamed<unknown>(item, from, into)] as const);
  return next.every(([, item], index) => item === entries[index]?.[1])
    ? value
    : (Object.fromEntries(next) as T);
}

/** Nobody helps, introduces or thanks themselves. */
function dropSelfMatches(change: Change, member: string): void {
  const { state } = change;
  const kept = new Set<string>();
  const helps = helpsBy(state, `by:${member}`).sort((a, b) => a.proposed - b.proposed || byId(a, b));
  for (const help of helps) {
    if (ownerOf(state, help.card) === member) dropHelp(change, help);
    else if (help.state !== 'proposed' && help.state !== 'accepted') continue;
    else if (!kept.has(help.card)) kept.add(help.card);
    else if (help.state === 'proposed') endHelp(change, help, 'cancelled');
  }
  for (const introduction of inOrder(state.introductions)) {
    const { introducer, seeker, person } = sidesOfIntroduction(state, introduction);
    if (seeker !== member || (introducer !== member && person !== member)) continue;
    change.drop('introductions', introduction.id);
    dropRecordsOf(change, introduction.id);
  }
}

function dropHelp(change: Change, help: Help): void {
  const card = cardOf(change.state, help.card)?.card;
  change.drop('helps', help.id);
  dropRecordsOf(change, help.id);
  // a card that is done stays done, whoever did it
  if (card?.state !== 'done') recount(change, help.card);
}

/** On their own card a member is its author, and nothing besides. */
function tidyOwnCard(change: Change, card: Card, owner: string): void {
  const { state } = change;
  if (card.editors?.includes(owner)) {
    const editors = card.editors.filter((editor) => editor !== owner);
    change.patch('cards', card.id, { editors: editors.length > 0 ? editors : undefined });
  }
  change.forget(`report:${card.id}:${owner}`);
  const suspicion = bodyOf(state, 'suspicion', `suspicion:${card.id}`);
  if (suspicion?.by.includes(owner)) {
    const by = suspicion.by.filter((member) => member !== owner);
    change.keep(`suspicion:${card.id}`, [], { ...suspicion, by });
  }
  if (card.author !== null) return;
  // what they wrote beneath it under the other name would now name its author
  for (const comment of inOrder(state.comments)) {
    if (comment.card === card.id && comment.by === owner) {
      change.put('comments', { ...comment, by: null } satisfies Comment);
    }
  }
}
