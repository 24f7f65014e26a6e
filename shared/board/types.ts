/**
 * The nouns of a board, as plain JSON data. Rows never change in place: a change is an {@link Op}.
 * `at` and every other instant is milliseconds since 1970 on the log's clock.
 */

export const kinds = ['need', 'offer', 'referral', 'promotion'] as const;
export type Kind = (typeof kinds)[number];

export const urgencies = ['now', 'days', 'week', 'anytime'] as const;
export type Urgency = (typeof urgencies)[number];

export const allTerms = ['gift', 'lend', 'exchange', 'time', 'paid', 'negotiable'] as const;
export type Terms = (typeof allTerms)[number];

export const roles = ['viewer', 'member', 'facilitator'] as const;
export type Role = (typeof roles)[number];
/** What somebody may be whom another site vouches for. */
export const siteRoles = ['viewer', 'member'] as const satisfies readonly Role[];
export type SiteRole = (typeof siteRoles)[number];

export const shapes = ['circle', 'square', 'hexagon', 'drop'] as const;
export type Shape = (typeof shapes)[number];

/** Presence colours by index into the palette of eight; see docs of the look. */
export const presenceColours = 8;

/** The one row of table `meta`, under the id `board`. */
export interface Meta {
  id: 'board';
  title: string;
  created: number;
  /** The settled text of the notes that all members write together. */
  notes: string;
  /** Promotion slots everyone has from the start, 0–3, and the most anyone can have, 0–5. */
  base: number;
  ceiling: number;
  /** A market hour: everyone has one promotion slot more until then. */
  marketUntil?: number;
}

export interface Member {
  id: string;
  name: string;
  role: Exclude<Role, 'viewer'>;
  colour: number;
  shape: Shape;
  joined: number;
  /** When a facilitator said "I know this person". */
  approved?: number;
  resting?: boolean;
  /** Gone by their own will, by a facilitator's, or merged into another: the name is empty then. */
  gone?: 'left' | 'removed' | 'banned' | 'merged';
  /** An extra promotion slot given by a facilitator, until then. */
  extraSlotUntil?: number;
  /** Agreed to stand with their name in the web of help. */
  named?: boolean;
}

/** Whom a referral speaks of. */
export type Subject =
  { type: 'member'; member: string } | { type: 'outside'; name: string } | { type: 'service'; name: string };

export type CardState = 'open' | 'matched' | 'done' | 'partDone' | 'withdrawn';

/** What a card's author may set at any time; last writer wins, field by field. */
export interface CardChips {
  urgency: Urgency;
  terms: Terms;
  category?: string;
  tags?: readonly string[];
  /** A word or a grid cell, never an address. */
  area?: string;
  availability?: string;
  /** A need that welcomes paid help. */
  paidWelcome?: boolean;
  /** How many; absent: no limit (referrals and promotions start so). */
  quantity?: number;
  language?: string;
  expires: number;
  /** A referral whose author gains by it. */
  gain?: boolean;
  /** The need an offer answers. */
  answers?: string;
  subject?: Subject;
}

export interface Card extends CardChips {
  id: string;
  kind: Kind;
  title: string;
  /** Settled text of the body: what everyone reads of it (docs/decisions/0002). */
  body: string;
  /** null: the author's name is not shown; who it is lies in the private records. */
  author: string | null;
  /** Written for someone who agreed to it. */
  behalf?: { who: string; consent: true };
  created: number;
  edited?: number;
  closed?: number;
  state: CardState;
  /** What is left of `quantity`. */
  left?: number;
  /** Set while the card is judged a promotion: when it went live as one. */
  promoted?: number;
  /** Members whom the author invited to write in the body. */
  editors?: readonly string[];
}

export type HelpState =
  'proposed' | 'accepted' | 'declined' | 'cancelled' | 'done' | 'partDone' | 'fellThrough';
export type FellThrough = 'refusedBeforeStart' | 'triedDidNotWork';

/** A match on a card: someone helps (need) or would like it (offer, promotion). */
export interface Help {
  id: string;
  card: string;
  /** Who proposed it: the helper on a need, the asker on anything else. */
  by: string;
  share: 'all' | 'part' | 'other';
  quantity: number;
  state: HelpState;
  proposed: number;
  accepted?: number;
  ended?: number;
  how?: FellThrough;
  /** When the one who received said so, or a facilitator did. */
  confirmed?: number;
  /** Absent when saying it would name an anonymous author. */
  confirmedBy?: string;
  thanked?: number;
}

