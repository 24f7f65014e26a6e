/**
 * Introductions: "I know someone" on a need, or "I'd like this" on a referral card. Nothing moves before introducer,
 * seeker and the person they are to meet have all said yes; until then an anonymous seeker is hidden from both others.
 */
import { limits } from '../../limits.ts';
import { cardOf, isFacilitator, ownerOf, visibleCard } from '../access.ts';
import { isAlive } from '../cards.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { bodyOf, introductionsBy } from '../keys.ts';
import type { Card, Introduction, State, Subject } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { firstFault, lengthFault, wordsFault } from '../words.ts';
import { askOfOne, enoughIntroductions } from './enough.ts';
import { keepThanks } from './helps.ts';
import {
  confirmIntroduction,
  endIntroduction,
  type IntroductionSides,
  keepReason,
  sidesOfIntroduction,
} from './matches.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

interface Meeting {
  /** null on a client that may not know. */
  seeker: string | null;
  seekerHidden: boolean;
  person: Subject;
  warmth: 1 | 2 | 3 | 4 | 5;
  message: string;
  yes: { introducer: boolean; seeker: boolean; person: boolean };
}

export function proposeIntroduction(
  change: Change,
  me: string,
  command: Of<'introduction.propose'>,
): Verdict {
  const { state, at } = change;
  const { person } = command;
  const fault = firstFault(
    lengthFault(command.message, limits.note),
    person.type === 'member' ? null : wordsFault(person.name, limits.outsideName),
  );
  if (fault) return no(fault);
  const card = cardToIntroduceFor(change, me, command.introduction, command.card, 'need');
  if ('code' in card) return card;
  if (person.type === 'member') {
    const member = state.members.get(person.member);
    if (!member || member.gone) return no('noMember');
    // an anonymous author is not refused here: the refusal would tell who they are
    if (member.id === me || member.id === card.author) return no('ownCard');
  }
  if (alreadyIntroduces(state, me, card.id, person)) return no('alreadyProposed');
  if (person.type === 'member') {
    const enough = askOfOne(change, me, me, person.member);
    if (enough) return enough;
  }
  const seekerHidden = card.author === null;
  change.put('introductions', {
    id: command.introduction,
    card: card.id,
    introducer: me,
    gain: command.gain,
    state: 'proposed',
    proposed: at,
  });
  keepMeeting(change, command.introduction, me, {
    seeker: ownerOf(state, card.id),
    seekerHidden,
    person: tidyPerson(person),
    warmth: command.warmth,
    message: command.message.trim(),
    yes: {
      introducer: true,
      seeker: false,
      person: person.type !== 'member' && command.personAgreed === true,
    },
  });
  return 'applied';
}

/** The same person once at a time: by member, or by what they are called. */
function alreadyIntroduces(state: State, me: string, card: string, person: Subject): boolean {
  const name = JSON.stringify(tidyPerson(person));
  return introductionsBy(state, `card:${card}`).some((introduction) => {
    const open = introduction.state === 'proposed' || introduction.state === 'agreed';
    if (!open || introduction.introducer !== me) return false;
    return JSON.stringify(bodyOf(state, 'introduction', `introduction:${introduction.id}`)?.person) === name;
  });
}

function tidyPerson(person: Subject): Subject {
  return person.type === 'member'
    ? { type: person.type, member: person.member }
    : { type: person.type, name: person.name.trim() };
}

export function askIntroduction(change: Change, me: string, command: Of<'introduction.ask'>): Verdict {
  const { state, at } = change;
  const fault = lengthFault(command.message, limits.note);
  if (fault) return no(fault);
  const card = cardToIntroduceFor(change, me, command.introduction, command.card, 'referral');
  if ('code' in card) return card;
  const person: Subject = card.subject ?? { type: 'service', name: card.title };
  if (person.type === 'member' && person.member === me) return no('ownCard');
  const open = introductionsBy(state, `card:${card.id}`).some(
    (introduction) =>
      (introduction.state === 'proposed' || introduction.state === 'agreed') &&
      sidesOfIntroduction(state, introduction).seeker === me,
  );
  if (open) return no('alreadyProposed');
  if (person.type === 'member') {
    const enough = askOfOne(change, me, card.author ?? '', person.member);
    if (enough) return enough;
  }
  change.put('introductions', {
    id: command.introduction,
    card: card.id,
    introducer: card.author ?? '',
    gain: card.gain === true,
    state: 'proposed',
    proposed: at,
  });
  keepMeeting(change, command.introduction, ownerOf(state, card.id), {
    seeker: me,
    seekerHidden: false,
    person,
    warmth: 3,
    message: command.message.trim(),
    yes: { introducer: false, seeker: true, person: false },
  });
  return 'applied';
}

function cardToIntroduceFor(
  change: Change,
  me: string,
  id: string,
  cardId: string,
  kind: 'need' | 'referral',
): Card | Exclude<Verdict, string> {
  const { state, at } = change;
  if (state.introductions.has(id)) return no('exists');
  const found = visibleCard(state, me, cardId);
  if (!found) return no('noCard');
  const { card, where } = found;
  if (card.kind !== kind) return no('wrongKind');
  if (ownerOf(state, card.id) === me) return no('ownCard');
  if (where !== 'board' || !isAlive(card, at)) return no('wrongState');
  return enoughIntroductions(state, me, card.id) ?? card;
}

