/** The command that takes another back, if there is one. It is judged like any other when its time comes. */
import { cardOf } from '#shared/board/access.ts';
import type { Command, CommandType } from '#shared/board/commands.ts';
import type { CardChips, Help, Introduction, State } from '#shared/board/types.ts';

type Inverses = {
  readonly [T in CommandType]?: (command: Command & { type: T }, state: State) => Command | null;
};

const inverses: Inverses = {
  'card.create': ({ card }) => ({ type: 'card.withdraw', card }),
  'card.restore': ({ card }) => ({ type: 'card.withdraw', card }),
  'card.withdraw': ({ card }) => ({ type: 'card.restore', card }),
  'card.done': ({ card }) => ({ type: 'card.restore', card }),
  'card.edit': editBack,
  'card.invite': ({ card, member }) => ({ type: 'card.uninvite', card, member }),
  'card.uninvite': ({ card, member }) => ({ type: 'card.invite', card, member }),
  'comment.add': ({ comment }) => ({ type: 'comment.remove', comment }),
  'help.propose': ({ help }) => ({ type: 'help.cancel', help }),
  'contact.share': ({ match }) => ({ type: 'contact.unshare', match }),
  'member.rename': ({ member }, state) => {
    const name = state.members.get(member)?.name;
    return name ? { type: 'member.rename', member, name } : null;
  },
  'member.rest': ({ resting }) => ({ type: 'member.rest', resting: !resting }),
  'board.rename': ({ title }) => ({ type: 'board.rename', title: { is: title.was, was: title.is } }),
};

/** @param state the board as it was seen just before `command` */
export function inverse<T extends CommandType>(command: Command & { type: T }, state: State): Command | null {
  const of = inverses[command.type] as ((command: Command, state: State) => Command | null) | undefined;
  return of?.(command, state) ?? null;
}

/**
 * Whether nobody has built on it meanwhile. An offer that was accepted is a promise, and a card that was answered is not its
 * author's alone: taking those back is a step of its own, of which the others are told.
 */
export function isUnanswered(command: Command, { helps, introductions }: State): boolean {
  if (command.type === 'help.propose') return helps.get(command.help)?.state === 'proposed';
  if (command.type !== 'card.create') return true;
  return ![...helps.values(), ...introductions.values()].some(
    (answer) => answer.card === command.card && waitsOrStands(answer),
  );
}

function waitsOrStands({ state }: Help | Introduction): boolean {
  return state === 'proposed' || state === 'accepted' || state === 'agreed';
}

function editBack(command: Command & { type: 'card.edit' }, state: State): Command | null {
  const card = cardOf(state, command.card)?.card;
  if (!card) return null;
  const chips = command.chips
    ? Object.fromEntries(
        Object.keys(command.chips).map((name) => [name, card[name as keyof CardChips] ?? null]),
      )
    : null;
  return {
    type: 'card.edit',
    card: command.card,
    ...(command.title && { title: { is: card.title, was: command.title.is } }),
    ...(command.kind && { kind: card.kind }),
    ...(chips && { chips }),
  };
}
