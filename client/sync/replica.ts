/**
 * This device's copy of a board: the document that frames build, its projection into rows, and the private records.
 * Frames carry contiguous log positions; whoever misses one syncs again. Another epoch is another document: with the
 * same one, a rebuilt board would look already known and the copy would stay stale without a word.
 */
import * as Y from 'yjs';
import { newBoardCopy, Projection } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { emptyState } from '#shared/board/state.ts';
import type { Standing } from '#shared/board/promotion.ts';
import type { State } from '#shared/board/types.ts';
import type { SyncReply, SyncRequest, WireRecord, You } from '#shared/protocol.ts';

/** What is kept of a board on the device. */
export interface BoardCopy {
  epoch: number;
  seq: number;
  /** The document as one Yjs update, V2. */
  bytes: Uint8Array;
  /** Without contact lines: they are never kept. */
  records: WireRecord[];
  standing: Standing | null;
  you: You;
  /** The log's clock minus this device's, ms. */
  ahead: number;
}

type Late =
  | { frame: [epoch: number, from: number, to: number, update: string] }
  | { records: [seq: number, changes: WireRecord[]] };

export class Replica {
  epoch = 0;
  /** Position of the log that the copy is at; 0: nothing is known. */
  seq = 0;
  standing: Standing | null = null;
  /** A frame is missing; the next sync brings it. */
  stale = false;
  #doc: Y.Doc | null = null;
  #projection: Projection | null = null;
  #nothing = emptyState();
  /** To whom the private records here are sent: the member of this device, if there is one. */
  #owner: readonly string[] = [];
  /** Records that came before the frame they belong to. */
  #early: { seq: number; changes: WireRecord[] }[] = [];
  /** What came while a sync reply was on its way or being unpacked. */
  #late: Late[] | null = null;
  /** Told whether frames up to that position are among them, or will not be. */
  #awaited: { seq: number; told: (here: boolean) => void } | null = null;

  /** @param gap called when the copy cannot follow and must be synced again */
  constructor(
    private readonly changed: () => void,
    private readonly gap: () => void,
  ) {}

  /** The rows of the copy. The same tables change in place until the next epoch. */
  get state(): State {
    return this.#projection?.state ?? this.#nothing;
  }

  /** Begins a sync: from now on frames wait for {@link take}. What differs is not built upon. */
  ask(differs = false): SyncRequest {
    this.#late = [];
    this.stale = false;
    if (differs) return { differs };
    return this.#doc ? { epoch: this.epoch, seq: this.seq, stateVector: Y.encodeStateVector(this.#doc) } : {};
  }

