/** Who may see and do what, looked up in the board as it is at this moment. */
import { isGoing } from './cards.ts';
import type { Actor } from './commands.ts';
import { bodyOf, recordsBy } from './keys.ts';
import { inOrder } from './order.ts';
import type { Card, PrivateRecord, RecordBody, Role, State } from './types.ts';

/** The role an actor has now: `none` for members who are gone or unknown, and for the system. */
export function roleOf(state: State, actor: Actor): Role | 'none' {
  switch (actor.type) {
    case 'member': {
      const member = state.members.get(actor.member);
      return member && !member.gone ? member.role : 'none';
    }
    case 'link':
      return actor.role;
    case 'system':
      return 'none';
  }
}

export function isFacilitator(state: State, member: string): boolean {
  return roleOf(state, { type: 'member', member }) === 'facilitator';
}

export type Whereabouts = 'board' | 'waiting' | 'held' | 'silent';

/** A card wherever it lies: in everyone's sight, in its author's line of promotions, taken from sight, or in silence. */
export function cardOf(state: State, id: string): { card: Card; where: Whereabouts } | null {
  const card = state.cards.get(id);
  if (card) return { card, where: 'board' };
  const waiting = bodyOf(state, 'waiting', `waiting:${id}`);
  if (waiting) return { card: waiting.card, where: 'waiting' };
  const held = bodyOf(state, 'held', `held:${id}`);
  if (held) return { card: held.card, where: 'held' };
  const silent = bodyOf(state, 'silent', `silent:${id}`);
  return silent ? { card: silent.card, where: 'silent' } : null;
}

/** Whose card it is, anonymous ones too (on a client: only one's own). null: nobody knows, or there is no such card. */
export function ownerOf(state: State, id: string): string | null {
  const found = cardOf(state, id);
  if (!found) return null;
  return found.card.author ?? bodyOf(state, 'authorship', `authorship:${id}`)?.member ?? null;
}

/**
 * The card if this member may know of it: waiting ones are their author's alone, held ones also the facilitators', and
 * silent ones also those whom they were shown.
 */
export function visibleCard(
  state: State,
  member: string,
  id: string,
): { card: Card; where: Whereabouts } | null {
  const found = cardOf(state, id);
  if (!found || found.where === 'board') return found;
  if (ownerOf(state, id) === member) return found;
  if (found.where === 'held') return isFacilitator(state, member) ? found : null;
  const shown = found.where === 'silent' && state.records.get(`silent:${id}`)?.to.includes(member);
  return shown ? found : null;
}

/**
 * What an actor may do with a running text.
 * @param text a card's id, or `notes` for the board's notes
 * @returns null: they may not know of it
 */
export function mayText(state: State, actor: Actor, text: string): 'edit' | 'read' | null {
  const role = roleOf(state, actor);
  if (role === 'none') return null;
  if (text === 'notes') return actor.type === 'member' ? 'edit' : 'read';
  if (actor.type !== 'member') return state.cards.has(text) ? 'read' : null;
  const found = visibleCard(state, actor.member, text);
  if (!found) return null;
  if (!isGoing(found.card)) return 'read';
  if (ownerOf(state, text) === actor.member) return 'edit';
  if (found.where !== 'board') return 'read';
  return role === 'facilitator' || found.card.editors?.includes(actor.member) ? 'edit' : 'read';
}

/** Is a private record for this member to know? */
export function isFor(record: PrivateRecord, member: string, role: Role | 'none'): boolean {
  return record.to.includes(member) || (record.facilitators === true && role === 'facilitator');
}

/** All private records that a member may know, by id. */
export function recordsFor(state: State, member: string): PrivateRecord[] {
  const found = new Map<string, PrivateRecord>();
  for (const record of recordsBy(state, `to:${member}`)) found.set(record.id, record);
  if (isFacilitator(state, member)) {
    for (const record of recordsBy(state, 'facilitators')) found.set(record.id, record);
  }
  return inOrder(found);
}

/** A record as it may leave the server: without those it goes to, and without hashes of secrets. */
export function forWire(record: PrivateRecord): { id: string; body: RecordBody } {
  const { id, body } = record;
  if (body.type === 'door') return { id, body: { ...body, key: '', code: '', refused: [] } };
  if (body.type === 'siteKey') return { id, body: { ...body, verifier: '' } };
  return { id, body: 'hash' in body ? { ...body, hash: '' } : body };
}
