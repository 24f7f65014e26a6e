/** The board itself: its beginning, its name, its notes and settled texts. */
import { limits, promotionRule } from '../../limits.ts';
import { cardOf } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command, ServerCommand } from '../commands.ts';
import { no, type Verdict } from '../verdict.ts';
import { spliceBetween, wordsFault } from '../words.ts';
import { store } from './place.ts';

type Of<T extends (Command | ServerCommand)['type']> = Extract<Command | ServerCommand, { type: T }>;

export function createBoard(change: Change, command: Of<'board.create'>): Verdict {
  if (change.state.meta.has('board')) return no('exists');
  const fault = wordsFault(command.title, limits.boardTitle);
  if (fault) return no(fault);
  change.put('meta', {
    id: 'board',
    title: command.title.trim(),
    created: change.at,
    notes: '',
    base: promotionRule.base,
    ceiling: promotionRule.ceiling,
  });
  for (const { link, role, hash } of command.links) {
    change.keep(
      `link:${link}`,
      [],
      { type: 'link', link, role, label: '', hash, made: change.at },
      {
        facilitators: true,
      },
    );
  }
  return 'applied';
}

export function renameBoard(change: Change, command: Of<'board.rename'>): Verdict {
  const meta = change.state.meta.get('board');
  const title = command.title.is.trim();
  if (!meta || meta.title === title) return 'applied';
  const fault = wordsFault(command.title.is, limits.boardTitle);
  if (fault) return no(fault);
  if (command.title.was !== meta.title) return no('stale', 'ask', { theirs: meta.title });
  change.patch('meta', 'board', { title });
  return 'applied';
}

/** Writes down where a running text has come to, as the one splice that leads there. */
export function settleText(change: Change, command: Of<'text.settle'>): Verdict {
  const { text, body } = command;
  if (text === 'notes') {
    const splice = spliceBetween(change.state.meta.get('board')?.notes ?? '', body);
    if (splice) change.splice('meta', 'board', splice.index, splice.remove, splice.insert);
    return 'applied';
  }
  const found = cardOf(change.state, text);
  if (!found) return no('noCard');
  if (found.where !== 'board') {
    store(change, { ...found.card, body });
    return 'applied';
  }
  const splice = spliceBetween(found.card.body, body);
  if (splice) change.splice('cards', text, splice.index, splice.remove, splice.insert);
  return 'applied';
}
