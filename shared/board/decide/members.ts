/** What a member is called and may do. */
import { limits } from '../../limits.ts';
import { isFacilitator } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import type { Member, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { lengthFault } from '../words.ts';
import { endVisits, onlyVisits } from './visitors.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** A member who has not gone, or undefined. */
export function hereMember(state: State, id: string): Member | undefined {
  const member = state.members.get(id);
  return member?.gone ? undefined : member;
}

/** Is there a facilitator other than this one? */
export function otherFacilitator(state: State, id: string): boolean {
  for (const member of state.members.values()) {
    if (member.id !== id && !member.gone && member.role === 'facilitator') return true;
  }
  return false;
}

export function renameMember(change: Change, me: string, command: Of<'member.rename'>): Verdict {
  const { state } = change;
  const member = hereMember(state, command.member);
  if (!member) return no('noMember');
  if (member.id !== me && !isFacilitator(state, me)) return no('notYours');
  const name = command.name.trim();
  if (name === '') return no('nameFirst', 'ask');
  const fault = lengthFault(command.name, limits.name);
  if (fault) return no(fault);
  change.patch('members', member.id, { name });
  return 'applied';
}

export function restMember(change: Change, me: string, command: Of<'member.rest'>): Verdict {
  change.patch('members', me, { resting: command.resting || undefined });
  return 'applied';
}

export function hostFor(change: Change, me: string, command: Of<'member.host'>): Verdict {
  const fault = lengthFault(command.who, limits.behalf);
  if (fault) return no(fault);
  const who = command.who.trim();
  if (who === '') change.forget(`hosting:${me}`);
  else change.keep(`hosting:${me}`, [me], { type: 'hosting', member: me, who });
  return 'applied';
}

export function setRole(change: Change, command: Of<'member.role'>): Verdict {
  const member = hereMember(change.state, command.member);
  if (!member) return no('noMember');
  const steps = member.role === 'facilitator' && command.role === 'member';
  if (steps && !otherFacilitator(change.state, member.id)) return no('lastFacilitator');
  if (command.role === 'facilitator') {
    if (onlyVisits(change, member.id)) return no('passFirst');
    endVisits(change, member.id);
  }
  change.patch('members', member.id, { role: command.role });
  return 'applied';
}

/** Whether one's name may stand in the web of help; without it one is "a neighbour" there. */
export function nameInHarvest(change: Change, me: string, command: Of<'member.named'>): Verdict {
  change.patch('members', me, { named: command.named || undefined });
  return 'applied';
}

/** "I know this person": their word on acts of service counts from now on, also for what they said before. */
export function approveMember(change: Change, command: Of<'member.approve'>): Verdict {
  const member = hereMember(change.state, command.member);
  if (!member) return no('noMember');
  if (member.approved === undefined) change.patch('members', member.id, { approved: change.at });
  return 'applied';
}
