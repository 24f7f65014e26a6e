/**
 * Silent writing (docs/decisions/0025): a card written in a silent phase is its author's private record, and becomes a card of the
 * board when the phase is over. Until then nobody else is sent a byte of it, only how many there are.
 */
import { ownerOf } from '../../access.ts';
import { defaultExpiry, isGoing } from '../../cards.ts';
import type { Change } from '../../change.ts';
import type { Command } from '../../commands.ts';
import { bodiesBy, type Body, bodyOf } from '../../keys.ts';
import { byId } from '../../order.ts';
import { goesByTurns, mayRun, openSession, runningSession } from '../../session/policy.ts';
import { type Card, kinds, type Session, type State, urgencies } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { hereMember } from '../members.ts';
import { place } from '../place.ts';

export function keepSilent(change: Change, owner: string, card: Card, phase: string): void {
  change.keep(`silent:${card.id}`, [owner], { type: 'silent', card, owner: card.author, phase });
}

/**
 * The session goes on to a later phase: what was written in silence before it is shown, in the phase that follows to one's
 * own group or person by person where it was written so, and to all after that.
 */
export function showSilent(change: Change, session: Session, to: number): void {
  const last = to >= session.phases.length;
  for (const body of allSilent(change.state)) {
    const written = session.phases.findIndex(({ id }) => id === body.phase);
    if (written >= to) continue;
    const how = session.phases[written]?.silent ?? 'all';
    if (how === 'all' || to > written + 1 || last) show(change, body.card.id);
    // before a few people, or at somebody's turn, it would name its author
    else if (body.card.author === null) continue;
    else if (how === 'group') showToGroup(change, session, body.card.id);
    else mark(change, body.card.id, 'turns');
  }
}

/** In an order that is the same on every replica, and that tells nothing of who wrote when. */
function allSilent(state: State): Body<'silent'>[] {
  return bodiesBy(state, 'silent', 'type:silent').sort((a, b) => byId(a.card, b.card));
}

/** Puts a silent card where everybody sees it, and where the promotion rule wants it. One taken back stays its author's. */
function show(change: Change, id: string): void {
  const body = bodyOf(change.state, 'silent', `silent:${id}`);
  const owner = ownerOf(change.state, id);
  if (!body) return;
  if (!isGoing(body.card)) {
    const { shown: _, ...kept } = body;
    change.keep(`silent:${id}`, [owner], kept);
    return;
  }
  change.forget(`silent:${id}`);
  place(change, owner ?? '', asNew(body.card, change.at), { byAuthor: false });
}

/** It is new to everyone now, and when it was written would tell who was writing then. */
function asNew(card: Card, at: number): Card {
  const { edited: _, ...rest } = card;
  const ownEnd = !kinds.some((kind) =>
    urgencies.some((urgency) => defaultExpiry(kind, urgency, card.created) === card.expires),
  );
  const expires = ownEnd ? card.expires : defaultExpiry(card.kind, card.urgency, at);
  return { ...rest, created: at, expires };
}

/** A card that was taken back in silence, and is wanted after all: in silence again, or on the board if that is over. */
export function restoreSilent(change: Change, owner: string, next: Card): Verdict {
  const { state } = change;
  const body = bodyOf(state, 'silent', `silent:${next.id}`);
  if (!body) return no('noCard');
  const session = openSession(state);
  const written = session?.phases.findIndex(({ id }) => id === body.phase) ?? -1;
  if (session && written >= session.phase) {
    // its part is on again: a turn that comes before that is over is not for this one
    const { shown: _, ...kept } = body;
    change.keep(`silent:${next.id}`, [owner], { ...kept, card: next });
    return 'applied';
  }
  change.forget(`silent:${next.id}`);
  return place(change, owner, asNew(next, change.at), { byAuthor: true });
}

function mark(change: Change, id: string, shown: 'group' | 'turns', to?: readonly string[]): void {
  const record = change.state.records.get(`silent:${id}`);
  if (record?.body.type !== 'silent') return;
  change.keepRecord({ ...record, to: to ?? record.to, body: { ...record.body, shown } });
}

function showToGroup(change: Change, session: Session, id: string): void {
  const owner = ownerOf(change.state, id);
  if (owner === null) return;
  const group = session.groups?.find((members) => members.includes(owner)) ?? [];
  mark(change, id, 'group', [...new Set([owner, ...group])]);
}

/** Groups changed, or someone came late: what their groups are shown follows. */
export function showToGroups(change: Change, session: Session): void {
  for (const body of allSilent(change.state)) {
    if (body.shown === 'group') showToGroup(change, session, body.card.id);
  }
}

/** It is one person's turn: what they wrote is shown to all. Said by whoever runs the session, or by themselves. */
export function takeTurn(
  change: Change,
  me: string,
  command: Extract<Command, { type: 'session.turn' }>,
): Verdict {
  const { state } = change;
  const session = runningSession(state);
  if (session?.id !== command.session) return no('noSession');
  if (command.member !== me && !mayRun(state, session, me)) return no('facilitatorsOnly');
  if (!hereMember(state, command.member)) return no('noMember');
  if (goesByTurns(session)) change.patch('sessions', session.id, { turn: command.member });
  for (const body of allSilent(state)) {
    if (body.shown === 'turns' && ownerOf(state, body.card.id) === command.member) show(change, body.card.id);
  }
  return 'applied';
}
