/**
 * The verbs of a board. A command says what a person wants; `decide` says what follows.
 * The table {@link commandRoles} is the permission table: `decide` reads it first, tests are generated from it.
 */
import type { CardChips, FellThrough, Kind, Phase, Role, SiteRole, Subject } from './types.ts';

export type Chips = Partial<Omit<CardChips, never>>;

export type Command =
  // cards
  | {
      type: 'card.create';
      card: string;
      kind: Kind;
      title: string;
      /** The first text; the server replaces it by what the text gate read from the update beside the command. */
      body: string;
      chips: Chips;
      anonymous?: boolean;
      behalf?: { who: string; consent: true };
    }
  /** Words carry what their writer had seen (`was`); chips are last-writer-wins; `null` clears a chip. */
  | {
      type: 'card.edit';
      card: string;
      title?: { is: string; was: string };
      kind?: Kind;
      chips?: { [K in keyof CardChips]?: CardChips[K] | null };
    }
  | { type: 'card.withdraw'; card: string }
  | { type: 'card.restore'; card: string }
  | { type: 'card.done'; card: string; part?: boolean }
  | { type: 'card.invite'; card: string; member: string }
  | { type: 'card.uninvite'; card: string; member: string }
  | { type: 'card.report'; card: string; reason: string }
  | { type: 'card.hold'; card: string; note: string }
  | { type: 'card.release'; card: string }
  | { type: 'report.close'; card: string }
  // comments
  | { type: 'comment.add'; comment: string; card: string; text: string; asAuthor?: boolean }
  | { type: 'comment.remove'; comment: string }
  // helps
  | {
      type: 'help.propose';
      help: string;
      card: string;
      share: 'all' | 'part' | 'other';
      quantity?: number;
      note: string;
    }
  | { type: 'help.accept'; help: string }
  | { type: 'help.decline'; help: string; reason: string }
  | { type: 'help.cancel'; help: string }
  | { type: 'help.done'; help: string; part?: boolean; quantity?: number }
  | { type: 'help.fail'; help: string; how: FellThrough; reason: string }
  | { type: 'help.thank'; help: string; words: string }
  // introductions
  | {
      type: 'introduction.propose';
      introduction: string;
      card: string;
      person: Subject;
      /** For someone outside or a service: the introducer asked and they agreed. */
      personAgreed?: boolean;
      warmth: 1 | 2 | 3 | 4 | 5;
      message: string;
      gain: boolean;
    }
  /** From a referral card: "I'd like this". */
  | { type: 'introduction.ask'; introduction: string; card: string; message: string }
  | { type: 'introduction.agree'; introduction: string }
  | { type: 'introduction.refuse'; introduction: string; reason: string }
  | { type: 'introduction.done'; introduction: string }
  | { type: 'introduction.fail'; introduction: string; how: FellThrough; reason: string }
  | { type: 'introduction.thank'; introduction: string; words: string }
  // contact lines, on an accepted help or an agreed introduction
  | { type: 'contact.share'; match: string; line: string }
  | { type: 'contact.unshare'; match: string }
  // promotions
  | { type: 'promotion.swap'; live: string; waiting: string }
  | { type: 'promotion.suspect'; card: string }
  | { type: 'promotion.answer'; card: string; yes: boolean }
  // members
  | { type: 'member.rename'; member: string; name: string }
  | { type: 'member.rest'; resting: boolean }
  | { type: 'member.host'; who: string }
  | { type: 'member.role'; member: string; role: 'member' | 'facilitator' }
  | { type: 'member.approve'; member: string }
  | { type: 'member.merge'; from: string; into: string }
  | { type: 'member.remove'; member: string; ban: boolean }
  | { type: 'member.leave' }
  /** Oneself, or (facilitators) somebody: with every word, also from what is kept of the board's past. */
  | { type: 'member.erase'; member: string }
  /** Whether one's name may stand in the web of help. */
  | { type: 'member.named'; named: boolean }
  | { type: 'device.revoke'; device: string }
  // the board
  | { type: 'board.rename'; title: { is: string; was: string } }
  | { type: 'board.settings'; base: number; ceiling: number; reason: string }
  | { type: 'override.extraSlot'; notice: string; member: string; reason: string }
  | { type: 'override.marketHour'; notice: string; minutes: number; reason: string }
  | { type: 'override.retag'; notice: string; card: string; kind: Kind; reason: string }
  | { type: 'override.hide'; notice: string; card: string; reason: string }
  // a session, by whoever runs it
  | { type: 'session.plan'; session: string; title: string; phases: readonly Phase[] }
  /** What is over, and on, stays as it is. */
  | { type: 'session.edit'; session: string; title: string; phases: readonly Phase[] }
  /** One that has not begun. */
  | { type: 'session.drop'; session: string }
  | { type: 'session.start'; session: string }
  /**
   * To phase `to`, forward or back; to the number of phases: it ends. `from`: the one that was on, as the sender saw it,
   * so that two who press at once take one step. `after`: in so many ms, announced; `to` = `from` takes that back.
   */
  | { type: 'session.step'; session: string; from: number; to: number; after?: number }
  | { type: 'session.extend'; session: string; minutes: number }
  | { type: 'session.pause'; session: string; paused: boolean }
  | { type: 'session.lock'; session: string; locked: boolean }
  | { type: 'session.spotlight'; session: string; spotlight: string | null }
  /** New groups of about so many of those who are here; 0: none. */
  | { type: 'session.group'; session: string; size: number }
  /** It is their turn: what they wrote in silence is shown to all. Also by themselves. */
  | { type: 'session.turn'; session: string; member: string }
  /** Hands the session over. Whoever it passed on from may take it back. */
  | { type: 'session.lead'; session: string; member: string }
  | { type: 'session.order'; session: string; members: readonly string[] }
  // its door: the server opens it, because it makes the secrets
  /** Whether people wait to be let in. Those who wait when it changes to no come in by themselves. */
  | { type: 'door.ask'; session: string; asks: boolean }
  /** Its link and its code end, and who waits is sent home. */
  | { type: 'door.close'; session: string }
  /** Lets people in, in this order, as far as there is room. */
  | { type: 'door.admit'; session: string; knocks: readonly string[] }
  /** Not today. */
  | { type: 'door.refuse'; session: string; knocks: readonly string[] }
  // one's own part in it
  | { type: 'seat.ready'; session: string; ready: boolean }
  | { type: 'seat.pass'; session: string; passed: boolean }
  /** One's own hand; whoever runs the session also lowers others'. */
  | { type: 'seat.hand'; session: string; member: string; up: boolean };

