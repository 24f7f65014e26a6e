/**
 * The one place where a board decides: what follows from a command, or why nothing does. The server decides for real;
 * clients run the same to show results at once, to work offline, and to say why something cannot be done.
 */
import { ownerOf, roleOf } from './access.ts';
import { Change } from './change.ts';
import { type Actor, type AnyCommand, type Command, commandRoles, type ServerCommand } from './commands.ts';
import { createBoard, renameBoard, settleText } from './decide/board.ts';
import {
  createCard,
  doneCard,
  editCard,
  inviteEditor,
  restoreCard,
  uninviteEditor,
  withdrawCard,
} from './decide/cards.ts';
import { joinBoard } from './decide/joining.ts';
import { settle, settleAll } from './decide/settle.ts';
import { applied, type Decision } from './decision.ts';
import type { State } from './types.ts';
import { no, type Verdict } from './verdict.ts';

/**
 * Decides on a command. Pure: it changes nothing, and knows time and ids only from what it is given. It never throws
 * for a command that has the right shape.
 * @param at the log's clock, ms since 1970; never earlier than that of any command decided on before
 */
export function decide(state: State, actor: Actor, command: AnyCommand, at: number): Decision {
  const change = new Change(state, at);
  const verdict = isPersonal(command)
    ? decidePersonal(change, actor, command)
    : decideServer(change, actor, command);
  if (typeof verdict === 'object') return { ok: false, refusal: verdict };
  settleAll(change);
  return applied(change.facts(), verdict === 'applied' ? undefined : verdict);
}

function isPersonal(command: AnyCommand): command is Command {
  return Object.hasOwn(commandRoles, command.type);
}

function decidePersonal(change: Change, actor: Actor, command: Command): Verdict {
  const { state } = change;
  if (actor.type === 'link') return no('viewersOnlyLook');
  if (actor.type === 'system') return no('notAMember');
  const role = roleOf(state, actor);
  if (role === 'none') return no('notAMember');
  if (role === 'viewer') return no('viewersOnlyLook');
  if (commandRoles[command.type] === 'facilitator' && role !== 'facilitator') return no('facilitatorsOnly');
  // what time alone has changed since the last command comes first, as if the system had been quicker
  settle(change, actor.member);
  const owner = 'card' in command ? ownerOf(state, command.card) : null;
  if (owner !== null && owner !== actor.member) settle(change, owner);
  return act(change, actor.member, command);
}

function act(change: Change, me: string, command: Command): Verdict {
  switch (command.type) {
    case 'card.create':
      return createCard(change, me, command);
    case 'card.edit':
      return editCard(change, me, command);
    case 'card.withdraw':
      return withdrawCard(change, me, command);
    case 'card.restore':
      return restoreCard(change, me, command);
    case 'card.done':
      return doneCard(change, me, command);
    case 'card.invite':
      return inviteEditor(change, me, command);
    case 'card.uninvite':
      return uninviteEditor(change, me, command);
    case 'board.rename':
      return renameBoard(change, command);
    default:
      return no('notNow', 'later');
  }
}

function decideServer(change: Change, actor: Actor, command: ServerCommand): Verdict {
  switch (command.type) {
    case 'board.create':
      return actor.type === 'system' ? createBoard(change, command) : no('facilitatorsOnly');
    case 'member.join':
      return joinBoard(change, actor, command);
    case 'text.settle':
      return actor.type === 'system' ? settleText(change, command) : no('facilitatorsOnly');
    case 'promotion.due':
      settle(change, command.member);
      return 'applied';
    default:
      return no('notNow', 'later');
  }
}
