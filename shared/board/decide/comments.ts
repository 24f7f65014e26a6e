/** Comments beneath a card. */
import { limits } from '../../limits.ts';
import { isFacilitator, ownerOf, visibleCard } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { no, type Verdict } from '../verdict.ts';
import { wordsFault } from '../words.ts';
import { enoughComments } from './enough.ts';
import { shownAs } from './matches.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function addComment(change: Change, me: string, command: Of<'comment.add'>): Verdict {
  const { state, at } = change;
  const fault = wordsFault(command.text, limits.comment);
  if (fault) return no(fault);
  if (state.comments.has(command.comment)) return no('exists');
  const found = visibleCard(state, me, command.card);
  if (!found) return no('noCard');
  const { card, where } = found;
  if (where !== 'board' || card.state === 'withdrawn') return no('wrongState');
  const owner = ownerOf(state, card.id);
  if (command.asAuthor && owner !== me) return no('notYours');
  const enough = enoughComments(state, me, card.id);
  if (enough) return enough;
  change.put('comments', {
    id: command.comment,
    card: card.id,
    // whether or not they asked for it: an anonymous author's name under their own card would give them away
    by: shownAs(card, owner, me),
    text: command.text.trim(),
    at,
  });
  return 'applied';
}

export function removeComment(change: Change, me: string, command: Of<'comment.remove'>): Verdict {
  const { state } = change;
  const comment = state.comments.get(command.comment);
  if (!comment) return no('noComment');
  const mine = comment.by === me || ownerOf(state, comment.card) === me;
  if (!mine && !isFacilitator(state, me)) return no('notYours');
  change.drop('comments', comment.id);
  return 'applied';
}
