/**
 * The one place where a board decides: what follows from a command, or why nothing does. The server decides for real;
 * clients run the same to show results at once, to work offline, and to say why something cannot be done.
 */
import { ownerOf, roleOf } from './access.ts';
import { Change } from './change.ts';
import { type Actor, type AnyCommand, type Command, commandRoles, type ServerCommand } from './commands.ts';
import { createBoard, renameBoard, settleText } from './decide/board.ts';
import { addComment, removeComment } from './decide/comments.ts';
import { shareContact, unshareContact } from './decide/contact.ts';
import {
  acceptHelp,
  cancelHelp,
  declineHelp,
  doneHelp,
  failHelp,
  proposeHelp,
  thankHelp,
} from './decide/helps.ts';
import {
  agreeToIntroduction,
  askIntroduction,
  doneIntroduction,
  failIntroduction,
  proposeIntroduction,
  refuseIntroduction,
  thankIntroduction,
} from './decide/introductions.ts';
import { eraseBoard, eraseMember } from './decide/erasing.ts';
import { leaveBoard, removeMember } from './decide/leaving.ts';
import { mintLink, mintPass, redeemPass, revokeDevice, revokeLink } from './decide/links.ts';
import {
  approveMember,
  hostFor,
  nameInHarvest,
  renameMember,
  restMember,
  setRole,
} from './decide/members.ts';
import { mergeMembers } from './decide/merging.ts';
import { closeReports, holdCard, releaseCard, reportCard } from './decide/moderation.ts';
import { changeSettings, override } from './decide/overrides.ts';
import { answerSuspicion, suspectPromotion, swapPromotions } from './decide/promotions.ts';
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
import {
  answerKnocks,
  askAtDoor,
  closeDoor,
  knock,
  leaveDoor,
  openDoor,
  showCode,
  tidyDoor,
} from './decide/session/door.ts';
import { handOver, passOnWhenDue, setOrder } from './decide/session/leading.ts';
import { dropSession, editSession, planSession } from './decide/session/planning.ts';
import { countHidden } from './decide/session/counting.ts';
import { conductSession, startSession, stepSession, stepWhenDue } from './decide/session/running.ts';
import { seePeople, takeSeat } from './decide/session/seats.ts';
import { takeTurn } from './decide/session/silence.ts';
import { settle, settleAll, settleAnswers } from './decide/settle.ts';
import { addSiteKey, openToSites, revokeSiteKey } from './decide/sites.ts';
import { endTokens, enterAsVisitor, renewVisit, useToken } from './decide/visitors.ts';
import { applied, type Decision } from './decision.ts';
import { sessionFault } from './session/policy.ts';
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
  countHidden(change);
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
  // a card says for itself what may be written in a phase
  const frozen = addsWords.has(command.type) ? sessionFault(state, actor.member, null, change.at) : null;
  if (frozen) return no(frozen, 'later');
  return act(change, actor.member, command);
}

/** What is new on a board besides cards, and waits while a session lets nobody write. */
const addsWords: ReadonlySet<Command['type']> = new Set([
  'comment.add',
  'help.propose',
  'introduction.propose',
  'introduction.ask',
]);

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
    case 'card.report':
      return reportCard(change, me, command);
    case 'card.hold':
      return holdCard(change, command);
    case 'card.release':
      return releaseCard(change, command);
    case 'report.close':
      return closeReports(change, command);
    case 'comment.add':
      return addComment(change, me, command);
    case 'comment.remove':
      return removeComment(change, me, command);
    case 'help.propose':
      return proposeHelp(change, me, command);
    case 'help.accept':
      return acceptHelp(change, me, command);
    case 'help.decline':
      return declineHelp(change, me, command);
    case 'help.cancel':
      return cancelHelp(change, me, command);
    case 'help.done':
      return doneHelp(change, me, command);
    case 'help.fail':
      return failHelp(change, me, command);
    case 'help.thank':
      return thankHelp(change, me, command);
    case 'introduction.propose':
      return proposeIntroduction(change, me, command);
    case 'introduction.ask':
      return askIntroduction(change, me, command);
    case 'introduction.agree':
      return agreeToIntroduction(change, me, command);
    case 'introduction.refuse':
      return refuseIntroduction(change, me, command);
    case 'introduction.done':
      return doneIntroduction(change, me, command);
    case 'introduction.fail':
      return failIntroduction(change, me, command);
    case 'introduction.thank':
      return thankIntroduction(change, me, command);
    case 'contact.share':
      return shareContact(change, me, command);
    case 'contact.unshare':
      return unshareContact(change, me, command);
    case 'promotion.swap':
      return swapPromotions(change, me, command);
    case 'promotion.suspect':
      return suspectPromotion(change, me, command);
    case 'promotion.answer':
      return answerSuspicion(change, me, command);
    case 'member.rename':
      return renameMember(change, me, command);
    case 'member.rest':
      return restMember(change, me, command);
    case 'member.host':
      return hostFor(change, me, command);
    case 'member.role':
      return setRole(change, command);
    case 'member.approve':
      return approveMember(change, command);
    case 'member.merge':
      return mergeMembers(change, command);
    case 'member.remove':
      return removeMember(change, me, command);
    case 'member.leave':
      return leaveBoard(change, me);
    case 'member.erase':
      return eraseMember(change, me, command);
    case 'member.named':
      return nameInHarvest(change, me, command);
    case 'device.revoke':
      return revokeDevice(change, me, command);
    case 'board.rename':
      return renameBoard(change, command);
    case 'board.settings':
      return changeSettings(change, me, command);
    case 'override.extraSlot':
    case 'override.marketHour':
    case 'override.retag':
    case 'override.hide':
      return override(change, me, command);
    case 'session.plan':
      return planSession(change, me, command);
    case 'session.edit':
      return editSession(change, me, command);
    case 'session.drop':
      return dropSession(change, command);
    case 'session.start':
      return startSession(change, me, command);
    case 'session.step':
      return stepSession(change, me, command);
    case 'session.extend':
    case 'session.pause':
    case 'session.lock':
    case 'session.spotlight':
    case 'session.group':
      return conductSession(change, me, command);
    case 'session.turn':
      return takeTurn(change, me, command);
    case 'session.lead':
      return handOver(change, me, command);
    case 'session.order':
      return setOrder(change, me, command);
    case 'door.ask':
      return askAtDoor(change, me, command);
    case 'door.close':
      return closeDoor(change, me, command);
    case 'door.admit':
    case 'door.refuse':
      return answerKnocks(change, me, command);
    case 'seat.ready':
    case 'seat.pass':
    case 'seat.hand':
      return takeSeat(change, me, command);
  }
}

