/** Members who go: by their own will (everything of theirs is forgotten), or by a facilitator's. */
import { cardOf } from '../access.ts';
import { isGoing } from '../cards.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { bodiesBy, cardsBy, helpsBy, recordsBy } from '../keys.ts';
import { byId, inOrder } from '../order.ts';
import type { Card, Member, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { endMatchesOfCard } from './ending.ts';
import { endHelp, endIntroduction, recount, sidesOfIntroduction } from './matches.ts';
import { hereMember, otherFacilitator } from './members.ts';
import { store } from './place.ts';
import { leaveSessions } from './session/seats.ts';
import { takeFromBoard } from './settle.ts';
import { forgetVisitor } from './visitors.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function leaveBoard(change: Change, me: string): Verdict {
  const { state } = change;
  const member = hereMember(state, me);
  if (!member) return no('notAMember');
  if (isLastFacilitator(state, member)) return no('lastFacilitator');
  endMatchesOf(change, me);
  goForGood(change, member);
  return 'applied';
}

/** Would the others be left without a facilitator? */
export function isLastFacilitator(state: State, member: Member): boolean {
  const alone = [...state.members.values()].every((other) => other.id === member.id || other.gone);
  return member.role === 'facilitator' && !alone && !otherFacilitator(state, member.id);
}

/** All that is a member's goes with them. What they were part of must have ended before. */
export function goForGood(change: Change, member: Member): void {
  const { state } = change;
  for (const card of cardsOf(state, member.id)) {
    endMatchesOfCard(change, card);
    forgetCard(change, card.id);
  }
  for (const comment of inOrder(state.comments)) {
    if (comment.by === member.id) change.drop('comments', comment.id);
  }
  forgetTraces(change, member.id, { ban: false });
  // whom a site means by somebody who is banned stays known: they stay out
  if (member.gone !== 'banned') forgetVisitor(change, member.id);
  nameless(change, member, member.gone ?? 'left');
}

export function removeMember(change: Change, me: string, command: Of<'member.remove'>): Verdict {
  const { state } = change;
  const member = hereMember(state, command.member);
  if (!member) return no('noMember');
  // leaving is one's own word, with its own care for what is left behind
  if (member.id === me) return no('notYours');
  endMatchesOf(change, member.id);
  for (const card of cardsOf(state, member.id)) {
    if (!isGoing(card)) continue;
    endMatchesOfCard(change, card);
    const now = cardOf(state, card.id)?.card ?? card;
    store(change, { ...now, state: 'withdrawn', closed: change.at });
  }
  forgetTraces(change, member.id, { ban: command.ban });
  nameless(change, member, command.ban ? 'banned' : 'removed');
  return 'applied';
}

/** All cards of a member, wherever they lie, anonymous ones too, by id. */
export function cardsOf(state: State, member: string): Card[] {
  const anonymous = bodiesBy(state, 'authorship', `authorship:${member}`).flatMap(
    ({ card }) => cardOf(state, card)?.card ?? [],
  );
  const waiting = bodiesBy(state, 'waiting', `waiting:${member}`).map((body) => body.card);
  const held = bodiesBy(state, 'held', 'type:held')
    .filter((body) => body.owner === member)
    .map((body) => body.card);
  const silent = bodiesBy(state, 'silent', `silent:${member}`).map((body) => body.card);
  const all = [...cardsBy(state, `author:${member}`), ...anonymous, ...waiting, ...held, ...silent];
  return all.sort(byId);
}

/** Ends what a member began or was part of on others' cards. */
export function endMatchesOf(change: Change, member: string): void {
  const { state } = change;
  for (const help of helpsBy(state, `by:${member}`).sort(byId)) {
    if (help.state === 'proposed') endHelp(change, help, 'cancelled');
    else if (help.state === 'accepted') {
      endHelp(change, help, 'fellThrough', 'refusedBeforeStart');
      recount(change, help.card);
    }
  }
  for (const introduction of inOrder(state.introductions)) {
    if (introduction.state !== 'proposed' && introduction.state !== 'agreed') continue;
    const { introducer, seeker, person } = sidesOfIntroduction(state, introduction);
    if (introducer !== member && seeker !== member && person !== member) continue;
    if (introduction.state === 'proposed') endIntroduction(change, introduction, 'refused');
    else endIntroduction(change, introduction, 'fellThrough', 'refusedBeforeStart');
  }
}

/** Takes a card away for good, with all that was written about it. Helps stay, so that others keep what they did. */
function forgetCard(change: Change, id: string): void {
  takeFromBoard(change, id);
  for (const kind of ['waiting', 'held', 'silent', 'authorship', 'suspicion', 'question'] as const) {
    change.forget(`${kind}:${id}`);
  }
  for (const { id: report } of recordsBy(change.state, `report:${id}`)) change.forget(report);
}

/** Forgets what is known of a member in private, and takes their name from what others may still know. */
function forgetTraces(change: Change, member: string, { ban }: { ban: boolean }): void {
  const { state } = change;
  for (const device of bodiesBy(state, 'device', `device:${member}`)) {
    change.forget(`device:${device.device}`);
    if (ban) change.keep(`banned:${device.hash}`, [], { type: 'banned', hash: device.hash, member });
  }
  for (const pass of bodiesBy(state, 'pass', 'type:pass')) {
    if (pass.member === member) change.forget(`pass:${pass.hash}`);
  }
  for (const body of bodiesBy(state, 'cameDown', `cameDown:${member}`)) {
    change.forget(`cameDown:${body.card}:${body.at}`);
  }
  for (const body of bodiesBy(state, 'confirmation', `giver:${member}`)) {
    change.forget(`confirmation:${body.match}`);
  }
  for (const record of recordsBy(state, `to:${member}`)) {
    const others = record.to.filter((other) => other !== member);
    // who wrote an anonymous card stays known to the board, or their card would be nobody's to answer for
    if (record.body.type === 'authorship') continue;
    // what they wrote in silence goes, also where a few were shown it
    const own = record.body.type === 'silent' && record.body.owner === member;
    if (!own && (others.length > 0 || record.facilitators)) change.keepRecord({ ...record, to: others });
    else change.forget(record.id);
  }
  for (const card of inOrder(state.cards)) {
    if (!card.editors?.includes(member)) continue;
    const editors = card.editors.filter((editor) => editor !== member);
    change.patch('cards', card.id, { editors: editors.length > 0 ? editors : undefined });
  }
}

export function nameless(change: Change, member: Member, gone: NonNullable<Member['gone']>): void {
  change.patch('members', member.id, {
    name: '',
    role: 'member',
    gone,
    resting: undefined,
    extraSlotUntil: undefined,
    named: undefined,
  });
  leaveSessions(change, member.id);
}
