/** Keeps snapshots, so that a board loads fast and its log stays short. Nothing depends on one: the log has everything. */
import { limits, time } from '#shared/limits.ts';
import { toSnapshot, type Replica } from './replica.ts';
import type { RoomTools } from './tools.ts';

/** Writing out a large board takes tens of ms: even the busiest does not do it more often than this. */
const APART = 10 * time.SECOND;

export class Saving {
  readonly #board: string;
  readonly #replica: () => Replica;
  readonly #tools: RoomTools;
  #savedSeq: number;
  #savedAt = -Infinity;
  #cancel: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(board: string, replica: () => Replica, tools: RoomTools) {
    this.#board = board;
    this.#replica = replica;
    this.#tools = tools;
    this.#savedSeq = replica().seq;
  }

  /** Entries were applied: a snapshot follows after so many of them, or after so long. */
  grown(): void {
    const enough = this.#replica().seq - this.#savedSeq >= limits.snapshotEveryEntries;
    if (enough && this.#tools.around.mono() - this.#savedAt >= APART) this.#save();
    else this.#cancel ??= this.#tools.around.after(limits.snapshotEvery, () => this.#save());
  }

  /** Saves at once, even if nothing is new: what was before the last epoch leaves the disk with it. Never rejects. */
  async now(): Promise<void> {
    if (this.#savedSeq !== Infinity) this.#savedSeq = 0;
    this.#save();
    await this.#running;
  }

  /** The board is no more: nothing is saved again. */
  stop(): void {
    this.#savedSeq = Infinity;
    this.#cancel?.();
    this.#cancel = null;
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = null;
    const { seq } = this.#replica();
    if (seq === this.#savedSeq || this.#savedSeq === Infinity) return;
    this.#savedSeq = seq;
    this.#savedAt = this.#tools.around.mono();
    this.#running = this.#running.then(async () => {
      try {
        await this.#tools.store.saveSnapshot(this.#board, toSnapshot(this.#replica()));
      } catch (error) {
        this.#tools.log.warn({ err: error, board: this.#board }, 'a snapshot could not be saved');
      }
    });
  }

  async close(): Promise<void> {
    this.#save();
    await this.#running;
  }
}
