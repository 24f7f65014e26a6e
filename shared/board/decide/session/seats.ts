/** People's part in a session: ready, hands, passing, groups, and who is there. */
import { limits } from '../../../limits.ts';
import type { Change } from '../../change.ts';
import type { Command, ServerCommand } from '../../commands.ts';
import { inOrder } from '../../order.ts';
import { arrange, type Groups } from '../../session/groups.ts';
import { mayRun, openSession, phaseOf } from '../../session/policy.ts';
import type { Seat } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { hereMember } from '../members.ts';
import { showToGroups } from './silence.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function takeSeat(
  change: Change,
  me: string,
  command: Of<'seat.ready' | 'seat.pass' | 'seat.hand'>,
): Verdict {
  const { state, at } = change;
  const session = openSession(state);
  if (session?.id !== command.session) return no('noSession');
  const phase = phaseOf(session)?.id;
  if (phase === undefined) return no('wrongState');
  switch (command.type) {
    case 'seat.ready':
      return setSeat(change, me, { ready: command.ready ? phase : undefined });
    case 'seat.pass':
      return setSeat(change, me, { passed: command.passed ? phase : undefined });
    case 'seat.hand': {
      const { member, up } = command;
      if (member !== me && (up || !mayRun(state, session, me))) return no('notYours');
      if (!hereMember(state, member)) return no('noMember');
      return setSeat(change, member, { hand: up ? (state.seats.get(member)?.hand ?? at) : undefined });
    }
  }
}

function setSeat(
  change: Change,
  member: string,
  fields: { [F in Exclude<keyof Seat, 'id'>]?: Seat[F] | undefined },
): Verdict {
  const { state } = change;
  if (!state.seats.has(member)) {
    if (state.seats.size >= limits.seats) return no('boardFull', 'later');
    change.put('seats', { id: member });
  }
  change.patch('seats', member, fields);
  return 'applied';
}

/** New groups of those who are here; of size 0: none. Whoever runs the session goes about between them. */
export function regroup(change: Change, id: string, size: number): void {
  const session = change.state.sessions.get(id);
  if (!session) return;
  const people = inOrder(change.state.seats).flatMap((seat) => {
    const sits = seat.away === undefined && seat.id !== session.lead && hereMember(change.state, seat.id);
    return sits ? [seat.id] : [];
  });
  const groups = size === 0 ? [] : arrange(people, size, session.rounds);
  const rounds = [...session.rounds, groups].slice(-limits.groupRounds);
  change.patch('sessions', id, groups.length > 0 ? { groups, rounds } : { groups: undefined });
  showToGroups(change, { ...session, groups });
}

/** Who came and who went. Someone new finds a seat, and the smallest group. */
export function seePeople(
  change: Change,
  command: Extract<ServerCommand, { type: 'session.seen' }>,
): Verdict {
  const { state, at } = change;
  if (openSession(state)?.id !== command.session) return no('noSession');
  for (const member of command.away) {
    const seat = state.seats.get(member);
    if (seat && seat.away === undefined) change.patch('seats', member, { away: at });
  }
  const seated = command.here.filter(
    (member) =>
      hereMember(state, member) !== undefined && setSeat(change, member, { away: undefined }) === 'applied',
  );
  joinSmallestGroups(change, command.session, seated);
  return 'applied';
}

/** All of them in one change: groups are one field, and writing it for each who comes would be n² in their number. */
function joinSmallestGroups(change: Change, id: string, members: readonly string[]): void {
  const session = change.state.sessions.get(id);
  if (!session?.groups) return;
  const groups = session.groups.map((group) => [...group]);
  const inOne = new Set(groups.flat());
  const late = members.filter((member) => !inOne.has(member) && member !== session.lead);
  for (const member of late) {
    groups.reduce((small, group) => (group.length < small.length ? group : small)).push(member);
  }
  if (late.length === 0) return;
  change.patch('sessions', id, { groups });
  showToGroups(change, { ...session, groups });
}

/** Someone goes for good: they sit in no session any more, and stand on no list of one. */
export function leaveSessions(change: Change, member: string): void {
  const without = (members: readonly string[]): string[] => members.filter((other) => other !== member);
  const withoutIn = (groups: Groups): string[][] => groups.map(without).filter((group) => group.length > 0);
  for (const session of inOrder(change.state.sessions)) {
    const { groups, rounds, order, lead, handed, turn } = session;
    change.patch('sessions', session.id, {
      groups: groups && withoutIn(groups),
      rounds: rounds.map(withoutIn),
      order: without(order),
      lead: lead === member ? '' : lead,
      handed: handed === member ? undefined : handed,
      turn: turn === member ? undefined : turn,
    });
  }
  change.drop('seats', member);
}