/** Commands that only the server makes: for time itself, or on behalf of somebody whose word it has. */
function decideServer(change: Change, actor: Actor, command: ServerCommand): Verdict {
  switch (command.type) {
    case 'member.join':
      return joinBoard(change, actor, command);
    case 'board.erase':
      return serverRefuses(change, actor, 'facilitator') ?? eraseBoard(change, command);
    case 'board.sites':
      return serverRefuses(change, actor, 'facilitator') ?? openToSites(change, command);
    case 'siteKey.add':
      return serverRefuses(change, actor, 'facilitator') ?? addSiteKey(change, command);
    case 'siteKey.revoke':
      return serverRefuses(change, actor, 'facilitator') ?? revokeSiteKey(change, command);
    case 'link.mint':
      return serverRefuses(change, actor, 'facilitator') ?? mintLink(change, command);
    case 'link.revoke':
      return serverRefuses(change, actor, 'facilitator') ?? revokeLink(change, command);
    case 'pass.mint':
      return serverRefuses(change, actor, 'member') ?? mintPass(change, actor, command);
    case 'board.create':
      return serverRefuses(change, actor, 'system') ?? createBoard(change, command);
    case 'pass.redeem':
      return serverRefuses(change, actor, 'system') ?? redeemPass(change, command);
    case 'text.settle':
      return serverRefuses(change, actor, 'system') ?? settleText(change, command);
    case 'token.use':
      return serverRefuses(change, actor, 'system') ?? useToken(change, command);
    case 'token.due':
      return serverRefuses(change, actor, 'system') ?? endTokens(change);
    case 'visitor.enter':
      return serverRefuses(change, actor, 'system') ?? enterAsVisitor(change, command);
    case 'visitor.renew':
      return serverRefuses(change, actor, 'system') ?? renewVisit(change, command);
    case 'promotion.due':
      return serverRefuses(change, actor, 'system') ?? settleMember(change, command.member);
    case 'need.due':
      return serverRefuses(change, actor, 'system') ?? settleAnswers(change, command.card);
    case 'session.due':
      return serverRefuses(change, actor, 'system') ?? sessionDue(change, command.session);
    case 'session.seen':
      return serverRefuses(change, actor, 'system') ?? seePeople(change, command);
    case 'door.open':
      return serverRefuses(change, actor, 'member') ?? openDoor(change, actor, command);
    case 'door.show':
      return serverRefuses(change, actor, 'member') ?? showCode(change, actor, command);
    case 'door.knock':
      return serverRefuses(change, actor, 'system') ?? knock(change, command);
    case 'door.leave':
      return serverRefuses(change, actor, 'system') ?? leaveDoor(change, command);
    case 'door.due':
      return serverRefuses(change, actor, 'system') ?? tidyDoor(change, command);
  }
}

function serverRefuses(
  change: Change,
  actor: Actor,
  least: 'member' | 'facilitator' | 'system',
): Verdict | null {
  if (actor.type === 'system') return null;
  if (actor.type === 'link') return no('viewersOnlyLook');
  const role = roleOf(change.state, actor);
  if (role === 'none') return no('notAMember');
  const may = least === 'member' || (least === 'facilitator' && role === 'facilitator');
  return may ? null : no('facilitatorsOnly');
}

function sessionDue(change: Change, id: string): Verdict {
  const session = change.state.sessions.get(id);
  if (!session) return no('noSession');
  stepWhenDue(change, session);
  passOnWhenDue(change, change.state.sessions.get(id) ?? session);
  return 'applied';
}

function settleMember(change: Change, member: string): Verdict {
  settle(change, member);
  return 'applied';
}
