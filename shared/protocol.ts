/**
 * The wire between a client and a server: socket.io events, their payloads and their acks. docs/protocol.md tells the
 * same as prose. Every payload is flat; the server checks each against a schema before anything else touches it.
 *
 * A connection's life: handshake (`auth`) → `sync` → frames. `enter` turns the holder of a link or a pass into a member.
 * Board state goes one way, in frames; what people do goes the other way, in commands; running text has its own events.
 */
import type { Command } from './board/commands.ts';
import type { Refusal } from './board/decision.ts';
import type { Standing } from './board/promotion.ts';
import type { RecordBody, Role, SiteRole, Terms, Urgency } from './board/types.ts';

export const protocolVersion = 2;

/**
 * socket.io `auth`. Exactly one of `key` (from a link, or the nine digits of a spoken code), `device` (this device's
 * secret), `pass` (one use) and `token` (of another site, one use).
 */
export interface HandshakeAuth {
  v: number;
  board: string;
  key?: string;
  device?: string;
  pass?: string;
  /** A JWT of another site, and the origin of the page that it came from. */
  token?: string;
  site?: string;
  /** With the key of a door that asks first: the name to wait under, and the secret that this device will have. */
  name?: string;
  secret?: string;
}

/** Arrives as `connect_error.data.code`. */
export type HandshakeRefusal =
  | 'version'
  | 'noEntry' // no such board, link, device or pass: deliberately one answer for all
  | 'banned'
  | 'erased' // the board was: forget your copy of it
  | 'tooMany'
  | 'asks' // at this door one gives a name, and waits to be let in
  | 'restarting';

export interface SyncRequest {
  /** What the client holds: epoch, log position and state vector of its board document. Absent: nothing. */
  epoch?: number;
  seq?: number;
  stateVector?: Uint8Array;
  /** The copy differed from a `pulse` and was given up. It is counted, and then answered like a request for all. */
  differs?: true;
}

export type You =
  /** `until`: the device is theirs until then, unless another token comes before. */
  | { type: 'member'; member: string; device: string; until?: number }
  /** `until`: by a token, which lets them look; and `enter`, if it says so. */
  | { type: 'link'; role: Role; session?: string; until?: number }
  | { type: 'pass' };

export interface WireRecord {
  id: string;
  /** null: forget it. `hash` fields are left out. */
  body: RecordBody | null;
}

export type SyncReply =
  | {
      ok: true;
      epoch: number;
      /** Position of the log that the document is at. */
      seq: number;
      /** The log's clock, ms since 1970. */
      now: number;
      you: You;
      /** `full`: take a fresh document; `delta`: apply to the one you have. */
      mode: 'full' | 'delta';
      /**
       * Packed Yjs updates (see `packBytes`), to be applied in order, gzip-compressed when `gzip`. `full`: V2, the
       * document at `seq`; `delta`: V1, the frames since the client's position.
       */
      updates: Uint8Array;
      gzip: boolean;
      /**
       * A frame is right behind that leads from `seq` to there: until it is applied, the document is the board of a while
       * ago. Absent: the document is the board of now.
       */
      until?: number;
      /** All private records that are yours; they replace what you had. */
      records: WireRecord[];
      standing: Standing | null;
    }
  | { ok: false; code: 'slowDown' | 'notNow' };

export interface CommandMessage {
  /** Made once by the client; the same id is applied at most once. */
  id: string;
  command: Command;
  /** With `card.create`: the state of the card's text document, as a Yjs V1 update. */
  text?: Uint8Array;
}

export type CommandReply =
  | {
      ok: true;
      /** Durable at this position. Drop it from the overlay when a frame ≥ seq is applied. */
      seq: number;
      outcome?: 'live' | 'waiting';
      /** It had been applied before. Text typed since then must be pushed again. */
      again?: true;
    }
  | { ok: false; refusal: Refusal };

export interface EnterMessage {
  id: string;
  /** With a link: the name to be called by. With a pass: absent. */
  name?: string;
  /** This device's new secret, 32 random bytes as base64url; only its hash is stored. */
  secret: string;
  /** Another token, for a device that is in already by one: it stays until this one ends. */
  token?: string;
}
export type EnterReply = { ok: true; member: string; until?: number } | { ok: false; refusal: Refusal };

export interface TextOpen {
  text: string;
  epoch?: number;
  stateVector?: Uint8Array;
}
export type TextOpenReply =
  | {
      ok: true;
      epoch: number;
      rev: number;
      mode: 'full' | 'delta';
      /** Packed Yjs V1 updates. */
      updates: Uint8Array;
      mayEdit: boolean;
    }
  | { ok: false; refusal: Refusal };

export interface TextPush {
  text: string;
  epoch: number;
  update: Uint8Array;
}
export type TextPushReply = { ok: true; seq: number; rev: number } | { ok: false; refusal: Refusal };

/** The log's clock at the moment of answering, ms since 1970. */
export type TimeReply = { ok: true; now: number } | { ok: false; code: 'slowDown' | 'notNow' };

/** What somebody looks for among the cards. */
export interface Looking {
  words: string;
  urgency: Urgency | null;
  area: string;
  terms: Terms | null;
  /** Only cards that nobody has answered. */
  open: boolean;
}

export interface Here {
  /** The card looked at, and whether its body is being written in. */
  card?: string;
  writing?: boolean;
  /** What is looked for; said by whoever runs a session, for those who follow them, and shown of nobody else. */
  looking?: Looking;
}

