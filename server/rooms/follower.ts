/**
 * Keeps a board's replica at the end of its log: takes what this node has just written there, reads what other nodes
 * write, and loads all of it afresh where the log no longer leads on from what is known.
 */
import { type Entry, type EraseResult, StoreError } from '#server/store/port.ts';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import { applyEntry, loadReplica, type Replica } from './replica.ts';
import type { RoomTools } from './tools.ts';

/** What is told of the replica. */
export interface Followed {
  /** An entry was applied. `before`: the private records that it changed, as they were. */
  applied(
    entry: Entry,
    update: Uint8Array | null,
    changes: readonly RecordChange[],
    before: ReadonlyMap<string, PrivateRecord>,
  ): void;
  /** Entries were applied, these or more. */
  moved(): void;
  /** They came from another node. */
  wroteElsewhere(entries: readonly Entry[]): void;
  /** Another node has written: {@link Follower.catchUp} is to be called. */
  behind(): void;
  /** The replica is another, loaded afresh. */
  reloaded(): void;
  /** The board is no more. */
  erased(): void;
}

export class Follower {
  readonly #board: string;
  #replica: Replica;
  readonly #tools: RoomTools;
  readonly #told: Followed;
  readonly #unsubscribe: () => void;
  #behind = false;
  /** When the replica last had all that the log had, on the monotone clock. */
  #currentAt: number;

  constructor(board: string, replica: Replica, tools: RoomTools, told: Followed) {
    this.#board = board;
    this.#replica = replica;
    this.#tools = tools;
    this.#told = told;
    this.#currentAt = tools.around.mono();
    this.#unsubscribe = tools.store.subscribe(board, () => {
      this.#behind = true;
      told.behind();
    });
  }

  get replica(): Replica {
    return this.#replica;
  }

  /** The log has more than the replica, as far as this node was told. */
  get behind(): boolean {
    return this.#behind;
  }

  /** How long ago this node last knew for certain that it has all that the log has, ms. */
  get outOfTouch(): number {
    const seen = this.#tools.store.seen(this.#board);
    if (seen === null) return 0;
    const now = this.#tools.around.mono();
    if (seen.seq <= this.#replica.seq) this.#currentAt = Math.max(this.#currentAt, now - seen.ago);
    return now - this.#currentAt;
  }

  /** Takes the next entries of the log, each with the private records that it changed. */
  apply(entries: readonly Entry[], changes: readonly (readonly RecordChange[])[]): void {
    entries.forEach((entry, index) => {
      const changed = changes[index] ?? [];
      const before = this.#recordsBefore(changed);
      const update = applyEntry(this.#replica, entry, changed);
      this.#told.applied(entry, update, changed, before);
    });
    this.#told.moved();
  }

  #recordsBefore(changes: readonly RecordChange[]): Map<string, PrivateRecord> {
    const before = new Map<string, PrivateRecord>();
    for (const { id } of changes) {
      const record = this.#replica.state.records.get(id);
      if (record) before.set(id, record);
    }
    return before;
  }

  /**
   * Reads what made a write fail.
   * @returns false if whoever tries again may not know more than now
   */
  async learn(result: Exclude<EraseResult, { type: 'erased' }>): Promise<boolean> {
    switch (result.type) {
      case 'conflict': {
        const { seq } = this.#replica;
        await this.#follow(result.entries);
        // A log that differs and yet has nothing new has lost something.
        return this.#replica.seq !== seq;
      }
      case 'unknown':
        // Whether it was written shows when the log is read again: ids that are in it are answered `again`.
        this.#tools.log.error({ err: result.error, board: this.#board }, 'an append ended in doubt');
        await this.catchUp();
        return false;
    }
  }

  /** Takes entries that came in through another node. The newest private records serve for all of them. */
  async #follow(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return this.catchUp();
    const { store } = this.#tools;
    const ids = [...new Set(entries.flatMap((entry) => entry.records))];
    const found = new Map(
      (ids.length > 0 ? await store.records(this.#board, ids) : []).map((record) => [record.id, record]),
    );
    const changes = entries.map((entry) =>
      entry.records.map((id) => ({ id, record: found.get(id) ?? null })),
    );
    this.apply(entries, changes);
    this.#told.wroteElsewhere(entries);
  }

  /** Reads on from where the replica is. */
  async catchUp(): Promise<void> {
    this.#behind = false;
    const read = await this.#tools.store.read(this.#board, this.#replica.seq);
    switch (read.type) {
      case 'erased':
        return this.#told.erased();
      case 'gone':
        return this.reload();
      case 'entries':
        if (read.entries.length > 0) await this.#follow(read.entries);
    }
  }

  /** Loads the board from the store. @throws StoreError `corrupt` if the store has less than was known */
  async reload(): Promise<void> {
    const { store } = this.#tools;
    const fresh = await loadReplica(store, this.#board);
    if (!fresh && (await store.read(this.#board, 0)).type === 'erased') return this.#told.erased();
    const [ends, known] = [fresh?.seq ?? 0, this.#replica.seq];
    if (!fresh || ends < known) {
      throw new StoreError(
        'corrupt',
        `The log of ${this.#board} ends at ${ends}, but this server knew it up to ${known}: what came after is lost in the ` +
          'store. Nothing is written to this board until the store has it again, from a backup.',
      );
    }
    this.#replica = fresh;
    this.#told.reloaded();
  }

  /** Hears of other nodes' writing no more. */
  stop(): void {
    this.#unsubscribe();
  }
}
