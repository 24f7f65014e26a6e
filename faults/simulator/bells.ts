/**
 * How a node hears that a log grew through another one: by bells, which may be late or lost, and by looking now and then
 * where it ends, which finds what they missed. (As `server/store/redis/bells.ts` does it.)
 */
import type { World } from '#client/sync/testing/world.ts';
import type { LogStore } from '#server/store/port.ts';
import { time } from '#shared/limits.ts';
import type { Life } from './life.ts';
import type { Disk } from './store.ts';

const LOOK_EVERY = time.SECOND;
const LATE = 200;

interface Listener {
  board: string;
  /** Where the log ends, as far as is known; 0: nothing is. */
  known: number;
  /** When that was certain, on the world's clock. */
  at: number;
  /** What to do when it ends elsewhere. */
  run: () => void;
}

export class Bells {
  readonly #disk: Disk;
  readonly #world: World;
  readonly #life: Life;
  readonly #listeners = new Set<Listener>();

  constructor(disk: Disk, world: World, life: Life) {
    this.#disk = disk;
    this.#world = world;
    this.#life = life;
  }

  /** This node made the log end there. */
  told(board: string, seq: number): void {
    for (const listener of this.#listeners) {
      if (listener.board === board) listener.known = Math.max(listener.known, seq);
    }
  }

  /** As the port says it. */
  seen(board: string): ReturnType<LogStore['seen']> {
    const [listener] = [...this.#listeners].filter((one) => one.board === board);
    return listener ? { seq: listener.known, ago: this.#world.now - listener.at } : null;
  }

  /** @param bells calls back for every entry that another node wrote */
  subscribe(board: string, run: () => void, bells: LogStore['subscribe']): () => void {
    const listener: Listener = { board, known: 0, at: this.#world.now, run };
    this.#listeners.add(listener);
    const unsubscribe = bells(board, () => this.#rung(listener));
    // the log may have grown between the caller's reading and this
    this.#look(listener);
    return () => {
      this.#listeners.delete(listener);
      unsubscribe();
    };
  }

  #rung(listener: Listener): void {
    const mishap = this.#disk.bells.shift();
    if (mishap) this.#disk.tally.hit(mishap);
    if (mishap !== 'bellLost') this.#soon(mishap === 'bellLate' ? LATE : 0, () => this.#ends(listener));
  }

  #look(listener: Listener): void {
    if (!this.#listeners.has(listener)) return;
    this.#soon(0, () => {
      if (this.#disk.awayUntil <= this.#world.now) {
        listener.at = this.#world.now;
        this.#ends(listener);
      }
      this.#world.after(LOOK_EVERY, () => this.#life.do(() => this.#look(listener)));
    });
  }

  #ends(listener: Listener): void {
    if (!this.#listeners.has(listener)) return;
    const kept = this.#disk.log.boards.get(listener.board);
    const end = kept ? kept.trimmed + kept.entries.length : 0;
    if (end === listener.known) return;
    listener.known = end;
    listener.run();
  }

  /** After the way to this node, as long as somebody listens there. */
  #soon(wait: number, run: () => void): void {
    this.#world.after(wait + this.#world.random() * 2 + this.#disk.slow, () => this.#life.do(run));
  }
}