export type CommandType = Command['type'];

/** Commands that only the server makes, because they carry hashes of secrets or follow from time. */
export type ServerCommand =
  | { type: 'board.create'; title: string; links: { link: string; role: Role; hash: string }[] }
  | {
      type: 'member.join';
      member: string;
      name: string;
      role: 'member' | 'facilitator';
      device: string;
      hash: string;
    }
  /** The board itself, for good: nothing is written down, its log goes. `title`: as a person typed it, to be sure. */
  | { type: 'board.erase'; title: string }
  /** The sites on which the board may be shown: whole origins, such as `https://example.org`. */
  | { type: 'board.sites'; origins: readonly string[] }
  /** What a site on the list signs its tokens with. */
  | {
      type: 'siteKey.add';
      key: string;
      site: string;
      role: SiteRole;
      alg: 'EdDSA' | 'HS256';
      verifier: string;
    }
  | { type: 'siteKey.revoke'; key: string }
  /** A token that the server has verified is used up: exactly once. `token`: hash of its jti. `until`: its end. */
  | { type: 'token.use'; key: string; token: string; until: number }
  /** Its bearer comes in with a device: as the member whom the site means by `subject` (a hash), or as a new one. */
  | {
      type: 'visitor.enter';
      key: string;
      subject: string;
      role: SiteRole;
      name: string;
      member: string;
      device: string;
      hash: string;
      until: number;
    }
  /** Another token for whoever is in already: the device stays theirs until that one ends. */
  | {
      type: 'visitor.renew';
      key: string;
      subject: string;
      role: SiteRole;
      device: string;
      until: number;
    }
  /** Tokens have ended, and with them what came by them. */
  | { type: 'token.due' }
  | { type: 'link.mint'; link: string; role: Role; label: string; hash: string }
  | { type: 'link.revoke'; link: string }
  | { type: 'pass.mint'; member: string; hash: string; until: number }
  | { type: 'pass.redeem'; hash: string; device: string; deviceHash: string }
  /** The settled text of a card or of the notes (`text: 'notes'`). */
  | { type: 'text.settle'; text: string; body: string }
  /** Something is due: promotions of `member` go live, or a need closed by time. See `due`. */
  | { type: 'promotion.due'; member: string }
  | { type: 'need.due'; card: string }
  /** An announced step is due, or whoever runs the session has been away for too long. */
  | { type: 'session.due'; session: string }
  /** Who came and who went, as the server saw it. */
  | { type: 'session.seen'; session: string; here: readonly string[]; away: readonly string[] }
  /** With hashes of a new key and a new code; what there was before ends. `shown`: the code itself, for all to see. */
  | {
      type: 'door.open';
      session: string;
      key: string;
      code: string;
      until: number;
      asks: boolean;
      shown: string | null;
    }
  /** Puts the code on the board, or takes it off. The server has made sure that it is the code. */
  | { type: 'door.show'; session: string; code: string | null }
  /** Somebody asks to be let in, or is still there. */
  | {
      type: 'door.knock';
      session: string;
      device: string;
      hash: string;
      member: string;
      name: string;
      until: number;
    }
  /** They left, unless they showed themselves elsewhere since they were last seen to stay until `until`. */
  | { type: 'door.leave'; device: string; until: number }
  /** Its time is over, or that of somebody who waits. */
  | { type: 'door.due'; session: string };

