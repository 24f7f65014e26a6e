/** What `decide` answers: facts, or a refusal that says why, what is kept and what to do next. */
import type { Facts } from './types.ts';

export type RefusalCode =
  // who
  | 'viewersOnlyLook'
  | 'facilitatorsOnly'
  | 'notYours'
  | 'notAMember'
  | 'banned'
  // what
  | 'noCard'
  | 'noMatch'
  | 'noMember'
  | 'noComment'
  | 'noSession'
  | 'exists'
  | 'words'
  | 'wrongKind'
  | 'wrongState'
  | 'ownCard'
  | 'alreadyProposed'
  | 'taken'
  | 'consentFirst'
  | 'nameFirst'
  | 'promotionNeedsName'
  | 'lastFacilitator'
  /** Another site says who they are, and none may speak for a facilitator. */
  | 'passFirst'
  | 'linkGone'
  // how many
  | 'boardFull'
  | 'cardFull'
  | 'yourCardsFull'
  | 'yourPartFull'
  | 'yourReportsFull'
  | 'theyHaveMany'
  | 'waitingFull'
  | 'tooLong'
  // when
  | 'stale'
  | 'slowDown'
  | 'notNow'
  /** Time is up in this phase, or whoever runs the session paused writing. */
  | 'frozen'
  /** This phase of the session is for something else. */
  | 'otherPhase'
  /** The client cannot tell: an input is hidden from it. Only a client's prediction says this. */
  | 'checking'
  // text
  | 'textTooLong'
  | 'textTooLarge'
  | 'textStale'
  | 'textGap'
  | 'textForeign'
  | 'textMalformed';

export interface Refusal {
  code: RefusalCode;
  /** `never`: the words become a draft. `later`: try again at `until` or when things change. `ask`: show both texts. */
  retry: 'never' | 'later' | 'ask';
  /** What stands on the board instead, when `code` is `stale`. */
  theirs?: string;
  until?: number;
}

export type Decision =
  { ok: true; facts: Facts; outcome?: 'live' | 'waiting' } | { ok: false; refusal: Refusal };

export function applied(facts: Facts, outcome?: 'live' | 'waiting'): Decision {
  return outcome ? { ok: true, facts, outcome } : { ok: true, facts };
}