export type IntroductionState = 'proposed' | 'agreed' | 'refused' | 'done' | 'fellThrough';

/** An introduction as everyone sees it; who meets whom lies in a private record. */
export interface Introduction {
  id: string;
  /** The card it is for: a need ("I know someone"), or the referral card it came from. */
  card: string;
  /** '' where saying it would name the author of an anonymous referral. */
  introducer: string;
  /** Does the introducer gain from it? */
  gain: boolean;
  state: IntroductionState;
  proposed: number;
  ended?: number;
  how?: FellThrough;
  confirmed?: number;
  confirmedBy?: string;
  thanked?: number;
}

export interface Comment {
  id: string;
  card: string;
  /** null: the card's anonymous author. */
  by: string | null;
  text: string;
  at: number;
}

/** The public log of what facilitators did with promotions and cards; holds reasons, never private words. */
export interface Notice {
  id: string;
  at: number;
  by: string;
  what: 'extraSlot' | 'marketHour' | 'retag' | 'hide' | 'settings';
  member?: string;
  card?: string;
  reason: string;
  until?: number;
}

/** What members are asked to write in a phase. Promotions are not among it: they are never refused, they wait. */
export type AskedKind = Exclude<Kind, 'promotion'>;

/** How what was written in silence is shown: to all at once, to one's own group first, or one person after the other. */
export const reveals = ['all', 'group', 'turns'] as const;
export type Reveal = (typeof reveals)[number];

export const phaseSorts = ['newest', 'untouched', 'urgent'] as const;
export type PhaseSort = (typeof phaseSorts)[number];

/** What happens when a phase's time is up: nothing, everyone is told, or nothing new can be written. */
export const phaseEnds = ['nothing', 'nudge', 'freeze'] as const;
export type PhaseEnd = (typeof phaseEnds)[number];

/** One part of a session: what people are asked, for how long, and what may be written meanwhile. */
export interface Phase {
  /** One of its session's; it stays when phases change places. */
  id: string;
  name: string;
  prompt: string;
  /** May be a fraction. */
  minutes: number;
  /** What members may put on the board. Facilitators may all. */
  writes: readonly AskedKind[];
  /** What is written in it is for its author alone until the phase is over, and is then shown so. */
  silent?: Reveal;
  /** Promotions may go up. */
  promotions?: boolean;
  sort: PhaseSort;
  /** New groups of about so many people are made when it begins. */
  groups?: number;
  atEnd: PhaseEnd;
}

/** A facilitated session. At most one on a board is not over. */
export interface Session {
  id: string;
  title: string;
  state: 'planned' | 'running' | 'ended';
  phases: readonly Phase[];
  /** The place in `phases` of the one that is on; their number once it has ended. */
  phase: number;
  /** The phase's clock: it began then (pauses move it on), and lasts `length` ms. See `session/clock.ts`. */
  since: number;
  length: number;
  paused?: number;
  /** How much of each phase's time is used, ms, so that going back goes on where it stopped. */
  used: readonly number[];
  /** An announced step: to that phase, then. */
  coming?: { phase: number; at: number };
  /** The phase that was on before, and when it was left: who is in the middle of a line may end it. */
  before?: { phase: number; at: number };
  began?: number;
  ended?: number;
  /** How many cards have been written in silence and not been shown yet. */
  silent: number;
  /** How many promotions wait for a place, of all people together. */
  waiting?: number;
  /** The card that everybody is shown. */
  spotlight?: string;
  /** Whose turn it is, where people have theirs one after the other. */
  turn?: string;
  /** Members write nothing new for now. */
  locked?: boolean;
  groups?: readonly (readonly string[])[];
  /** All groupings so far, the newest last, so that people meet others each time. */
  rounds: readonly (readonly (readonly string[])[])[];
  /** Who runs it, since when, and who takes over, in order, when they are gone. */
  lead: string;
  led: number;
  order: readonly string[];
  /** From whom it passed on: they may take it back. */
  handed?: string;
  /**
   * People come in by its link and its code until then: at once, or (`asks`) when they are let in. `code`: nine digits,
   * while whoever runs it wants everyone on the board to see them.
   */
  door?: { until: number; code?: string; asks?: true };
}