export type AnyCommand = Command | ServerCommand;

/** Who acts. `system` is time itself; `link` holds a capability link and is not a member yet. */
export type Actor = { type: 'member'; member: string } | { type: 'link'; role: Role } | { type: 'system' };

/**
 * The least role for each command; what more it takes (being the author, a side of the match) is in `decide`. `lead`:
 * a facilitator, or the member who runs the session at the moment.
 */
export const commandRoles: { readonly [T in CommandType]: 'member' | 'lead' | 'facilitator' } = {
  'card.create': 'member',
  'card.edit': 'member',
  'card.withdraw': 'member',
  'card.restore': 'member',
  'card.done': 'member',
  'card.invite': 'member',
  'card.uninvite': 'member',
  'card.report': 'member',
  'card.hold': 'facilitator',
  'card.release': 'facilitator',
  'report.close': 'facilitator',
  'comment.add': 'member',
  'comment.remove': 'member',
  'help.propose': 'member',
  'help.accept': 'member',
  'help.decline': 'member',
  'help.cancel': 'member',
  'help.done': 'member',
  'help.fail': 'member',
  'help.thank': 'member',
  'introduction.propose': 'member',
  'introduction.ask': 'member',
  'introduction.agree': 'member',
  'introduction.refuse': 'member',
  'introduction.done': 'member',
  'introduction.fail': 'member',
  'introduction.thank': 'member',
  'contact.share': 'member',
  'contact.unshare': 'member',
  'promotion.swap': 'member',
  'promotion.suspect': 'member',
  'promotion.answer': 'member',
  'member.rename': 'member',
  'member.rest': 'member',
  'member.host': 'member',
  'member.role': 'facilitator',
  'member.approve': 'facilitator',
  'member.merge': 'facilitator',
  'member.remove': 'facilitator',
  'member.leave': 'member',
  'member.erase': 'member',
  'member.named': 'member',
  'device.revoke': 'member',
  'board.rename': 'facilitator',
  'board.settings': 'facilitator',
  'override.extraSlot': 'facilitator',
  'override.marketHour': 'facilitator',
  'override.retag': 'facilitator',
  'override.hide': 'facilitator',
  'session.plan': 'facilitator',
  'session.edit': 'lead',
  'session.drop': 'facilitator',
  'session.start': 'lead',
  'session.step': 'lead',
  'session.extend': 'lead',
  'session.pause': 'lead',
  'session.lock': 'lead',
  'session.spotlight': 'lead',
  'session.group': 'lead',
  'session.turn': 'member',
  'session.lead': 'lead',
  'session.order': 'lead',
  'door.ask': 'lead',
  'door.close': 'lead',
  'door.admit': 'lead',
  'door.refuse': 'lead',
  'seat.ready': 'member',
  'seat.pass': 'member',
  'seat.hand': 'member',
};
