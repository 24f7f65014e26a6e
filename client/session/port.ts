/**
 * What the screens know of the world: one session per board. Components read snapshots and send intents; they touch
 * neither a document nor a socket. client/sync implements it; tests use it as it is.
 */
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Standing } from '#shared/board/promotion.ts';
import type { Role, State } from '#shared/board/types.ts';
import type { AccessReply, AccessRequest, HandshakeRefusal, KnockAnswer, Looking } from '#shared/protocol.ts';

export type Connection =
  | { state: 'connecting' }
  /** `unsaved`: commands and texts without an ack. 0 means that everything is saved. */
  | { state: 'live'; unsaved: number }
  | { state: 'offline'; unsaved: number; since: number }
  /** The server is there, and cannot save: what is written is kept here, and goes out when it can. */
  | { state: 'away'; unsaved: number }
  /** Not let in; `connection` stays so until the person acts. */
  | { state: 'closed'; why: HandshakeRefusal | 'revoked' | 'removed' | 'erased' };

/** Where what is written here is kept. `memory`: storage is missing or blocked. `full`: it refused the last write. */
export type Keeping = 'device' | 'memory' | 'full';

export type Me =
  | { type: 'unknown' }
  /** Holds a link and looks around; may join unless the link is for viewers. */
  | { type: 'looking'; role: Role }
  /** Holds a one-use pass; must enter to become its member on this device. */
  | { type: 'pass' }
  | { type: 'member'; member: string; role: 'member' | 'facilitator'; device: string };

/** What becomes of knocking. `asking`: nobody knows yet. `away`: there is no connection, and it goes on by itself. */
export type Knocking = Exclude<KnockAnswer, 'in' | 'open'> | 'asking' | 'away';

/** State of something this device wrote. `saving`: on its way. `kept`: offline, waiting to be sent. `refused`: see the draft. */
export type Pending = 'saving' | 'kept';

/**
 * Words that did not reach the board, kept on this device. Typing in a running text is kept as `card.edit` of its card (or
 * of `notes`) with the whole text in `body`. Without a refusal: put aside by the person, or never sent for too long.
 */
export interface Draft {
  id: string;
  at: number;
  command: Command;
  /** The text of the card's body at that moment, if there was one. */
  body?: string;
  refusal?: Refusal;
}

export interface Person {
  /** '' for one who only looks. */
  member: string;
  card: string;
  writing: boolean;
  idle: boolean;
  /** How many look under this row (viewers are counted together). */
  count: number;
}

export interface Snapshot {
  board: string;
  connection: Connection;
  keeping: Keeping;
  /** False until the first sync or the device's own copy: show skeletons. */
  known: boolean;
  me: Me;
  /** The board as it will be when everything written here is accepted. */
  state: State;
  /** Ids of cards, helps, comments … written here that are not saved yet. */
  pending: ReadonlyMap<string, Pending>;
  drafts: readonly Draft[];
  standing: Standing | null;
  people: readonly Person[];
  /** What whoever runs the session looks for among the cards; null: for all of them. */
  leadLooksFor: Looking | null;
  /** When this person last saw the board before now, for "since you were here"; null: never. */
  lastSeen: number | null;
}

export type Outcome =
  /** Saved on the server. */
  | { type: 'applied'; outcome?: 'live' | 'waiting' }
  /** Kept here; it goes out by itself. */
  | { type: 'kept' }
  /** Known at once that it cannot be; nothing was sent. */
  | { type: 'refused'; refusal: Refusal };

export interface OpenText {
  readonly value: string;
  readonly mayEdit: boolean;
  readonly state: 'opening' | 'saved' | 'saving' | 'kept';
  /** Replaces `remove` UTF-16 units at `index` by `insert`; snapped to whole code points. */
  splice(index: number, remove: number, insert: string): void;
  /** `delta` of a remote change: list of {retain}|{insert}|{delete}, for moving the selection. */
  onChange(listener: (delta: readonly TextDelta[] | null) => void): () => void;
  undo(): void;
  redo(): void;
  close(): void;
}
export type TextDelta = { retain: number } | { insert: string } | { delete: number };

export interface BoardSession {
  readonly snapshot: Snapshot;
  /** Called after each change of `snapshot`, at most once a frame. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void;
  /** The log's clock, as well as this device knows it. */
  now(): number;
  /** Somebody looks at a clock, so that it had better be right: it is measured. Call it with each tick. */
  keepTime(): void;
  newId(kind: 'card' | 'help' | 'introduction' | 'comment' | 'notice' | 'session'): string;
  /** Shows the result at once, sends it, keeps it while offline. Resolves at the ack, or at `kept`. */
  run(command: Command): Promise<Outcome>;
  /** The same check without doing it: null when it would be accepted. */
  check(command: Command): Refusal | null;
  /** Takes back this device's own last undoable act, or `only` that one, if it still can be. Returns what was undone. */
  undo(only?: Command): Promise<Command | null>;
  /** Whether this command was this device's last act, and nobody has built on it. */
  canUndo(act: Command): boolean;
  join(name: string): Promise<Outcome>;
  /** With a pass: become its member on this device. */
  usePass(): Promise<Outcome>;
  /**
   * At a door that asks first: waits there under that name. `told` hears what becomes of it; whoever is let in comes in
   * by itself. @returns what gives it up
   */
  knock(name: string, told: (knocking: Knocking) => void): Promise<() => void>;
  access(request: AccessRequestBody): Promise<AccessReply>;
  openText(text: string): OpenText;
  /** Says where this person looks. */
  look(card: string | null, writing: boolean): void;
  /** Says what this person looks for among the cards, to those who follow them; null: nothing that is anybody's business. */
  lookFor(looking: Looking | null): void;
  /** Unposted words of an input, kept across reloads by the input's name. */
  typed(input: string): string;
  keepTyped(input: string, words: string): void;
  dropDraft(id: string): void;
  /** Puts words aside as a private draft on this device, without a refusal ("Keep as a private draft"). */
  keepDraft(command: Command, body?: string): void;
  /** The links this device knows, by role, as full URLs. */
  readonly links: Partial<Record<Role, string>>;
  retry(): void;
  /** Leaves this device: forgets everything kept here. */
  forget(): Promise<void>;
  close(): void;
}

/** An {@link AccessRequest} before the session gives it its id. */
export type AccessRequestBody = AccessRequest extends infer R
  ? R extends AccessRequest
    ? Omit<R, 'id'>
    : never
  : never;