  /** @returns true when frames up to that position wait for {@link take}; false when the waiting was given up */
  async reaches(seq: number): Promise<boolean> {
    if (!this.#late) return false;
    if (this.#late.some((one) => 'frame' in one && one.frame[2] >= seq)) return true;
    return new Promise((told) => (this.#awaited = { seq, told }));
  }

  /**
   * Takes the answer to what {@link ask} asked.
   * @param updates the reply's updates, unzipped
   * @throws if the bytes are broken; the copy is empty then, and the next sync asks for all
   */
  take(reply: SyncReply & { ok: true }, updates: Uint8Array): void {
    const full = reply.mode === 'full';
    if (full || !this.#doc || reply.epoch !== this.epoch) this.#fresh(reply.epoch);
    try {
      this.#apply(unpackBytes(updates), full ? Y.applyUpdateV2 : Y.applyUpdate);
    } catch (error) {
      this.clear();
      throw error;
    }
    this.seq = reply.seq;
    this.standing = reply.standing;
    this.#owner = reply.you.type === 'member' ? [reply.you.member] : [];
    this.#replaceRecords(reply.records);
    this.#early = [];
    const late = this.#late ?? [];
    this.#late = null;
    for (const one of late) {
      if ('frame' in one) this.frame(...one.frame);
      else this.records(...one.records);
    }
    this.changed();
  }

  /** Stops waiting for a sync that will not be answered. */
  giveUp(): void {
    this.#late = null;
    this.#early = [];
    this.#tell(false);
  }

  frame(epoch: number, from: number, to: number, update: string): void {
    if (this.#late) {
      this.#late.push({ frame: [epoch, from, to, update] });
      if (this.#awaited && to >= this.#awaited.seq) this.#tell(true);
      return;
    }
    if (epoch === this.epoch && to <= this.seq) return;
    if (epoch !== this.epoch || from > this.seq + 1 || !this.#doc) return this.#miss();
    try {
      if (update !== '') this.#apply([fromBase64(update)]);
    } catch {
      // the document may be half changed: only a whole one will do
      this.clear();
      return this.#miss();
    }
    this.seq = to;
    const due = this.#early.filter((early) => early.seq <= to);
    if (due.length > 0) {
      this.#early = this.#early.filter((early) => early.seq > to);
      for (const { changes } of due) this.#changeRecords(changes);
    }
    this.changed();
  }

  /** Changes of private records; they show together with the frame that reaches their position. */
  records(seq: number, changes: WireRecord[]): void {
    if (this.#late) this.#late.push({ records: [seq, changes] });
    else if (seq > this.seq) this.#early.push({ seq, changes });
    else {
      this.#changeRecords(changes);
      this.changed();
    }
  }

  setStanding(standing: Standing): void {
    this.standing = standing;
    this.changed();
  }

  copy(you: You, ahead: number): BoardCopy | null {
    if (!this.#doc || this.seq === 0) return null;
    const records: WireRecord[] = [];
    for (const { id, body } of this.state.records.values()) {
      if (body.type !== 'contact') records.push({ id, body });
    }
    const bytes = Y.encodeStateAsUpdateV2(this.#doc);
    return { epoch: this.epoch, seq: this.seq, bytes, records, standing: this.standing, you, ahead };
  }

  /** Shows what the device kept, until a sync says more. A broken copy is as good as none. */
  restore(copy: BoardCopy): boolean {
    if (this.seq > 0) return false;
    try {
      this.#fresh(copy.epoch);
      Y.applyUpdateV2(this.#doc!, copy.bytes, 'server');
      this.#owner = copy.you.type === 'member' ? [copy.you.member] : [];
      this.#replaceRecords(copy.records);
    } catch {
      this.clear();
      return false;
    }
    this.seq = copy.seq;
    this.standing = copy.standing;
    this.changed();
    return true;
  }

  /** Forgets everything; the next sync asks for all. */
  clear(): void {
    this.#projection?.destroy();
    this.#doc?.destroy();
    this.#doc = null;
    this.#projection = null;
    this.#early = [];
    this.epoch = 0;
    this.seq = 0;
    this.standing = null;
    this.changed();
  }

  #tell(here: boolean): void {
    this.#awaited?.told(here);
    this.#awaited = null;
  }

  #miss(): void {
    this.stale = true;
    this.gap();
  }

  #fresh(epoch: number): void {
    this.#projection?.destroy();
    this.#doc?.destroy();
    this.#doc = newBoardCopy();
    this.#projection = new Projection(this.#doc);
    this.epoch = epoch;
  }

  #apply(updates: readonly Uint8Array[], apply = Y.applyUpdate): void {
    const doc = this.#doc!;
    for (const update of updates) apply(doc, update, 'server');
    if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('the copy lacks an earlier update');
  }

  #replaceRecords(records: readonly WireRecord[]): void {
    const table = this.#projection!.state.records;
    for (const { id } of Array.from(table.values())) table.delete(id);
    this.#changeRecords(records);
  }

  #changeRecords(changes: readonly WireRecord[]): void {
    const table = this.#projection?.state.records;
    if (!table) return;
    for (const { id, body } of changes) {
      if (body) table.set(id, { id, to: this.#owner, body });
      else table.delete(id);
    }
  }
}
