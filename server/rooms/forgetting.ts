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
  #looking: Promise<void> | null = null;

  /** Looks at once, and from then on until {@link close}. */
  constructor(rooms: Rooms, tools: RoomTools) {
    this.#rooms = rooms;
    this.#tools = tools;
    this.#stop = tools.around.every(LOOK_EVERY, () => this.#look());
    this.#look();
  }

  #look(): void {
    this.#looking ??= this.#finish().finally(() => (this.#looking = null));
  }

  async #finish(): Promise<void> {
    const { store } = this.#tools;
    await this.#trying(() => store.purge());
    const boards: string[] = [];
    await this.#trying(async () => void boards.push(...(await store.unpurged())));
    for (const board of boards) {
      await this.#trying(async () => {
        const hold = await this.#rooms.hold(board);
        await hold?.room.forgetPast();
        hold?.release();
      });
    }
  }

  /** One board that cannot be loaded is no reason to leave the others. */
  async #trying(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#tools.metrics.unforgotten.inc();
      this.#tools.log.error({ err: error }, 'something erased could not be taken off the disk yet');
    }
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#looking;
  }
}
