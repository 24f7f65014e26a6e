/**
 * The log port. One totally ordered log a board is the only truth; everything else (document, texts, indexes) is
 * folded from it. Engines: memory.ts (tests), level/ (embedded), redis/ (several nodes). All pass contract.ts.
 */
import type { Op, PrivateRecord, RecordChange } from '#shared/board/types.ts';

export interface TextChange {
  text: string;
  epoch: number;
  rev: number;
  /** The server's own diff, a Yjs V1 update. With `reset` it is the whole state of a fresh document. */
  diff: Uint8Array;
  reset?: true;
  /** clientIDs first used in this change, and the member each is bound to in this text. */
  owners?: [clientId: number, member: string][];
  /** The text is gone. */
  dropped?: true;
}

export interface Entry {
  format: number;
  /** Contiguous from 1. */
  seq: number;
  /** Never decreases along a log. */
  at: number;
  /** The command's id, remembered so that it applies once. */
  id: string;
  /** The member who acted; '' for the system, for links, and where naming the actor would name an anonymous author. */
  by: string;
  /** A new epoch begins with this entry: the board document is rebuilt. */
  epoch?: number;
  ops: Op[];
  texts: TextChange[];
  /** Ids of the private records this entry changed; the payloads lie beside the log. */
  records: string[];
}

export interface TextSnapshot {
  text: string;
  epoch: number;
  rev: number;
  state: Uint8Array;
  owners: [clientId: number, member: string][];
}

export interface AppliedId {
  id: string;
  by: string;
  seq: number;
  at: number;
}

export interface Snapshot {
  format: number;
  epoch: number;
  seq: number;
  at: number;
  /** The board document as one Yjs update, V2. */
  doc: Uint8Array;
  texts: TextSnapshot[];
  applied: AppliedId[];
}

export type AppendResult =
  /** `shared`: other nodes listen to this board's log as well. */
  | { type: 'ok'; seq: number; shared?: true }
  /**
   * The log does not end at `after`; these entries came in between. None: the log is shorter than that, or was trimmed
   * past it; read it.
   */
  | { type: 'conflict'; entries: Entry[] }
  /** The board was erased: nothing is ever written under its id again. */
  | { type: 'erased' }
  /** Nobody knows whether it was written (time-out, failing disk). Read again before deciding or acking. */
  | { type: 'unknown'; error: unknown };

export type EraseResult = Exclude<AppendResult, { type: 'ok' }>;

export type ReadResult =
  | { type: 'entries'; entries: Entry[] }
  /** The log before that was trimmed; begin with the snapshot. */
  | { type: 'gone'; snapshot: Snapshot }
  /** The board was erased. */
  | { type: 'erased' };

export interface LogStore {
  /** Opens the engine. Rejects with a {@link StoreError} that a person can read. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** The store's clock, ms since 1970. */
  now(): number;
  /**
   * Appends `entries` (with seq after+1…) and changes `records`, atomically and durably, only if the log ends at `after`.
   * `after: 0` begins a board. Throws for entries that do not continue the log in order and time: that is a bug.
   */
  append(
    board: string,
    after: number,
    entries: readonly Entry[],
    records: readonly RecordChange[],
  ): Promise<AppendResult>;
  /** Entries after a position. A board that does not exist has none. */
  read(board: string, after: number): Promise<ReadResult>;
  /** The newest snapshot, if there is one. */
  snapshot(board: string): Promise<Snapshot | null>;
  /**
   * Keeps a snapshot and trims the log up to its seq. Older than the kept one, or of an erased board: ignored. If the
   * entries trimmed began a new epoch, the older bytes of the board are gone from the disk when this resolves.
   */
  saveSnapshot(board: string, snapshot: Snapshot): Promise<void>;
  /** Boards in which a new epoch began and whose older bytes may still be on the disk: they wait for a snapshot. */
  unpurged(): Promise<string[]>;
  /**
   * Takes off the disk what erasures left there because the process ended or the disk failed. Rejects while that cannot be.
   */
  purge(): Promise<void>;
  /** All private records of a board, or those with the given ids. */
  records(board: string, ids?: readonly string[]): Promise<PrivateRecord[]>;
  /** Calls back when the log grew through another node. Returns the unsubscriber. */
  subscribe(board: string, listener: () => void): () => void;
  /**
   * Where the log of a board that is subscribed to was last seen to end, and how long ago, ms. null: nobody else writes it,
   * so what this process knows is the newest.
   */
  seen(board: string): { seq: number; ago: number } | null;
  /**
   * Forgets a board for good, atomically and durably, only if its log ends at `after` (`anywhere`: also if it cannot be
   * read). What stays is a hash of its id, so that nobody begins it again or writes to it late. The bytes leave the disk
   * soon after, also if the process ends before.
   */
  erase(board: string, after: number | 'anywhere'): Promise<EraseResult>;
  exists(board: string): Promise<boolean>;
  /**
   * From now until `until` (ms since 1970) a spoken code leads to a board, whichever node is asked; erasing the board ends
   * it. Only a hash of the code is known here: letters, digits, - and _. False: it leads somewhere already, or the board
   * was erased.
   */
  claimCode(hash: string, board: string, until: number): Promise<boolean>;
  /** Where a code leads, or null. */
  findCode(hash: string): Promise<string | null>;
  /** The code leads to that board no longer; if it leads to another, that stays. */
  releaseCode(hash: string, board: string): Promise<void>;
  /** Can it write? For /readyz. Rejects with the reason. */
  check(): Promise<void>;
}

/** A failure of the store that an operator can act on, in plain words. */
export class StoreError extends Error {
  readonly code: 'inUse' | 'newerSchema' | 'corrupt' | 'io' | 'closed';
  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
