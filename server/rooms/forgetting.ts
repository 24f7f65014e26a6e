/**
 * Finishes what forgetting began. Where a new epoch began, what was before it leaves the disk with the next snapshot; the
 * node that wrote the epoch takes that at once. If it died in between, or the store failed, any node finds the board here.
 */
import { time } from '#shared/limits.ts';
import type { Rooms } from './rooms.ts';
import type { RoomTools } from './tools.ts';

/** A node that died may have left something a moment ago: the bytes must be gone within a minute. */
const LOOK_EVERY = 20 * time.SECOND;

export class Forgetting {
  readonly #rooms: Rooms;
  readonly #tools: RoomTools;
  readonly #stop: () => void;
  #looking: Promise<void>;

  /** Looks at once, and from then on until {@link close}. */
  constructor(rooms: Rooms, tools: RoomTools) {
    this.#rooms = rooms;
    this.#tools = tools;
    this.#looking = this.#look();
    this.#stop = tools.around.every(LOOK_EVERY, () => {
      this.#looking = this.#looking.then(() => this.#look());
    });
  }

  async #look(): Promise<void> {
    try {
      for (const board of await this.#tools.store.unpurged()) {
        const hold = await this.#rooms.hold(board);
        await hold?.room.forgetPast();
        hold?.release();
      }
    } catch (error) {
      this.#tools.log.warn({ err: error }, 'what was erased could not be taken off the disk yet');
    }
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#looking;
  }
}
