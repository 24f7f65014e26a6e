/** Reports to facilitators, and taking cards from sight and back. */
import { limits } from '../../limits.ts';
import { ownerOf, visibleCard } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { bodyOf, recordsBy } from '../keys.ts';
import { no, type Verdict } from '../verdict.ts';
import { lengthFault, wordsFault } from '../words.ts';
import { enoughReports } from './enough.ts';
import { place } from './place.ts';
import { takeFromBoard } from './settle.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function reportCard(change: Change, me: string, command: Of<'card.report'>): Verdict {
  const { state, at } = change;
  const fault = wordsFault(command.reason, limits.reason);
  if (fault) return no(fault);
  const found = visibleCard(state, me, command.card);
  if (found?.where !== 'board') return no('noCard');
  if (ownerOf(state, command.card) === me) return no('ownCard');
  const enough = enoughReports(state, me, command.card);
  if (enough) return enough;
  const id = `report:${command.card}:${me}`;
  const reason = command.reason.trim();
  change.keep(id, [], { type: 'report', card: command.card, by: me, reason, at }, { facilitators: true });
  return 'applied';
}

export function closeReports(change: Change, command: Of<'report.close'>): Verdict {
  for (const { id } of recordsBy(change.state, `report:${command.card}`)) change.forget(id);
  return 'applied';
}

export function holdCard(change: Change, command: Of<'card.hold'>): Verdict {
  const fault = lengthFault(command.note, limits.note);
  return fault ? no(fault) : hold(change, command.card, command.note.trim());
}

/** Takes a card, with the comments beneath it, from everyone's sight but its author's and the facilitators'. */
export function hold(change: Change, id: string, note: string): Verdict {
  const { state, at } = change;
  if (state.records.has(`held:${id}`)) return no('wrongState');
  const card = state.cards.get(id);
  if (!card) return no('noCard');
  const owner = ownerOf(state, id);
  const { promoted: _, ...plain } = card;
  const comments = takeFromBoard(change, id);
  change.keep(
    `held:${id}`,
    [owner],
    {
      type: 'held',
      card: plain,
      // null for an anonymous card: facilitators read this too
      owner: card.author,
      note,
      at,
      ...(comments.length > 0 ? { comments } : {}),
    },
    { facilitators: true },
  );
  return 'applied';
}

export function releaseCard(change: Change, command: Of<'card.release'>): Verdict {
  const { state } = change;
  const body = bodyOf(state, 'held', `held:${command.card}`);
  if (!body) return no(state.cards.has(command.card) ? 'wrongState' : 'noCard');
  const owner = ownerOf(state, command.card);
  change.forget(`held:${command.card}`);
  const comments = body.comments ?? [];
  return place(change, owner ?? '', body.card, { byAuthor: false, comments });
}