/** Writes down who meets whom, so that nobody reads a hidden seeker's name out of what is sent to the others. */
function keepMeeting(change: Change, id: string, introducer: string | null, meeting: Meeting): void {
  const { seeker, seekerHidden, person, warmth, message, yes } = meeting;
  const met = person.type === 'member' ? person.member : null;
  const shared = { type: 'introduction' as const, introduction: id, person, warmth, message, yes };
  const own = `introduction:${id}:seeker`;
  if (!seekerHidden) {
    change.forget(own);
    change.keep(`introduction:${id}`, [introducer, seeker, met], { ...shared, seeker: seeker ?? '' });
    return;
  }
  change.keep(`introduction:${id}`, [introducer, met], { ...shared, seeker: '', seekerHidden });
  if (seeker !== null) change.keep(own, [seeker], { ...shared, seeker, seekerHidden });
}

interface Found {
  introduction: Introduction;
  sides: IntroductionSides;
  to: (string | null)[];
}

function introductionOf(state: State, id: string): Found | null {
  const introduction = state.introductions.get(id);
  if (!introduction) return null;
  const sides = sidesOfIntroduction(state, introduction);
  return { introduction, sides, to: [sides.introducer, sides.seeker, sides.person] };
}

export function agreeToIntroduction(change: Change, me: string, command: Of<'introduction.agree'>): Verdict {
  const { state } = change;
  const found = introductionOf(state, command.introduction);
  if (!found) return no('noMatch');
  const { introduction, sides, to } = found;
  if (!to.includes(me)) return no('notYours');
  if (introduction.state !== 'proposed') return no('wrongState');
  const body =
    bodyOf(state, 'introduction', `introduction:${introduction.id}`) ??
    bodyOf(state, 'introduction', `introduction:${introduction.id}:seeker`);
  if (!body) return no('noMatch');
  const outside = body.person.type !== 'member';
  const yes = {
    introducer: body.yes.introducer || me === sides.introducer,
    seeker: body.yes.seeker || me === sides.seeker,
    // whoever is no member speaks through the introducer
    person: body.yes.person || me === sides.person || (outside && me === sides.introducer),
  };
  const all = yes.introducer && yes.seeker && yes.person;
  keepMeeting(change, introduction.id, sides.introducer, {
    seeker: sides.seeker,
    seekerHidden: body.seekerHidden === true && !all,
    person: body.person,
    warmth: body.warmth,
    message: body.message,
    yes,
  });
  if (all) change.patch('introductions', introduction.id, { state: 'agreed' });
  return 'applied';
}

export function refuseIntroduction(change: Change, me: string, command: Of<'introduction.refuse'>): Verdict {
  const found = introductionOf(change.state, command.introduction);
  if (!found) return no('noMatch');
  if (!found.to.includes(me)) return no('notYours');
  const fault = lengthFault(command.reason, limits.reason);
  if (fault) return no(fault);
  if (found.introduction.state !== 'proposed') return no('wrongState');
  endIntroduction(change, found.introduction, 'refused');
  keepReason(change, found.introduction.id, found.to, command.reason);
  return 'applied';
}

export function doneIntroduction(change: Change, me: string, command: Of<'introduction.done'>): Verdict {
  const found = introductionOf(change.state, command.introduction);
  if (!found) return no('noMatch');
  const { introduction, sides, to } = found;
  if (!to.includes(me) && !isFacilitator(change.state, me)) return no('notYours');
  const waitsForWord = introduction.state === 'done' && introduction.confirmed === undefined;
  if (introduction.state === 'agreed') endIntroduction(change, introduction, 'done');
  else if (!waitsForWord || me === sides.introducer) return no('wrongState');
  confirmIntroduction(change, introduction.id, me);
  return 'applied';
}

export function failIntroduction(change: Change, me: string, command: Of<'introduction.fail'>): Verdict {
  const found = introductionOf(change.state, command.introduction);
  if (!found) return no('noMatch');
  const { introduction, sides, to } = found;
  if (!to.includes(me)) return no('notYours');
  const fault = lengthFault(command.reason, limits.reason);
  if (fault) return no(fault);
  const contradicts =
    introduction.state === 'done' && introduction.confirmed === undefined && me !== sides.introducer;
  if (introduction.state !== 'agreed' && !contradicts) return no('wrongState');
  endIntroduction(change, introduction, 'fellThrough', command.how);
  keepReason(change, introduction.id, to, command.reason);
  return 'applied';
}

export function thankIntroduction(change: Change, me: string, command: Of<'introduction.thank'>): Verdict {
  const { state, at } = change;
  const found = introductionOf(state, command.introduction);
  if (!found) return no('noMatch');
  const { introduction, sides, to } = found;
  if (!to.includes(me)) return no('notYours');
  const fault = lengthFault(command.words, limits.note);
  if (fault) return no(fault);
  if (introduction.state !== 'done') return no('wrongState');
  if (me !== sides.introducer) {
    change.patch('introductions', introduction.id, { thanked: at });
    confirmIntroduction(change, introduction.id, me);
  }
  const card = cardOf(state, introduction.card)?.card;
  keepThanks(change, introduction.id, me, card, ownerOf(state, introduction.card), to, command.words);
  return 'applied';
}