/** A member's part in the session that is not over. Its id is the member's. */
export interface Seat {
  id: string;
  /** Ready with that phase; passes in that phase. */
  ready?: string;
  passed?: string;
  /** When they raised a hand. */
  hand?: number;
  /** Since when they are not here. */
  away?: number;
}

export interface Rows {
  meta: Meta;
  members: Member;
  cards: Card;
  helps: Help;
  introductions: Introduction;
  comments: Comment;
  notices: Notice;
  sessions: Session;
  seats: Seat;
}
export type TableName = keyof Rows;
export const tableNames = [
  'meta',
  'members',
  'cards',
  'helps',
  'introductions',
  'comments',
  'notices',
  'sessions',
  'seats',
] as const satisfies readonly TableName[];

/** The field of a row that holds settled text and changes by splice, by table. */
export const textFields = { cards: 'body', meta: 'notes' } as const;
export type TextTable = keyof typeof textFields;

/** What lies beside the board, and who may know it. */
export interface PrivateRecord {
  id: string;
  /** Members it is sent to. The server strips this before sending. */
  to: readonly string[];
  /** Also sent to every facilitator. */
  facilitators?: boolean;
  body: RecordBody;
}

export type RecordBody =
  /** Who wrote an anonymous card. id `authorship:<card>`; to its author alone. */
  | { type: 'authorship'; card: string; member: string }
  /**
   * A promotion that waits for a place. id `waiting:<card>`; to its author. `notBefore`: the same words rest until then.
   * `comments`: those it had while it was on the board. State `withdrawn`: kept for its author, no longer in line.
   */
  | {
      type: 'waiting';
      card: Card;
      owner: string;
      since: number;
      notBefore?: number;
      /** Its author named no end: it comes down a week after it goes up. `card.expires` means nothing until then. */
      openEnd?: true;
      comments?: readonly Comment[];
    }
  /** A card that facilitators took from sight. id `held:<card>`; to author and facilitators. `owner` null: anonymous. */
  | {
      type: 'held';
      card: Card;
      owner: string | null;
      note: string;
      at: number;
      comments?: readonly Comment[];
    }
  /**
   * A card that was written in silence, in that phase. id `silent:<card>`; to its author, and once it is shown to their
   * group, to that group. `owner` null: anonymous. `shown`: to whom it was meanwhile.
   */
  | { type: 'silent'; card: Card; owner: string | null; phase: string; shown?: 'group' | 'turns' }
  /** The note with a proposed help. id `note:<help>`; to both sides. */
  | { type: 'note'; help: string; text: string }
  /** Why something ended. id `reason:<help or introduction>`; to both sides. */
  | { type: 'reason'; match: string; text: string }
  /** The words of a thank-you. id `thanks:<match>:<from>`, or `:author` where `from` is null (anonymous); to both sides. */
  | { type: 'thanks'; match: string; from: string | null; text: string }
  /**
   * Who confirmed that `giver` did something for `other`; what promotion slots are earned by. id `confirmation:<match>`;
   * to the giver, and to nobody where the card is anonymous.
   */
  | { type: 'confirmation'; match: string; by: string; giver: string; other: string; at: number; paid?: true }
  /**
   * Who meets whom. id `introduction:<introduction>`; to introducer, seeker and person. While the seeker is hidden there
   * are two: that one (to introducer and person, `seeker` '') and `introduction:<introduction>:seeker` (to the seeker).
   */
  | {
      type: 'introduction';
      introduction: string;
      seeker: string;
      /** Do not show the seeker's name before both said yes. */
      seekerHidden?: boolean;
      person: Subject;
      warmth: 1 | 2 | 3 | 4 | 5;
      message: string;
      yes: { introducer: boolean; seeker: boolean; person: boolean };
    }
  /** A contact line. id `contact:<match>:<from>`, or `:author` where `from` is null (anonymous); to both sides, gone when the match ends. */
  | { type: 'contact'; match: string; from: string | null; line: string }
  /** A card reported to facilitators. id `report:<card>:<member>`. */
  | { type: 'report'; card: string; by: string; reason: string; at: number }
  /** Members who said "this looks like a promotion". id `suspicion:<card>`; to nobody. */
  | { type: 'suspicion'; card: string; by: readonly string[] }
  /** A help accepted on paid terms: no act of service, whatever the terms become. id `paid:<help>`; to nobody. */
  | { type: 'paid'; help: string }
  /** The question to the author that follows. id `question:<card>`; to its author. */
  | { type: 'question'; card: string; at: number; answered?: 'yes' | 'no' }
  /** When and in which words a promotion came down, so that the same again waits. id `cameDown:<card>:<at>`; to its author. */
  | { type: 'cameDown'; card: string; owner: string; words: string; at: number }
  /** For whom a member hosts. id `hosting:<member>`; to that member. */
  | { type: 'hosting'; member: string; who: string }
  /** A capability link. id `link:<id>`; `hash` never leaves the server. */
  | { type: 'link'; link: string; role: Role; label: string; hash: string; made: number }
  /**
   * A device of a member. id `device:<id>`; to that member (without the hash). `key`: it came by a token of that site
   * key, and is the member's until then, unless another token comes.
   */
  | {
      type: 'device';
      device: string;
      member: string;
      hash: string;
      added: number;
      key?: string;
      until?: number;
    }
  /** A one-use pass that lets a member in on another device. id `pass:<hash>`; to nobody. */
  | { type: 'pass'; member: string; hash: string; until: number }
  /** Sites of others on which the board may be shown. id `sites`; to facilitators. */
  | { type: 'sites'; origins: readonly string[] }
  /**
   * What a site signs its tokens with, and what its visitors may be at most. id `siteKey:<key>`; to facilitators.
   * `verifier`: the public key (EdDSA), or the secret that both have (HS256), as base64url; it never leaves the server.
   */
  | {
      type: 'siteKey';
      key: string;
      site: string;
      role: SiteRole;
      alg: 'EdDSA' | 'HS256';
      verifier: string;
      made: number;
    }
  /** A token that was used, and may not be again. id `token:<key>:<hash of its jti>`; to nobody. */
  | { type: 'token'; key: string; until: number }
  /** Whom a site means by a subject of its own. id `visitor:<subject>`, which is a hash; to nobody. */
  | { type: 'visitor'; site: string; subject: string; member: string }
  /** A device that may not join again. id `banned:<hash>`; to nobody. */
  | { type: 'banned'; hash: string; member: string }
  /**
   * What opens the door of a session, as hashes: its link's key and its code, until then. `refused`: devices that were
   * told "not today". id `door:<session>`; to nobody.
   */
  | {
      type: 'door';
      session: string;
      key: string;
      code: string;
      until: number;
      refused: readonly string[];
    }
  /**
   * Someone who waits to be let in, under the ids that they and their device will have; since `at`, and unless they show
   * themselves again until `until`. id `knock:<device>`; to facilitators and whoever runs the session. `hash`: the
   * device's; it never leaves the server.
   */
  | {
      type: 'knock';
      session: string;
      device: string;
      hash: string;
      member: string;
      name: string;
      at: number;
      until: number;
    };

