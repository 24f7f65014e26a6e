/** Who runs a session: handed over, passed on when its lead is gone, taken back. */
import { limits, sessionRule } from '../../../limits.ts';
import type { Change } from '../../change.ts';
import type { Command } from '../../commands.ts';
import { runningSession } from '../../session/policy.ts';
import type { Session, State } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { hereMember } from '../members.ts';
import { tellOfKnocks } from './door.ts';
import { sessionToRun } from './running.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function handOver(change: Change, me: string, command: Of<'session.lead'>): Verdict {
  const { state } = change;
  const running = runningSession(state);
  if (running?.id !== command.session) return no('noSession');
  const takesBack = running.handed === me && command.member === me;
  const session = takesBack ? running : sessionToRun(change, me, command.session);
  if ('code' in session) return session;
  if (!hereMember(state, command.member)) return no('noMember');
  pass(change, session, command.member);
  // what was given by hand, or taken back, is settled
  change.patch('sessions', session.id, { handed: undefined });
  return 'applied';
}

export function setOrder(change: Change, me: string, command: Of<'session.order'>): Verdict {
  const session = sessionToRun(change, me, command.session);
  if ('code' in session) return session;
  if (session.state === 'ended') return no('wrongState');
  if (command.members.length > limits.leadOrder) return no('cardFull');
  const order = [...new Set(command.members)].filter((member) => hereMember(change.state, member));
  change.patch('sessions', session.id, { order });
  return 'applied';
}

/** When it passes on by itself: its lead has been away for a minute, and someone in the order is here. Or null. */
export function passesOnAt(state: State, session: Session): number | null {
  if (session.state !== 'running' || successor(state, session) === null) return null;
  const away = hereMember(state, session.lead) ? state.seats.get(session.lead)?.away : session.led;
  // whoever was given it while they were away has a minute to come
  return away === undefined ? null : Math.max(away, session.led) + sessionRule.leadAway;
}

function successor(state: State, session: Session): string | null {
  const isHere = (member: string): boolean => {
    const seat = state.seats.get(member);
    return hereMember(state, member) !== undefined && seat !== undefined && seat.away === undefined;
  };
  return session.order.find((member) => member !== session.lead && isHere(member)) ?? null;
}

export function passOnWhenDue(change: Change, session: Session): void {
  const at = passesOnAt(change.state, session);
  const next = successor(change.state, session);
  if (at !== null && at <= change.at && next !== null) pass(change, session, next);
}

function pass(change: Change, session: Session, member: string): void {
  const { lead, order, handed } = session;
  if (member === lead) return;
  // whoever had it keeps a place in the order, so that it can come back
  const after = order.includes(lead) ? order : [lead, ...order].slice(0, limits.leadOrder);
  change.patch('sessions', session.id, {
    lead: member,
    led: change.at,
    order: after,
    handed: handed ?? lead,
  });
  tellOfKnocks(change, member);
}
