/** Writing, changing and closing cards. */
import { limits } from '../../limits.ts';
import { cardOf, isFacilitator, ownerOf, visibleCard, type Whereabouts } from '../access.ts';
import { defaultExpiry, isAlive, isGoing } from '../cards.ts';
import type { Change } from '../change.ts';
import { chipsFault, newChips, withChips } from '../chips.ts';
import type { Command } from '../commands.ts';
import { bodiesBy, bodyOf, cardsBy, recordsBy } from '../keys.ts';
import { mayBecomePromotion, waitingPromotions } from '../promotion.ts';
import { openSession, sessionFault, silentPhase } from '../session/policy.ts';
import type { Card, RecordType, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { firstFault, lengthFault, wordsFault } from '../words.ts';
import { endMatchesOfCard, finishMatchesOfCard } from './ending.ts';
import { place, replace } from './place.ts';
import { kindFault, promisedOf, withQuantity } from './quantity.ts';
import { keepSilent, restoreSilent } from './session/silence.ts';
import { joinLine } from './settle.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function createCard(change: Change, me: string, command: Of<'card.create'>): Verdict {
  const { state, at } = change;
  const fault = firstFault(
    wordsFault(command.title, limits.title),
    lengthFault(command.body, limits.body),
    command.behalf ? wordsFault(command.behalf.who, limits.behalf) : null,
  );
  if (fault) return no(fault);
  const chips = chipsFault(command.chips, state);
  if (chips) return no(chips);
  if (exists(state, command.card)) return no('exists');
  const session = sessionFault(state, me, command.kind, at);
  if (session) return no(session, 'later');

  const card: Card = {
    id: command.card,
    kind: command.kind,
    title: command.title.trim(),
    body: command.body,
    author: command.anonymous ? null : me,
    ...(command.behalf ? { behalf: { who: command.behalf.who.trim(), consent: true } } : {}),
    created: at,
    state: 'open',
    ...newChips(command.kind, command.chips, at),
  };
  const faultOfAuthor = authorFault(state, me, card);
  if (faultOfAuthor) return faultOfAuthor;
  const full = roomFor(state, me, at);
  if (full) return full;

  if (command.anonymous) {
    change.keep(`authorship:${card.id}`, [me], { type: 'authorship', card: card.id, member: me });
  }
  const silent = command.kind === 'promotion' ? null : silentPhase(state);
  if (silent) {
    keepSilent(change, me, card, silent.id);
    return 'applied';
  }
  return place(change, me, card, { byAuthor: true, openEnd: command.chips.expires === undefined });
}

function exists(state: State, id: string): boolean {
  return cardOf(state, id) !== null;
}

/** A promotion is never anonymous, and nobody answers a need of their own. */
function authorFault(state: State, owner: string, card: Card): Verdict | null {
  if (card.author === null && mayBecomePromotion(card)) return no('promotionNeedsName');
  if (card.answers !== undefined && ownerOf(state, card.answers) === owner) return no('ownCard');
  return null;
}

const ownKinds: ReadonlySet<RecordType> = new Set(['waiting', 'held', 'silent', 'authorship', 'cameDown']);

function roomFor(state: State, me: string, at: number): Verdict | null {
  // what lies in silence will be on the board
  const silent = bodiesBy(state, 'silent', `silent:${me}`).map(({ card }) => card);
  const nameless = bodiesBy(state, 'authorship', `authorship:${me}`).flatMap(({ card }) => {
    const found = cardOf(state, card);
    return found && found.where !== 'held' ? [found.card] : [];
  });
  const mine = [...cardsBy(state, `author:${me}`), ...silent, ...nameless];
  if (mine.filter((card) => isAlive(card, at)).length >= limits.cardsPerMember) {
    return no('yourCardsFull', 'later');
  }
  // those kept in private: waiting, withdrawn from the line, resting. What others wrote to them is none of their doing
  const kept = recordsBy(state, `to:${me}`).filter(({ body }) => ownKinds.has(body.type));
  if (kept.length >= limits.recordsPerMember) return no('yourCardsFull', 'later');
  let alive = openSession(state)?.silent ?? 0;
  if (state.cards.size + alive < limits.cards) return null;
  for (const card of state.cards.values()) if (isAlive(card, at)) alive += 1;
  return alive >= limits.cards ? no('boardFull', 'later') : null;
}

/** What facilitators may set on others' cards, to keep a board in order. Whatever the promotion rule looks at is not among it. */
const tidyingChips = new Set(['urgency', 'category', 'tags', 'area', 'availability', 'language']);