export type RecordType = RecordBody['type'];

/** Rows by id, read only. */
export interface Table<R> {
  get(id: string): R | undefined;
  has(id: string): boolean;
  values(): IterableIterator<R>;
  readonly size: number;
  /** Rows under a key of `keys.ts`; a table without it is scanned. */
  find?(key: string): IterableIterator<R>;
}

/** All that `decide` may look at. On the server it is whole; on a client it holds the public tables and the member's own records. */
export type State = { readonly [T in TableName]: Table<Rows[T]> } & {
  readonly records: Table<PrivateRecord>;
};

/** One public operation on a board. Applied in order; a missing target is skipped, never an error. */
export type Op =
  | { [T in TableName]: { op: 'put'; table: T; id: string; row: Rows[T] } }[TableName]
  /** `value: null` removes the field. */
  | { op: 'set'; table: TableName; id: string; field: string; value: unknown }
  | { op: 'drop'; table: TableName; id: string }
  /** Settled text: at UTF-16 index `index`, take `remove` units out and put `insert` in. */
  | { op: 'splice'; table: TextTable; id: string; index: number; remove: number; insert: string };

/** `record: null` forgets it. */
export interface RecordChange {
  id: string;
  record: PrivateRecord | null;
}

export interface Facts {
  ops: Op[];
  records: RecordChange[];
}
