/** What facilitators may do beside the promotion rule: each with a reason, in the public log, and ending by itself. */
import { limits, promotionRule, time } from '../../limits.ts';
import { ownerOf } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { mayBecomePromotion } from '../promotion.ts';
import type { Notice } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { wordsFault } from '../words.ts';
import { hold } from './moderation.ts';
import { place } from './place.ts';
import { kindFault, withQuantity } from './quantity.ts';

type Override = Extract<Command, { type: `override.${string}` }>;
type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function override(change: Change, me: string, command: Override): Verdict {
  const fault = wordsFault(command.reason, limits.reason);
  if (fault) return no(fault);
  if (change.state.notices.has(command.notice)) return no('exists');
  switch (command.type) {
    case 'override.extraSlot':
      return extraSlot(change, me, command);
    case 'override.marketHour':
      return marketHour(change, me, command);
    case 'override.retag':
      return retag(change, me, command);
    case 'override.hide':
      return hide(change, me, command);
  }
}

function extraSlot(change: Change, me: string, command: Of<'override.extraSlot'>): Verdict {
  const member = change.state.members.get(command.member);
  if (!member || member.gone) return no('noMember');
  const until = change.at + promotionRule.overrideFor;
  change.patch('members', member.id, { extraSlotUntil: until });
  writeNotice(change, me, command.notice, command.reason, {
    what: 'extraSlot',
    member: member.id,
    until,
  });
  return 'applied';
}

function marketHour(change: Change, me: string, command: Of<'override.marketHour'>): Verdict {
  if (!Number.isFinite(command.minutes) || command.minutes <= 0) return no('words');
  const span = Math.min(Math.round(command.minutes * time.MINUTE), promotionRule.overrideFor);
  const until = change.at + span;
  change.patch('meta', 'board', { marketUntil: until });
  writeNotice(change, me, command.notice, command.reason, { what: 'marketHour', until });
  return 'applied';
}

function retag(change: Change, me: string, command: Of<'override.retag'>): Verdict {
  const { state, at } = change;
  const card = state.cards.get(command.card);
  if (!card) return no('noCard');
  if (card.kind === command.kind) return no('wrongKind');
  const fault = kindFault(state, card, command.kind);
  if (fault) return fault;
  const next = withQuantity(state, { ...card, kind: command.kind }, {}, true, at);
  if (card.author === null && mayBecomePromotion(next)) return no('promotionNeedsName');
  writeNotice(change, me, command.notice, command.reason, { what: 'retag', card: card.id });
  return place(change, ownerOf(state, card.id) ?? '', next, { byAuthor: false });
}

function hide(change: Change, me: string, command: Of<'override.hide'>): Verdict {
  const verdict = hold(change, command.card, command.reason.trim());
  if (typeof verdict === 'object') return verdict;
  writeNotice(change, me, command.notice, command.reason, { what: 'hide', card: command.card });
  return verdict;
}

export function changeSettings(change: Change, me: string, command: Of<'board.settings'>): Verdict {
  const fault = wordsFault(command.reason, limits.reason);
  if (fault) return no(fault);
  const { base, ceiling } = command;
  const fits =
    within(base, promotionRule.baseMost) && within(ceiling, promotionRule.ceilingMost) && base <= ceiling;
  if (!fits) return no('words');
  change.patch('meta', 'board', { base, ceiling });
  writeNotice(change, me, freeNotice(change), command.reason, { what: 'settings' });
  return 'applied';
}

function within(count: number, most: number): boolean {
  return Number.isInteger(count) && count >= 0 && count <= most;
}

/** Settings bring no id for their notice; one follows from the time. */
function freeNotice(change: Change): string {
  let nth = 0;
  while (change.state.notices.has(noticeId(change.at, nth))) nth += 1;
  return noticeId(change.at, nth);
}

function noticeId(at: number, nth: number): string {
  return `n_settings${String(at).padStart(10, '0')}${nth === 0 ? '' : `x${nth}`}`;
}

/** The log is public and bounded: the oldest entry makes room. */
function writeNotice(
  change: Change,
  by: string,
  id: string,
  reason: string,
  about: Pick<Notice, 'what'> & Partial<Pick<Notice, 'member' | 'card' | 'until'>>,
): void {
  change.put('notices', { id, at: change.at, by, reason: reason.trim(), ...about });
  if (change.state.notices.size <= limits.notices) return;
  let oldest: Notice | undefined;
  for (const notice of change.state.notices.values()) {
    if (!oldest || notice.at < oldest.at || (notice.at === oldest.at && notice.id < oldest.id)) {
      oldest = notice;
    }
  }
  if (oldest) change.drop('notices', oldest.id);
}
