/** The boards that other sites show at the moment: one feed a board, made by the first reader, put away after the last. */
import type { Rooms } from '#server/rooms/rooms.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { sitesOf } from '#shared/board/decide/sites.ts';
import { limits } from '#shared/limits.ts';
import { Feed } from './feed.ts';

export interface Opened {
  feed: Feed;
  /** Origins of the sites that may show it. */
  sites: readonly string[];
}

export class Feeds {
  readonly #rooms: Rooms;
  readonly #around: Surroundings;
  readonly #feeds = new Map<string, Promise<Feed | null>>();
  readonly #stop: () => void;

  constructor(rooms: Rooms, around: Surroundings) {
    this.#rooms = rooms;
    this.#around = around;
    this.#stop = around.every(limits.roomIdleFor, () => void this.#tidy());
  }

  /** The feed of a board that is open to some site; null: there is none such. Rejects if it cannot be loaded. */
  async open(board: string): Promise<Opened | null> {
    const loading = this.#feeds.get(board) ?? this.#load(board);
    this.#feeds.set(board, loading);
    const feed = await loading.catch((error: unknown) => {
      this.#feeds.delete(board);
      throw error;
    });
    if (feed && !feed.over) {
      const sites = sitesOf(feed.state);
      return sites.length > 0 ? { feed, sites } : null;
    }
    // gone, or loaded afresh since: whoever asks next begins anew
    if (this.#feeds.get(board) === loading) this.#feeds.delete(board);
    feed?.close();
    return null;
  }

  async #load(board: string): Promise<Feed | null> {
    const hold = await this.#rooms.hold(board);
    if (!hold) return null;
    // who asks for what is shown nowhere keeps nothing awake
    if (sitesOf(hold.room.state).length > 0) return new Feed(board, hold, this.#around);
    hold.release();
    return null;
  }

  /** Puts away what nobody reads any more, and whose sites were taken back. */
  async #tidy(): Promise<void> {
    for (const [board, loading] of this.#feeds) {
      const feed = await loading.catch(() => null);
      if (feed && !feed.over && feed.readers > 0) continue;
      if (this.#feeds.get(board) !== loading) continue;
      this.#feeds.delete(board);
      feed?.close();
    }
  }

  /** Ends all feeds. Idempotent. */
  async close(): Promise<void> {
    this.#stop();
    const feeds = [...this.#feeds.values()];
    this.#feeds.clear();
    for (const loading of feeds) (await loading.catch(() => null))?.close();
  }
}
