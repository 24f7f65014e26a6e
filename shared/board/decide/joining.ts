/** Becoming a member. */
import { limits } from '../../limits.ts';
import type { Change } from '../change.ts';
import type { Actor, ServerCommand } from '../commands.ts';
import { presenceColours, type Role, shapes, type State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { lengthFault } from '../words.ts';

const rank: { readonly [R in Role]: number } = { viewer: 0, member: 1, facilitator: 2 };

export function joinBoard(
  change: Change,
  actor: Actor,
  command: Extract<ServerCommand, { type: 'member.join' }>,
): Verdict {
  const { state, at } = change;
  if (actor.type !== 'link') return no('notAMember');
  if (actor.role === 'viewer') return no('viewersOnlyLook');
  if (rank[command.role] > rank[actor.role]) return no('facilitatorsOnly');
  const name = command.name.trim();
  if (name === '') return no('nameFirst', 'ask');
  const fault = lengthFault(command.name, limits.name);
  if (fault) return no(fault);
  if (state.records.has(`banned:${command.hash}`)) return no('banned');
  if (state.members.has(command.member) || state.records.has(`device:${command.device}`)) return no('exists');
  const nth = state.members.size;
  if (nth >= limits.people && here(state) >= limits.people) return no('boardFull', 'later');
  change.put('members', {
    id: command.member,
    name,
    role: command.role,
    // neighbours in the order of joining differ in colour, and those who share one differ in shape
    colour: nth % presenceColours,
    shape: shapes[(nth + Math.floor(nth / presenceColours)) % shapes.length] ?? 'circle',
    joined: at,
  });
  change.keep(`device:${command.device}`, [command.member], {
    type: 'device',
    device: command.device,
    member: command.member,
    hash: command.hash,
    added: at,
  });
  return 'applied';
}

function here(state: State): number {
  let count = 0;
  for (const member of state.members.values()) if (!member.gone) count += 1;
  return count;
}
