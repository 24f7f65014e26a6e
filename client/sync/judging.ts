/** A command judged where it is written, by the rules that the server runs, and what of it the server alone can judge. */
import { cardOf, ownerOf } from '#shared/board/access.ts';
import type { Actor, Command, CommandType } from '#shared/board/commands.ts';
import { decide } from '#shared/board/decide.ts';
import type { Decision, RefusalCode } from '#shared/board/decision.ts';
import type { State } from '#shared/board/types.ts';

/** Judged from what everyone sees and what this person knows of themselves. */
const certain: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'viewersOnlyLook',
  'facilitatorsOnly',
  'notAMember',
  'words',
  'tooLong',
  'exists',
  'stale',
]);

/** Commands that turn on private records of other people. */
const beyond: ReadonlySet<CommandType> = new Set<CommandType>([
  'device.revoke',
  'member.merge',
  'member.remove',
  'member.leave',
  'member.erase',
  'promotion.answer',
]);

/**
 * As `decide`, on the board as this device knows it.
 * @returns refused with `checking` where only the server, which sees more, can tell: then it is asked
 */
export function judge(state: State, actor: Actor, command: Command, at: number): Decision {
  const decision = decide(state, actor, command, at);
  if (decision.ok || !isHidden(state, command, decision.refusal.code)) return decision;
  return { ok: false, refusal: { code: 'checking', retry: 'later' } };
}

/** May the server say yes where this device would say `code`? */
function isHidden(state: State, command: Command, code: RefusalCode): boolean {
  if (certain.has(code)) return false;
  if (beyond.has(command.type)) return true;
  if ('card' in command && isAuthorless(state, command.card)) return true;
  // what a facilitator put aside is out of sight, and what was promised about it goes on
  return cardsBehind(state, command).some(
    (card) => cardOf(state, card) === null || isAuthorless(state, card),
  );
}

function isAuthorless(state: State, card: string): boolean {
  return cardOf(state, card) !== null && ownerOf(state, card) === null;
}

/** The cards of the help, introduction or comment that a command names, if this device knows of those. */
function cardsBehind(state: State, command: Command): string[] {
  const cards: (string | undefined)[] = [];
  if ('help' in command) cards.push(state.helps.get(command.help)?.card);
  if ('introduction' in command) cards.push(state.introductions.get(command.introduction)?.card);
  if ('match' in command)
    cards.push(state.helps.get(command.match)?.card, state.introductions.get(command.match)?.card);
  if ('comment' in command) cards.push(state.comments.get(command.comment)?.card);
  return cards.filter((card) => card !== undefined);
}
