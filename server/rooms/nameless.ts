/** Where the log must not say who acted: it would name the author of an anonymous card. */
import { cardOf, ownerOf } from '#shared/board/access.ts';
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import type { State } from '#shared/board/types.ts';

/** Is the actor the author of that anonymous card? */
export function isAnonymousAuthor(state: State, actor: Actor, card: string): boolean {
  if (actor.type !== 'member') return false;
  return cardOf(state, card)?.card.author === null && ownerOf(state, card) === actor.member;
}

/** Does the command concern an anonymous card of its actor? Asked after the command took effect. */
export function isNameless(state: State, actor: Actor, command: AnyCommand): boolean {
  const card = cardOfCommand(state, command);
  return card !== undefined && isAnonymousAuthor(state, actor, card);
}

function cardOfCommand(state: State, command: AnyCommand): string | undefined {
  if ('card' in command && typeof command.card === 'string') return command.card;
  if ('help' in command) return state.helps.get(command.help)?.card;
  if ('introduction' in command) return state.introductions.get(command.introduction)?.card;
  if ('comment' in command) return state.comments.get(command.comment)?.card;
  if ('match' in command) {
    return state.helps.get(command.match)?.card ?? state.introductions.get(command.match)?.card;
  }
  return undefined;
}
