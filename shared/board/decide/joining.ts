/** Becoming a member. */
import { limits } from '../../limits.ts';
import type { Change } from '../change.ts';
import type { Actor, ServerCommand } from '../commands.ts';
import type { Refusal } from '../decision.ts';
import { presenceColours, type Role, shapes, type State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { lengthFault } from '../words.ts';
import { addDevice, type NewDevice } from './devices.ts';

const rank: { readonly [R in Role]: number } = { viewer: 0, member: 1, facilitator: 2 };

export function joinBoard(
  change: Change,
  actor: Actor,
  command: Extract<ServerCommand, { type: 'member.join' }>,
): Verdict {
  if (actor.type !== 'link') return no('notAMember');
  if (actor.role === 'viewer') return no('viewersOnlyLook');
  if (rank[command.role] > rank[actor.role]) return no('facilitatorsOnly');
  return addMember(change, command);
}

/** Who comes, by which name, and with which device. */
export interface Newcomer extends NewDevice {
  name: string;
  role: 'member' | 'facilitator';
}

/** Why nobody can be called that, or null. */
export function nameFault(name: string): Refusal | null {
  if (name.trim() === '') return no('nameFirst', 'ask');
  const fault = lengthFault(name, limits.name);
  return fault && no(fault);
}

export function addMember(change: Change, newcomer: Newcomer): Verdict {
  const { state, at } = change;
  const fault = nameFault(newcomer.name);
  if (fault) return fault;
  if (state.records.has(`banned:${newcomer.hash}`)) return no('banned');
  if (state.members.has(newcomer.member) || state.records.has(`device:${newcomer.device}`))
    return no('exists');
  const nth = state.members.size;
  if (nth >= limits.people && here(state) >= limits.people) return no('boardFull', 'later');
  change.put('members', {
    id: newcomer.member,
    name: newcomer.name.trim(),
    role: newcomer.role,
    // neighbours in the order of joining differ in colour, and those who share one differ in shape
    colour: nth % presenceColours,
    shape: shapes[(nth + Math.floor(nth / presenceColours)) % shapes.length] ?? 'circle',
    joined: at,
  });
  addDevice(change, newcomer);
  return 'applied';
}

function here(state: State): number {
  let count = 0;
  for (const member of state.members.values()) if (!member.gone) count += 1;
  return count;
}
