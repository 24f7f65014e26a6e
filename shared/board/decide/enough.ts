/**
 * So much from one person, and so much that waits for one: what a card or a person can take in is there for everybody.
 * An author is not counted beneath their own card; they need not be kept from it.
 */
import { limits } from '../../limits.ts';
import { ownerOf } from '../access.ts';
import type { Change } from '../change.ts';
import { bodiesBy, commentsBy, introductionsBy, recordsBy } from '../keys.ts';
import type { Introduction, State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { dropRecordsOf, sidesOfIntroduction } from './matches.ts';

type Refused = Exclude<Verdict, string>;

/** May this member write one more comment beneath the card? */
export function enoughComments(state: State, me: string, card: string): Refused | null {
  const comments = commentsBy(state, `card:${card}`);
  if (comments.length >= limits.commentsPerCard) return no('cardFull', 'later');
  if (ownerOf(state, card) === me) return null;
  const mine = comments.filter(({ by }) => by === me).length;
  return mine >= limits.commentsPerMemberAndCard ? no('yourPartFull', 'later') : null;
}

/** May this member ask for, or propose, one more introduction on the card? */
export function enoughIntroductions(state: State, me: string, card: string): Refused | null {
  const all = introductionsBy(state, `card:${card}`);
  if (all.length >= limits.introductionsPerCard) return no('cardFull', 'later');
  const mine = all.filter((introduction) => isFrom(state, introduction, me)).length;
  return mine >= limits.introductionsPerMemberAndCard ? no('yourPartFull', 'later') : null;
}

/**
 * One more introduction to that person, who is to read it and answer. What the same member proposed to them or asked of
 * them before, and was refused or taken back, makes room for it: over and over, it would pile up without an end.
 * @param introducer as the row will name them
 */
export function askOfOne(change: Change, me: string, introducer: string, person: string): Refused | null {
  const { state } = change;
  const mine = introductionsBy(state, `by:${introducer}`).filter(
    (introduction) => meets(state, introduction, person) && isFrom(state, introduction, me),
  );
  const open = mine.filter((introduction) => introduction.state === 'proposed').length;
  if (open >= limits.introductionsToOneByOne) return no('yourPartFull', 'later');
  if (waitingFor(state, person) >= limits.introductionsToOne) return no('theyHaveMany', 'later');
  for (const { id, state: is } of mine) {
    if (is !== 'refused') continue;
    change.drop('introductions', id);
    dropRecordsOf(change, id);
  }
  return null;
}

function isFrom(state: State, introduction: Introduction, member: string): boolean {
  return introduction.introducer === member || sidesOfIntroduction(state, introduction).seeker === member;
}

function meets(state: State, introduction: Introduction, person: string): boolean {
  return sidesOfIntroduction(state, introduction).person === person;
}

/** How many introductions wait for this person's answer. A client knows of its own alone. */
function waitingFor(state: State, person: string): number {
  return bodiesBy(state, 'introduction', `to:${person}`).filter((body) => {
    const introduction = state.introductions.get(body.introduction);
    return introduction?.state === 'proposed' && meets(state, introduction, person) && !body.yes.person;
  }).length;
}

/** May this member report one more card? Each lies with every facilitator until they close it. */
export function enoughReports(state: State, me: string, card: string): Refused | null {
  if (state.records.has(`report:${card}:${me}`)) return null;
  if (recordsBy(state, `report:${card}`).length >= limits.reportsPerCard) return no('cardFull', 'later');
  const mine = bodiesBy(state, 'report', 'type:report').filter(({ by }) => by === me).length;
  return mine >= limits.reportsPerMember ? no('yourReportsFull', 'later') : null;
}
