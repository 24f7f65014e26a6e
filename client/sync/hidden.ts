/** What a client cannot judge, because the server alone knows some of it. */
import type { Command, CommandType } from '#shared/board/commands.ts';
import type { RefusalCode } from '#shared/board/decision.ts';
import { cardOf, ownerOf } from '#shared/board/access.ts';
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

/** May the server, which sees more, say yes where this device would say `code`? Then it is asked. */
export function isHidden(state: State, command: Command, code: RefusalCode): boolean {
  if (certain.has(code)) return false;
  if (beyond.has(command.type)) return true;
  return cardsOf(state, command).some(
    (card) => cardOf(state, card) !== null && ownerOf(state, card) === null,
  );
}

/** The cards a command is about, through the help or introduction it names. */
function cardsOf(state: State, command: Command): string[] {
  const cards: (string | undefined)[] = [];
  if ('card' in command) cards.push(command.card);
  if ('help' in command) cards.push(state.helps.get(command.help)?.card);
  if ('introduction' in command) cards.push(state.introductions.get(command.introduction)?.card);
  if ('match' in command)
    cards.push(state.helps.get(command.match)?.card, state.introductions.get(command.match)?.card);
  if ('comment' in command) cards.push(state.comments.get(command.comment)?.card);
  return cards.filter((card) => card !== undefined);
}
