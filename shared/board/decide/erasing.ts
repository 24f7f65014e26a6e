/**
 * Forgetting people and boards for good. Someone who is erased leaves no word of theirs behind, neither on the board nor
 * in what others were sent; that others helped them, or were helped, stays as "someone who left". What they wrote into a
 * text together with others is that text's, as a line in a shared notebook is.
 */
import { cardOf, isFacilitator, ownerOf } from '../access.ts';
import type { Change } from '../change.ts';
import type { AnyCommand } from '../commands.ts';
import { inOrder } from '../order.ts';
import type { Card, Comment, PrivateRecord } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { endMatchesOf, goForGood, isLastFacilitator } from './leaving.ts';
import { sidesOfHelp, sidesOfIntroduction } from './matches.ts';

type Of<T extends AnyCommand['type']> = Extract<AnyCommand, { type: T }>;

/** By themselves, or by a facilitator: also for someone who has gone already and left words behind. */
export function eraseMember(change: Change, me: string, command: Of<'member.erase'>): Verdict {
  const { state } = change;
  const member = state.members.get(command.member);
  if (!member || member.gone === 'merged') return no('noMember');
  if (member.id !== me && !isFacilitator(state, me)) return no('notYours');
  if (!member.gone && isLastFacilitator(state, member)) return no('lastFacilitator');
  endMatchesOf(change, member.id);
  forgetWords(change, member.id);
  goForGood(change, member);
  return 'applied';
}

/** Nothing is left to write down of it: the log itself is erased. `title`: to be sure that this board is meant. */
export function eraseBoard(change: Change, command: Of<'board.erase'>): Verdict {
  const title = change.state.meta.get('board')?.title;
  if (title === undefined) return no('notNow', 'later');
  return command.title.trim() === title ? 'applied' : no('stale', 'ask', { theirs: title });
}

/** Takes a member's words out of what others were sent, and out of the public log. */
function forgetWords(change: Change, member: string): void {
  for (const record of inOrder(change.state.records)) {
    const left = withoutWords(change, record, member);
    if (left === null) change.forget(record.id);
    else if (left !== record) change.keepRecord(left);
  }
  for (const notice of inOrder(change.state.notices)) {
    // a reason given about somebody is about them, whoever gave it
    if (notice.by === member || notice.member === member) change.patch('notices', notice.id, { reason: '' });
  }
}

/** The record as it may stay, or null. Those that lie at the member's own cards, devices and name go with these. */
function withoutWords({ state }: Change, record: PrivateRecord, member: string): PrivateRecord | null {
  const { body } = record;
  switch (body.type) {
    case 'note':
      return state.helps.get(body.help)?.by === member ? null : record;
    case 'reason':
      // it does not say which side gave it
      return sidesOf(state, body.match).includes(member) ? null : record;
    case 'thanks':
    case 'contact':
      return (body.from ?? ownerOfMatch(state, body.match)) === member ? null : record;
    case 'introduction':
      return sidesOf(state, body.introduction).includes(member) ? null : record;
    case 'report':
      return body.by === member ? null : record;
    case 'suspicion': {
      const by = body.by.filter((other) => other !== member);
      if (by.length === body.by.length) return record;
      return by.length === 0 ? null : { ...record, body: { ...body, by } };
    }
    case 'waiting':
    case 'held': {
      const card = withoutEditor(body.card, member);
      const comments = body.comments?.filter((comment: Comment) => comment.by !== member);
      if (card === body.card && comments?.length === body.comments?.length) return record;
      return { ...record, body: { ...body, card, ...(comments && { comments }) } };
    }
    case 'silent': {
      const card = withoutEditor(body.card, member);
      return card === body.card ? record : { ...record, body: { ...body, card } };
    }
    case 'authorship':
    case 'confirmation':
    case 'paid':
    case 'question':
    case 'cameDown':
    case 'hosting':
    case 'link':
    case 'device':
    case 'pass':
    case 'sites':
    case 'siteKey':
    case 'token':
    case 'visitor':
    case 'banned':
    case 'door':
    case 'knock':
      return record;
  }
}

function sidesOf(state: Change['state'], match: string): (string | null)[] {
  const help = state.helps.get(match);
  if (help) return [help.by, sidesOfHelp(state, help)?.owner ?? null];
  const introduction = state.introductions.get(match);
  return introduction ? Object.values(sidesOfIntroduction(state, introduction)) : [];
}

/** Whose the anonymous card of a match is. */
function ownerOfMatch(state: Change['state'], match: string): string | null {
  const card = (state.helps.get(match) ?? state.introductions.get(match))?.card ?? '';
  return cardOf(state, card) && ownerOf(state, card);
}

function withoutEditor(card: Card, member: string): Card {
  if (!card.editors?.includes(member)) return card;
  const { editors, ...rest } = card;
  const others = editors.filter((editor) => editor !== member);
  return others.length > 0 ? { ...rest, editors: others } : rest;
}
