/** Contact lines: given by a side of a match to the others, gone when the match ends. */
import { limits } from '../../limits.ts';
import { cardOf, ownerOf } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import type { State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { wordsFault } from '../words.ts';
import { shownAs, sidesOfHelp, sidesOfIntroduction } from './matches.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

interface Match {
  card: string;
  sides: (string | null)[];
  /** Everyone has said yes, and it has not ended. */
  agreed: boolean;
}

function matchOf(state: State, id: string): Match | null {
  const help = state.helps.get(id);
  if (help) {
    const sides = sidesOfHelp(state, help);
    return sides && { card: help.card, sides: [help.by, sides.owner], agreed: help.state === 'accepted' };
  }
  const introduction = state.introductions.get(id);
  if (!introduction) return null;
  const { introducer, seeker, person } = sidesOfIntroduction(state, introduction);
  return {
    card: introduction.card,
    sides: [introducer, seeker, person],
    agreed: introduction.state === 'agreed',
  };
}

/** Under whose name a line is known: an anonymous author's under none. */
function nameOn(state: State, match: Match, me: string): string | null {
  return shownAs(cardOf(state, match.card)?.card, ownerOf(state, match.card), me);
}

export function shareContact(change: Change, me: string, command: Of<'contact.share'>): Verdict {
  const match = matchOf(change.state, command.match);
  if (!match) return no('noMatch');
  if (!match.sides.includes(me)) return no('notYours');
  const fault = wordsFault(command.line, limits.contactLine);
  if (fault) return no(fault);
  if (!match.agreed) return no('consentFirst', 'later');
  const from = nameOn(change.state, match, me);
  change.keep(`contact:${command.match}:${from ?? 'author'}`, match.sides, {
    type: 'contact',
    match: command.match,
    from,
    line: command.line.trim(),
  });
  return 'applied';
}

export function unshareContact(change: Change, me: string, command: Of<'contact.unshare'>): Verdict {
  const match = matchOf(change.state, command.match);
  if (!match) return no('noMatch');
  if (!match.sides.includes(me)) return no('notYours');
  change.forget(`contact:${command.match}:${nameOn(change.state, match, me) ?? 'author'}`);
  return 'applied';
}
