/**
 * Running a session: every step can be taken back. What was shown stays shown: it is on people's screens, and pretending
 * otherwise would be a lie to those who wrote it.
 */
import { sessionRule, time } from '../../../limits.ts';
import { isAlive } from '../../cards.ts';
import type { Change } from '../../change.ts';
import type { Command } from '../../commands.ts';
import { inOrder } from '../../order.ts';
import { clockFor, elapsed } from '../../session/clock.ts';
import { mayRun } from '../../session/policy.ts';
import type { Session } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { shutDoor, tellOfKnocks } from './door.ts';
import { regroup } from './seats.ts';
import { showSilent } from './silence.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** The session, if this member may run it now; or why not. */
export function sessionToRun(change: Change, me: string, id: string): Session | Exclude<Verdict, string> {
  const session = change.state.sessions.get(id);
  if (!session) return no('noSession');
  return mayRun(change.state, session, me) ? session : no('facilitatorsOnly');
}

export function startSession(change: Change, me: string, command: Of<'session.start'>): Verdict {
  const session = sessionToRun(change, me, command.session);
  if ('code' in session) return session;
  if (session.state !== 'planned') return no('wrongState');
  change.patch('sessions', session.id, { began: change.at, lead: me, led: change.at });
  tellOfKnocks(change, me);
  enter(change, session.id, 0);
  return 'applied';
}

export function stepSession(change: Change, me: string, command: Of<'session.step'>): Verdict {
  const session = sessionToRun(change, me, command.session);
  if ('code' in session) return session;
  const { from, to, after = 0 } = command;
  const inside = Number.isInteger(to) && to >= -1 && to <= session.phases.length;
  if (session.state === 'planned' || from !== session.phase || !inside) return no('wrongState');
  if (session.state === 'ended' && !isLatest(change, session)) return no('wrongState');
  if (to === from) {
    change.patch('sessions', session.id, { coming: undefined });
  } else if (after > 0 && to > from) {
    const at = change.at + Math.min(after, sessionRule.announce);
    change.patch('sessions', session.id, { coming: { phase: to, at }, paused: undefined });
  } else {
    step(change, session, to);
  }
  return 'applied';
}

/** One that is over can be taken up again until another is planned. */
function isLatest(change: Change, session: Session): boolean {
  return inOrder(change.state.sessions).every(
    (other) =>
      other.id === session.id || (other.state === 'ended' && (other.ended ?? 0) <= (session.ended ?? 0)),
  );
}

/** Goes to a phase: -1 is back before the beginning, the number of phases is the end. */
function step(change: Change, session: Session, to: number): void {
  const { at } = change;
  const { id, phase: from } = session;
  if (session.state === 'running') {
    const used = session.phases.map((_, index) => session.used[index] ?? 0);
    used[from] = elapsed(session, at);
    change.patch('sessions', id, { used, before: { phase: from, at } });
  }
  change.patch('sessions', id, { coming: undefined, paused: undefined, turn: undefined });
  if (to < 0) change.patch('sessions', id, { state: 'planned', phase: 0, used: [], before: undefined });
  else if (to < session.phases.length) enter(change, id, to);
  else end(change, session);
  // only now: whether a promotion may go up, and who sits together, is the new phase's affair
  const now = change.state.sessions.get(id);
  if (now && to > from) showSilent(change, now, to);
}

function enter(change: Change, id: string, to: number): void {
  const session = change.state.sessions.get(id);
  const phase = session?.phases[to];
  if (!session || !phase) return;
  const forward = session.state === 'planned' || (session.state === 'running' && to > session.phase);
  change.patch('sessions', id, {
    state: 'running',
    phase: to,
    ...clockFor(phase, change.at, session.used[to] ?? 0),
    ended: undefined,
  });
  if (phase.groups && forward) regroup(change, id, phase.groups);
}

/** What was given for the session ends with it: promotions that went up in it, slots and market hours. */
function end(change: Change, session: Session): void {
  const { state, at } = change;
  const began = session.began ?? at;
  change.patch('sessions', session.id, {
    state: 'ended',
    ended: at,
    phase: session.phases.length,
    locked: undefined,
    spotlight: undefined,
  });
  shutDoor(change, session.id);
  for (const card of inOrder(state.cards)) {
    if (card.promoted !== undefined && card.promoted >= began && isAlive(card, at)) {
      change.patch('cards', card.id, { expires: at });
    }
  }
  for (const member of inOrder(state.members)) {
    if ((member.extraSlotUntil ?? 0) > at) change.patch('members', member.id, { extraSlotUntil: undefined });
  }
  if ((state.meta.get('board')?.marketUntil ?? 0) > at) {
    change.patch('meta', 'board', { marketUntil: undefined });
  }
}

/** The clock, the lock, the spotlight and the groups of a session that is on. */
export function conductSession(
  change: Change,
  me: string,
  command: Of<'session.extend' | 'session.pause' | 'session.lock' | 'session.spotlight' | 'session.group'>,
): Verdict {
  const session = sessionToRun(change, me, command.session);
  if ('code' in session) return session;
  if (session.state !== 'running') return no('wrongState');
  const { at } = change;
  const { id } = session;
  switch (command.type) {
    case 'session.extend': {
      if (!Number.isFinite(command.minutes)) return no('words');
      const length = session.length + Math.round(command.minutes * time.MINUTE);
      // minutes that are taken back never go behind what has passed
      change.patch('sessions', id, { length: Math.max(length, elapsed(session, at)) });
      return 'applied';
    }
    case 'session.pause': {
      const { paused } = session;
      if (command.paused) change.patch('sessions', id, { paused: paused ?? at, coming: undefined });
      else if (paused !== undefined) {
        change.patch('sessions', id, { since: session.since + (at - paused), paused: undefined });
      }
      return 'applied';
    }
    case 'session.lock':
      change.patch('sessions', id, { locked: command.locked || undefined });
      return 'applied';
    case 'session.spotlight':
      if (command.spotlight !== null && !change.state.cards.has(command.spotlight)) return no('noCard');
      change.patch('sessions', id, { spotlight: command.spotlight ?? undefined });
      return 'applied';
    case 'session.group':
      regroup(change, id, command.size);
      return 'applied';
  }
}

/** An announced step, at its time. */
export function stepWhenDue(change: Change, session: Session): void {
  const { coming } = session;
  if (coming && coming.at <= change.at && session.state === 'running') step(change, session, coming.phase);
}