export function editCard(change: Change, me: string, command: Of<'card.edit'>): Verdict {
  const { state, at } = change;
  const found = visibleCard(state, me, command.card);
  if (!found) return no('noCard');
  const { card } = found;
  const owner = ownerOf(state, card.id);
  const chips = command.chips ?? {};
  if (owner !== me) {
    const tidies =
      !command.title && !command.kind && Object.keys(chips).every((chip) => tidyingChips.has(chip));
    if (!isFacilitator(state, me) || !tidies) return no('notYours');
  }
  if (!isGoing(card)) return no('wrongState');

  const title = command.title?.is.trim();
  if (command.title && title !== card.title) {
    const fault = wordsFault(command.title.is, limits.title);
    if (fault) return no(fault);
    if (command.title.was !== card.title) return no('stale', 'ask', { theirs: card.title });
  }
  const fault = chipsFault(chips, state);
  if (fault) return no(fault);
  const kind = command.kind ?? card.kind;
  const kindTaken = kindFault(state, card, kind);
  if (kindTaken) return kindTaken;

  const words = { ...card, kind, ...(title === undefined ? {} : { title }) };
  const next = withQuantity(state, withChips(words, chips, at), chips, kind !== card.kind, at);
  const said = (title !== undefined && title !== card.title) || kind !== card.kind;
  if (said) next.edited = at;
  const faultOfAuthor = authorFault(state, owner ?? me, next);
  if (faultOfAuthor) return faultOfAuthor;
  return replace(change, owner ?? me, next, { byAuthor: owner === me }) ?? no('noCard');
}

export function withdrawCard(change: Change, me: string, command: Of<'card.withdraw'>): Verdict {
  const found = ownGoing(change.state, me, command.card);
  if ('code' in found) return found;
  endMatchesOfCard(change, found.card);
  return close(change, me, found.card.id, 'withdrawn');
}

export function doneCard(change: Change, me: string, command: Of<'card.done'>): Verdict {
  const found = ownGoing(change.state, me, command.card);
  if ('code' in found) return found;
  const { card } = found;
  if (command.part) {
    if (card.left === 0) return no('wrongState');
    return replace(change, me, { ...card, state: 'partDone' }, { byAuthor: true }) ?? no('noCard');
  }
  finishMatchesOfCard(change, card, me);
  return close(change, me, card.id, 'done');
}

function close(change: Change, owner: string, id: string, state: 'withdrawn' | 'done'): Verdict {
  const card = visibleCard(change.state, owner, id)?.card;
  if (!card) return no('noCard');
  replace(change, owner, { ...card, state, closed: change.at }, { byAuthor: true });
  return 'applied';
}

export function restoreCard(change: Change, me: string, command: Of<'card.restore'>): Verdict {
  const { state, at } = change;
  const found = visibleCard(state, me, command.card);
  if (!found) return no('noCard');
  const { card, where } = found;
  if (ownerOf(state, card.id) !== me) return no('notYours');
  if (isAlive(card, at)) return no('wrongState');
  const full = roomFor(state, me, at);
  if (full) return full;

  const promised = promisedOf(state, card);
  const left = card.quantity === undefined ? undefined : card.quantity - promised;
  // what was asked for has been given; asking again is a new card
  if (left !== undefined && left <= 0) return no('wrongState');
  const { closed: _, promoted: __, left: ___, ...rest } = card;
  const next: Card = {
    ...rest,
    state: promised > 0 && left !== undefined ? 'partDone' : 'open',
    expires: card.expires > at ? card.expires : defaultExpiry(card.kind, card.urgency, at),
    ...(left === undefined ? {} : { left }),
  };
  if (where === 'silent') return restoreSilent(change, me, next);
  if (where === 'waiting') return rejoin(change, me, next, card.expires <= at);
  return replace(change, me, next, { byAuthor: true, openEnd: card.expires <= at }) ?? no('noCard');
}

/** Back to the end of the line that it left. */
function rejoin(change: Change, me: string, next: Card, ranOut: boolean): Verdict {
  const { state, at } = change;
  const body = bodyOf(state, 'waiting', `waiting:${next.id}`);
  if (!body) return no('noCard');
  if (waitingPromotions(state, me, at).length >= limits.waitingPromotions) return no('waitingFull', 'later');
  joinLine(change, me, next, {
    openEnd: body.openEnd === true || ranOut,
    comments: body.comments ?? [],
  });
  return 'waiting';
}

export function inviteEditor(change: Change, me: string, command: Of<'card.invite'>): Verdict {
  const found = ownGoing(change.state, me, command.card);
  if ('code' in found) return found;
  const { card } = found;
  const member = change.state.members.get(command.member);
  if (!member || member.gone) return no('noMember');
  if (member.id === me) return no('ownCard');
  const editors = card.editors ?? [];
  if (editors.includes(member.id)) return 'applied';
  if (editors.length >= limits.editorsPerCard) return no('cardFull');
  return (
    replace(change, me, { ...card, editors: [...editors, member.id] }, { byAuthor: true }) ?? no('noCard')
  );
}

export function uninviteEditor(change: Change, me: string, command: Of<'card.uninvite'>): Verdict {
  const found = ownGoing(change.state, me, command.card);
  if ('code' in found) return found;
  const { editors = [], ...card } = found.card;
  const kept = editors.filter((editor) => editor !== command.member);
  const next = kept.length > 0 ? { ...card, editors: kept } : card;
  return replace(change, me, next, { byAuthor: true }) ?? no('noCard');
}

/** A card of one's own that is neither done nor withdrawn, or why not. */
function ownGoing(
  state: State,
  me: string,
  id: string,
): { card: Card; where: Whereabouts } | Exclude<Verdict, string> {
  const found = visibleCard(state, me, id);
  if (!found) return no('noCard');
  if (ownerOf(state, id) !== me) return no('notYours');
  return isGoing(found.card) ? found : no('wrongState');
}
