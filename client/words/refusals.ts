/**
 * What a person reads when something was not accepted. One entry for every {@link RefusalCode}: a new code does not
 * compile until its words stand here. Nothing in here blames; each says what happened, why, what is kept, what next.
 */
import type { Refusal, RefusalCode } from '#shared/board/decision.ts';
import { limits } from '#shared/limits.ts';

export interface RefusalWords {
  /** What happened, as a heading: no full stop. */
  what: string;
  why: string;
  /** Where the words are now. */
  kept: string;
  /** What the person can do. */
  next: string;
}

interface Entry {
  what: string;
  why: string;
  /** Replaces the usual sentence about what is kept. */
  kept?: string;
  next: string;
  /** Said in place of `next` when the log knows the instant; `{when}` is an exact local time. */
  nextAt?: string;
}

const entries: { readonly [C in RefusalCode]: Entry } = {
  viewersOnlyLook: {
    what: 'This link is for looking',
    why: 'You opened the board with a link that shows it without a pen.',
    next: 'Join with your name, or ask the person who sent the link for the one that lets you write.',
  },
  facilitatorsOnly: {
    what: 'This is for facilitators',
    why: 'Only the people who look after this board can do that.',
    next: 'Ask one of them; you find them under People.',
  },
  notYours: {
    what: 'This belongs to someone else',
    why: 'Only the people it concerns can change it.',
    next: 'You can write them a comment on the card.',
  },
  notAMember: {
    what: 'You are not on this board at the moment',
    why: 'Your place here ended, on this device or on another one.',
    next: 'Open the link again and join, or ask a facilitator to let you back in.',
  },
  banned: {
    what: 'This device cannot join this board',
    why: 'A facilitator closed the board to it.',
    next: 'If you think that is a mistake, speak with a facilitator in person.',
  },
  noCard: {
    what: 'That card is no longer on the board',
    why: 'It was taken down while you were writing.',
    next: 'You can post your words as a card of your own.',
  },
  noMatch: {
    what: 'That offer is no longer there',
    why: 'It was taken back, or its card is gone.',
    next: 'Look at the card again; others may have answered.',
  },
  noMember: {
    what: 'That person is no longer on the board',
    why: 'They left, or joined again under another name.',
    next: 'Look for them under People.',
  },
  noSession: {
    what: 'That session is not on any more',
    why: 'It ended, or another one was planned.',
    kept: 'Nothing of yours was lost.',
    next: 'Look at the board: what stayed open is there.',
  },
  frozen: {
    what: 'Writing rests for a moment',
    why: 'Time is up in this part, or the facilitator asked everyone to look up.',
    next: 'Post it when the session goes on; it waits here with your drafts.',
  },
  otherPhase: {
    what: 'This part of the session is for something else',
    why: 'The facilitator set what is written when, so that everybody looks at the same.',
    next: 'Post it in the part that asks for it, or after the session.',
  },
  noComment: {
    what: 'That comment is gone',
    why: 'It was taken away before yours arrived.',
    kept: 'Nothing of yours was lost.',
    next: 'There is nothing you need to do.',
  },
  exists: {
    what: 'This is already on the board',
    why: 'It arrived once before, perhaps from another tab.',
    kept: 'The first one stands; a copy of your words is kept on this device.',
    next: 'You can drop the copy.',
  },
  words: {
    what: 'A few words are missing',
    why: 'The board could not read this without a title or a reason.',
    next: 'Write a short one and send it again.',
  },
  wrongKind: {
    what: 'That does not fit this kind of card',
    why: 'The card has become a need, an offer, a referral or a promotion since you saw it.',
    next: 'Open the card and choose from what it offers now.',
  },
  wrongState: {
    what: 'This has moved on',
    why: 'The card or the plan changed before your answer arrived.',
    next: 'Open the card to see where it stands now.',
  },
  ownCard: {
    what: 'This card is yours',
    why: 'Helping is for others to offer.',
    next: 'When it is met, say "It\'s done" on the card.',
  },
  alreadyProposed: {
    what: 'You have already answered this card',
    why: 'One answer at a time for each person keeps it easy to choose.',
    next: 'Take your first answer back if you want to say it differently.',
  },
  taken: {
    what: 'Someone was there just before you',
    why: 'There was nothing left to share out at that moment.',
    next: 'It may come free again if plans change; your answer can wait here.',
    nextAt: 'It may come free at {when}; your answer can wait here.',
  },
  consentFirst: {
    what: 'A yes is still missing',
    why: 'Nobody is introduced, and no contact moves, before everyone has agreed.',
    next: 'Ask them first, then send this again.',
  },
  nameFirst: {
    what: 'A name comes first',
    why: 'The board needs something to call you by.',
    next: 'A first name or a nickname is plenty.',
  },
  promotionNeedsName: {
    what: "A promotion carries its author's name",
    why: 'This card mainly helps the one who wrote it, so neighbours may know who that is.',
    next: 'Show your name, or make it a gift, a loan or an exchange.',
  },
  lastFacilitator: {
    what: 'Someone has to look after the board',
    why: 'This is the last facilitator it has.',
    next: 'Make another person a co-facilitator first, under People.',
  },
  passFirst: {
    what: 'A pass comes first',
    why: 'Another site says who this is, and none may speak for a facilitator.',
    next: 'Let them in on the board itself with a pass, under People.',
  },
  linkGone: {
    what: 'That link has ended',
    why: 'It was used, replaced or taken back.',
    next: 'Ask for a fresh one; it takes a facilitator a moment.',
  },
  boardFull: {
    what: 'The board is full for now',
    why: `It holds ${limits.cards.toLocaleString('en-GB')} open cards and ${limits.people.toLocaleString('en-GB')} people.`,
    next: 'When a card is done or taken down there is room again.',
  },
  cardFull: {
    what: 'This card has all it can hold',
    why: 'It has gathered a great many answers.',
    next: 'You can write a card of your own that mentions it.',
  },
  yourCardsFull: {
    what: 'You have many cards open already',
    why: `One person can have ${limits.cardsPerMember} cards on a board.`,
    next: 'Take one down that is met or out of date, then post this one.',
  },
  yourPartFull: {
    what: 'That is enough from you here for now',
    why: `There is room for everybody: one person writes up to ${limits.commentsPerMemberAndCard} comments on a card, proposes up to ${limits.introductionsPerMemberAndCard} introductions on it, and asks the same person about ${limits.introductionsToOneByOne} at a time.`,
    next: 'Wait for an answer, or take one of yours away to make room.',
  },
  yourReportsFull: {
    what: 'The facilitators have many reports of yours already',
    why: `They look at up to ${limits.reportsPerMember} from one person at a time.`,
    next: 'Send this one when they have closed some, or speak with one of them.',
  },
  theyHaveMany: {
    what: 'They have many introductions to answer already',
    why: `One person is asked about up to ${limits.introductionsToOne} at a time.`,
    next: 'Ask them yourself, or propose it again when they have had time to answer.',
  },
  waitingFull: {
    what: 'Your promotion is kept as a draft',
    why: `One promotion at a time, and ${limits.waitingPromotions} of yours are in line already.`,
    next: 'Post it when one of them has gone up. Helping others opens more room.',
    nextAt: 'A place in line opens at {when}. Helping others opens more room.',
  },
  tooLong: {
    what: 'This is longer than the board can carry',
    why: `A title has room for ${limits.title} characters, a text for ${limits.body.toLocaleString('en-GB')}.`,
    next: 'Shorten it a little and send it again.',
  },
  stale: {
    what: 'Someone else changed this while you were writing',
    why: 'Both versions were made from the same words.',
    kept: 'Theirs is on the board; yours is kept here.',
    next: 'Look at both, then choose.',
  },
  slowDown: {
    what: 'That was a lot at once',
    why: 'The board takes things in one after another so that nobody has to wait long.',
    next: 'It goes out by itself in a moment.',
    nextAt: 'It goes out by itself at {when}.',
  },
  notNow: {
    what: 'The board cannot save at this moment',
    why: 'Something behind the scenes needs a moment.',
    next: 'It goes out by itself as soon as the board can save again.',
    nextAt: 'It can go out again at {when}.',
  },
  checking: {
    what: 'Checking with the board',
    why: 'This device cannot see everything that matters here.',
    next: 'You will see what happened as soon as the board answers.',
  },
  textTooLong: {
    what: 'This text is as long as it can be',
    why: `A card has room for ${limits.body.toLocaleString('en-GB')} characters.`,
    next: 'Shorten it a little; it is then saved by itself.',
  },
  textTooLarge: {
    what: 'That was too much text in one go',
    why: 'A very large piece was put in at once.',
    next: 'Put it in again in smaller pieces.',
  },
  textStale: {
    what: 'The text was tidied up while you were away',
    why: 'The board has begun a fresh copy of it.',
    next: 'See both, and keep what you need.',
  },
  textGap: {
    what: 'A piece of this text went missing on the way',
    why: 'The connection dropped something in between.',
    next: 'It is sent again by itself.',
  },
  textForeign: {
    what: "This text could not be joined with the board's",
    why: 'It mixes with words that came from somewhere else.',
    next: 'Copy your words and write them into the card again.',
  },
  textMalformed: {
    what: 'This text did not arrive whole',
    why: 'The board could not read it.',
    next: 'Copy your words and write them into the card again.',
  },
};

const keptBy: { readonly [R in Refusal['retry']]: string } = {
  never: 'Your words are kept as a draft on this device.',
  later: 'Your words are kept on this device.',
  ask: 'Your words are kept on this device.',
};

/**
 * Words for a refusal.
 * @param exact writes an instant (ms since 1970) as an exact local time, such as "Saturday 28 November, 18:00"
 */
export function refusalWords(refusal: Refusal, exact: (at: number) => string): RefusalWords {
  const entry = entries[refusal.code];
  const next =
    refusal.until !== undefined && entry.nextAt
      ? entry.nextAt.replace('{when}', exact(refusal.until))
      : entry.next;
  return { what: entry.what, why: entry.why, kept: entry.kept ?? keptBy[refusal.retry], next };
}

/** Every code that has words, for tests. */
export const refusalCodes = Object.keys(entries) as readonly RefusalCode[];
