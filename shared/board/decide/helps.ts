/** The life of a help: proposed → accepted → done, part done or fell through; declined, cancelled; thanked. */
import { limits } from '../../limits.ts';
import { cardOf, isFacilitator, ownerOf, visibleCard } from '../access.ts';
import { isAlive } from '../cards.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { helpsBy } from '../keys.ts';
import type { Card, Help, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { isQuantity, lengthFault } from '../words.ts';
import {
  confirmHelp,
  dropRecordsOf,
  endHelp,
  type HelpSides,
  isPaid,
  keepReason,
  recount,
  shownAs,
  sidesOfHelp,
} from './matches.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function proposeHelp(change: Change, me: string, command: Of<'help.propose'>): Verdict {
  const { state, at } = change;
  const fault = lengthFault(command.note, limits.note);
  if (fault) return no(fault);
  if (command.quantity !== undefined && !isQuantity(command.quantity)) return no('words');
  if (state.helps.has(command.help)) return no('exists');
  const found = visibleCard(state, me, command.card);
  if (!found) return no('noCard');
  const { card, where } = found;
  if (card.kind === 'referral') return no('wrongKind');
  if (ownerOf(state, card.id) === me) return no('ownCard');
  if (where !== 'board' || !isAlive(card, at)) return no('wrongState');
  const helps = helpsBy(state, `card:${card.id}`);
  if (helps.some((help) => help.by === me && (help.state === 'proposed' || help.state === 'accepted'))) {
    return no('alreadyProposed');
  }
  if (card.left === 0) return no('taken', 'later');
  if (helps.length >= limits.helpsPerCard) return no('cardFull', 'later');
  // one who proposes and takes it back again and again must not fill the card for everyone
  for (const old of helps) if (old.by === me && old.state === 'cancelled') dropHelp(change, old.id);

  const wanted = command.quantity ?? (command.share === 'all' ? (card.left ?? 1) : 1);
  change.put('helps', {
    id: command.help,
    card: card.id,
    by: me,
    share: command.share,
    quantity: Math.min(wanted, card.left ?? wanted),
    state: 'proposed',
    proposed: at,
  });
  const text = command.note.trim();
  if (text !== '') {
    change.keep(`note:${command.help}`, [me, ownerOf(state, card.id)], {
      type: 'note',
      help: command.help,
      text,
    });
  }
  return 'applied';
}

function dropHelp(change: Change, id: string): void {
  change.drop('helps', id);
  dropRecordsOf(change, id);
}

/** A help and its sides, if this member may know of it. */
function helpOf(state: State, id: string): { help: Help; sides: HelpSides } | null {
  const help = state.helps.get(id);
  const sides = help && sidesOfHelp(state, help);
  return help && sides ? { help, sides } : null;
}

function isSide(me: string, { help, sides }: { help: Help; sides: HelpSides }): boolean {
  return me === help.by || me === sides.owner;
}

export function acceptHelp(change: Change, me: string, command: Of<'help.accept'>): Verdict {
  const { state, at } = change;
  const found = helpOf(state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (me !== sides.owner) return no('notYours');
  if (help.state !== 'proposed') return no('wrongState');
  const where = cardOf(state, sides.card.id)?.where;
  if (where !== 'board' || !isAlive(sides.card, at)) return no('wrongState');
  if (sides.card.left !== undefined && sides.card.left < help.quantity) return no('taken', 'later');
  if (isPaid(state, help, sides, at)) change.keep(`paid:${help.id}`, [], { type: 'paid', help: help.id });
  change.patch('helps', help.id, { state: 'accepted', accepted: at });
  recount(change, sides.card.id);
  return 'applied';
}

export function declineHelp(change: Change, me: string, command: Of<'help.decline'>): Verdict {
  const found = helpOf(change.state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (me !== sides.owner) return no('notYours');
  const fault = lengthFault(command.reason, limits.reason);
  if (fault) return no(fault);
  if (help.state !== 'proposed') return no('wrongState');
  endHelp(change, help, 'declined');
  keepReason(change, help.id, [help.by, sides.owner], command.reason);
  return 'applied';
}

export function cancelHelp(change: Change, me: string, command: Of<'help.cancel'>): Verdict {
  const found = helpOf(change.state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (!isSide(me, found)) return no('notYours');
  if (help.state === 'proposed' && me === help.by) endHelp(change, help, 'cancelled');
  else if (help.state === 'accepted') {
    endHelp(change, help, 'fellThrough', 'refusedBeforeStart');
    recount(change, sides.card.id);
  } else return no('wrongState');
  return 'applied';
}

export function doneHelp(change: Change, me: string, command: Of<'help.done'>): Verdict {
  const { state } = change;
  const found = helpOf(state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (!isSide(me, found) && !isFacilitator(state, me)) return no('notYours');
  if (command.quantity !== undefined && !isQuantity(command.quantity)) return no('words');
  const waitsForWord = (help.state === 'done' || help.state === 'partDone') && help.confirmed === undefined;
  if (waitsForWord && me !== sides.giver) {
    confirmHelp(change, help.id, me);
    return 'applied';
  }
  if (help.state !== 'accepted') return no('wrongState');
  const part = command.part === true || (command.quantity ?? help.quantity) < help.quantity;
  if (part) {
    // part of it with no number given: how much is unknown, and all of it may be asked for again
    change.patch('helps', help.id, { quantity: Math.min(command.quantity ?? 0, help.quantity - 1) });
  }
  endHelp(change, help, part ? 'partDone' : 'done');
  confirmHelp(change, help.id, me);
  recount(change, sides.card.id);
  return 'applied';
}

export function failHelp(change: Change, me: string, command: Of<'help.fail'>): Verdict {
  const found = helpOf(change.state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (!isSide(me, found)) return no('notYours');
  const fault = lengthFault(command.reason, limits.reason);
  if (fault) return no(fault);
  // whoever received may say that what the other called done did not happen, as long as nobody confirmed it
  const contradicts = help.state === 'done' && help.confirmed === undefined && me === sides.receiver;
  if (help.state !== 'accepted' && !contradicts) return no('wrongState');
  endHelp(change, help, 'fellThrough', command.how);
  keepReason(change, help.id, [help.by, sides.owner], command.reason);
  recount(change, sides.card.id);
  return 'applied';
}

export function thankHelp(change: Change, me: string, command: Of<'help.thank'>): Verdict {
  const { state, at } = change;
  const found = helpOf(state, command.help);
  if (!found) return no('noMatch');
  const { help, sides } = found;
  if (!isSide(me, found)) return no('notYours');
  const fault = lengthFault(command.words, limits.note);
  if (fault) return no(fault);
  if (help.state !== 'done' && help.state !== 'partDone') return no('wrongState');
  if (me === sides.receiver) {
    change.patch('helps', help.id, { thanked: at });
    confirmHelp(change, help.id, me);
  }
  keepThanks(change, help.id, me, sides.card, sides.owner, [help.by, sides.owner], command.words);
  return 'applied';
}

/** The words of a thank-you, to those of the match alone; unsigned where the signature would name an anonymous author. */
export function keepThanks(
  change: Change,
  match: string,
  me: string,
  card: Card | undefined,
  owner: string | null,
  to: readonly (string | null)[],
  words: string,
): void {
  const from = shownAs(card, owner, me);
  const text = words.trim();
  if (text !== '')
    change.keep(`thanks:${match}:${from ?? 'author'}`, to, { type: 'thanks', match, from, text });
}
