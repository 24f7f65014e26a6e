/** Words that did not reach the board, as their writer sees them. */
import { cardOf } from '#shared/board/access.ts';
import type { Command } from '#shared/board/commands.ts';
import type { State } from '#shared/board/types.ts';
import type { Draft } from '#client/session/port.ts';
import { kindWords } from '#client/words/cards.ts';

export interface DraftView {
  id: string;
  at: number;
  /** "Need", "A note with your offer". */
  what: string;
  /** The words themselves; '' where the act had none. */
  title: string;
  text: string;
  /** For a change someone else crossed: what stands on the board now. */
  theirs: string | null;
  /** Sent again as it is. */
  again: Command;
  /** For a crossed change: the same words, having seen theirs. */
  mine: Command | null;
}

export function draftView(state: State, draft: Draft): DraftView {
  const { command, refusal } = draft;
  const [what, title, text] = wordsOf(state, command);
  const theirs = refusal?.code === 'stale' ? (refusal.theirs ?? null) : null;
  return {
    id: draft.id,
    at: draft.at,
    what,
    title,
    text: draft.body ?? text,
    theirs,
    again:
      draft.body !== undefined && command.type === 'card.create' ? { ...command, body: draft.body } : command,
    mine: theirs === null ? null : havingSeen(command, theirs),
  };
}

/** The same change, made from what stands on the board now. */
function havingSeen(command: Command, theirs: string): Command | null {
  if (command.type === 'card.edit' && command.title)
    return { ...command, title: { is: command.title.is, was: theirs } };
  if (command.type === 'board.rename') return { ...command, title: { is: command.title.is, was: theirs } };
  return null;
}

/** What it was, its title, its text. */
function wordsOf(state: State, command: Command): [what: string, title: string, text: string] {
  const card = (id: string): string => cardOf(state, id)?.card.title ?? '';
  const match = (id: string): string =>
    card(state.helps.get(id)?.card ?? state.introductions.get(id)?.card ?? '');
  switch (command.type) {
    case 'card.create':
      return [kindWords[command.kind].one, command.title, command.body];
    case 'card.edit':
      return command.title
        ? ['A new title', command.title.is, '']
        : ['A change to your card', card(command.card), ''];
    case 'card.report':
      return ['A note to the facilitators', card(command.card), command.reason];
    case 'card.hold':
      return ['A note to an author', card(command.card), command.note];
    case 'comment.add':
      return ['A comment', card(command.card), command.text];
    case 'help.propose':
      return ['Your answer', card(command.card), command.note];
    case 'help.decline':
    case 'help.fail':
      return ['A few words', match(command.help), command.reason];
    case 'help.thank':
      return ['A thank-you', match(command.help), command.words];
    case 'introduction.propose':
    case 'introduction.ask':
      return ['An introduction', card(command.card), command.message];
    case 'introduction.refuse':
    case 'introduction.fail':
      return ['A few words', match(command.introduction), command.reason];
    case 'introduction.thank':
      return ['A thank-you', match(command.introduction), command.words];
    case 'contact.share':
      return ['How to reach you', match(command.match), command.line];
    case 'board.rename':
      return ['A new name for the board', command.title.is, ''];
    case 'member.rename':
      return ['A new name', command.name, ''];
    case 'member.host':
      return ['For whom you write', command.who, ''];
    case 'board.settings':
    case 'override.extraSlot':
    case 'override.marketHour':
      return ['A reason', '', command.reason];
    case 'override.retag':
    case 'override.hide':
      return ['A reason', card(command.card), command.reason];
    case 'card.withdraw':
    case 'card.restore':
    case 'card.done':
    case 'card.invite':
    case 'card.uninvite':
    case 'card.release':
    case 'report.close':
    case 'promotion.suspect':
    case 'promotion.answer':
      return ['A step on a card', card(command.card), ''];
    case 'help.accept':
    case 'help.cancel':
    case 'help.done':
      return ['A step on a card', match(command.help), ''];
    case 'introduction.agree':
    case 'introduction.done':
      return ['A step on a card', match(command.introduction), ''];
    case 'contact.unshare':
      return ['A step on a card', match(command.match), ''];
    case 'comment.remove':
      return ['A comment to take away', '', ''];
    case 'promotion.swap':
      return ['A swap of two promotions', card(command.waiting), ''];
    case 'member.rest':
    case 'member.role':
    case 'member.approve':
    case 'member.merge':
    case 'member.remove':
    case 'member.leave':
    case 'member.erase':
    case 'device.revoke':
    case 'member.named':
      return ['A step under People', '', ''];
    case 'session.plan':
    case 'session.edit':
      return ['A session', command.title, ''];
    case 'session.drop':
    case 'session.start':
    case 'session.step':
    case 'session.extend':
    case 'session.pause':
    case 'session.lock':
    case 'session.spotlight':
    case 'session.group':
    case 'session.turn':
    case 'session.lead':
    case 'session.order':
    case 'door.ask':
    case 'door.close':
    case 'door.admit':
    case 'door.refuse':
    case 'seat.ready':
    case 'seat.pass':
    case 'seat.hand':
      return ['A step in the session', '', ''];
  }
}