/**
 * What is asked for now or not at all, and never waits in an outbox: requests that make or use secrets, which the server
 * completes, so that no secret is ever in a command; and the end of the board.
 */
export type AccessRequest =
  | { id: string; type: 'link.mint'; role: Role; label: string }
  /** A new link for the role; every older link of the role stops. */
  | { id: string; type: 'link.rotate'; role: Role }
  | { id: string; type: 'link.revoke'; link: string }
  /** Let `member` in on another device: one's own, or (facilitators) somebody's who lost theirs. */
  | { id: string; type: 'pass.mint'; member: string }
  /** Opens the door of a session with a new link and a new code; older ones stop. `shown`: everyone sees the code. */
  | { id: string; type: 'door.open'; session: string; asks: boolean; shown: boolean }
  /** Puts the code on the board, or (null) takes it off. */
  | { id: string; type: 'door.show'; session: string; code: string | null }
  /** Opens the board to a site, a whole origin, or closes it to it; then its keys end, too. */
  | { id: string; type: 'site.add'; site: string }
  | { id: string; type: 'site.remove'; site: string }
  /**
   * A key for a site on the list, whose visitors come in by tokens signed with it. `publicKey`: the `x` of its Ed25519 key
   * as a JWK; without it the server makes a secret for HS256 and tells it once.
   */
  | { id: string; type: 'siteKey.add'; site: string; role: SiteRole; publicKey?: string }
  /** Whoever came by its tokens is sent off. */
  | { id: string; type: 'siteKey.revoke'; key: string }
  /** Erases the board for good. `title`: its name, as the person typed it to be sure. `bye` follows. */
  | { id: string; type: 'board.erase'; title: string };

export type AccessReply =
  | { ok: true; type: 'link'; link: string; key: string }
  | { ok: true; type: 'pass'; pass: string; until: number }
  | { ok: true; type: 'door'; key: string; code: string; until: number }
  /** `secret`: base64url, for HS256. */
  | { ok: true; type: 'siteKey'; key: string; secret?: string }
  | { ok: true; type: 'done' }
  | { ok: false; refusal: Refusal };

/**
 * Who is here, or what changed of it. `whole`: forget what you knew. `names`, ids of members and of cards, are appended to
 * a table whose first is ''. `moves` are pairs: a member's place in the table, and where they are now:
 * `4 × place of the card + 2 if writing + 1 if idle`, or -1: gone. The member '' stands for the `looking` who only look.
 * `lead`: what whoever runs the session looks for, null for all; absent: as it was, or nothing if `whole`.
 */
export type PresenceNews = [
  whole: 0 | 1,
  names: readonly string[],
  moves: readonly number[],
  looking: number,
  lead?: Looking | null,
];

export type ByeCode =
  | 'revoked'
  | 'removed'
  | 'restarting'
  | 'tooSlow'
  | 'erased'
  | 'tooMany'
  /** The door asks first from now on: come back, and wait. */
  | 'asks'
  /** The token has ended: come back with another. */
  | 'ended';

/** What becomes of somebody who waits to be let in. All but `waiting` end the connection. */
export type KnockAnswer =
  /** It is known that they are there. */
  | 'waiting'
  /** Let in: come in by the device's secret. */
  | 'in'
  /** The door does not ask any more: come in by the key. */
  | 'open'
  | 'notToday'
  /** The door was closed, or the session is over. */
  | 'over'
  /** Too many wait already. */
  | 'full';

export interface ClientEvents {
  sync(request: SyncRequest, ack: (reply: SyncReply) => void): void;
  enter(message: EnterMessage, ack: (reply: EnterReply) => void): void;
  command(message: CommandMessage, ack: (reply: CommandReply) => void): void;
  access(request: AccessRequest, ack: (reply: AccessReply) => void): void;
  textOpen(request: TextOpen, ack: (reply: TextOpenReply) => void): void;
  textPush(message: TextPush, ack: (reply: TextPushReply) => void): void;
  textClose(text: string): void;
  here(here: Here): void;
  time(nothing: null, ack: (reply: TimeReply) => void): void;
}

export interface ServerEvents {
  /** Board operations of log positions from…to, as one base64 Yjs V1 update (`''`: nothing public changed). */
  frame(epoch: number, from: number, to: number, update: string): void;
  /** Private records of this member that changed at or before `seq`. Comes before the frame that reaches `seq`. */
  records(seq: number, changes: WireRecord[]): void;
  standing(standing: Standing): void;
  /** False: the store is away, and nothing can be saved. Comes when that changes, and after a `sync` that finds it so. */
  saving(can: boolean): void;
  /**
   * At log position `seq` the rows of the board have this hash (see `shared/doc/state-hash.ts`). Comes right behind the
   * frame that reaches `seq`. Of use only to those who read rows by the same `shape`.
   */
  pulse(epoch: number, seq: number, shape: number, hash: number): void;
  /** Text diffs for those who have the text open: packed, in order, and FNV-1a of the visible text after them. */
  text(text: string, epoch: number, rev: number, updates: Uint8Array, hash: number): void;
  /** The text has a new epoch (compacted or erased): open it again. */
  textReset(text: string): void;
  presence(...news: PresenceNews): void;
  /** You fell behind and frames were dropped for you: sync again. */
  resync(): void;
  bye(code: ByeCode): void;
}

/** All that is said to those who wait to be let in. */
export interface GuestEvents {
  knock(answer: KnockAnswer): void;
}

/** Whatever a server may say. */
export type SocketEvents = ServerEvents & GuestEvents;
