/**
 * Who wants to hear that a board's log grew through another node. The bell is a message, which can be lost; so the heads
 * of all boards that somebody listens to are also looked at every second, and after every reconnection.
 */
import type { RedisLink } from '#server/redis/link.ts';
import { boardKeys } from './keys.ts';

const LOOK_EVERY = 1_000;
/** So many heads are asked for at once; an answer comes before more are. */
const TOGETHER = 256;

interface Listened {
  listeners: Set<() => void>;
  unsubscribe: () => void;
  /** Where the log was last known to end; null: nobody looked yet. */
  known: number | null;
  /** When that was certain, performance.now(). */
  at: number;
}

export class Bells {
  readonly #link: RedisLink;
  readonly #node: string;
  readonly #boards = new Map<string, Listened>();
  readonly #looker: NodeJS.Timeout;
  #looking = false;
  #again = false;

  /** @param node the name of this node, without spaces: what it rings itself is not heard */
  constructor(link: RedisLink, node: string) {
    this.#link = link;
    this.#node = node;
    link.onUp(() => this.#look());
    this.#looker = setInterval(() => this.#look(), LOOK_EVERY);
    this.#looker.unref();
  }

  /** What to publish when a board's log ends at `seq` by this node's doing. */
  message(seq: number): string {
    return `${this.#node} ${seq}`;
  }

  subscribe(board: string, listener: () => void): () => void {
    const own = (): void => listener();
    const known = this.#boards.get(board);
    if (known) known.listeners.add(own);
    else {
      const unsubscribe = this.#link.subscribe(boardKeys(board).bell, (message) =>
        this.#heard(board, message),
      );
      this.#boards.set(board, { listeners: new Set([own]), unsubscribe, known: null, at: performance.now() });
      // The log may have grown between the caller's reading and this.
      this.#look();
    }
    return () => this.#stop(board, own);
  }

  #stop(board: string, own: () => void): void {
    const listened = this.#boards.get(board);
    if (!listened?.listeners.delete(own) || listened.listeners.size > 0) return;
    listened.unsubscribe();
    this.#boards.delete(board);
  }

  /** How many connections of this node listen to the board. */
  listening(board: string): 0 | 1 {
    return this.#boards.has(board) ? 1 : 0;
  }

  /** This node made the log end there, or its caller learned that it does: no need to ring. */
  told(board: string, seq: number): void {
    const listened = this.#boards.get(board);
    if (!listened) return;
    listened.known = Math.max(listened.known ?? 0, seq);
    listened.at = performance.now();
  }

  /** Where the board's log was last seen to end, and how long ago, ms. A board that nobody listens to: never. */
  seen(board: string): { seq: number; ago: number } {
    const listened = this.#boards.get(board);
    return listened
      ? { seq: listened.known ?? 0, ago: performance.now() - listened.at }
      : { seq: 0, ago: Infinity };
  }

  close(): void {
    clearInterval(this.#looker);
    for (const { unsubscribe } of this.#boards.values()) unsubscribe();
    this.#boards.clear();
  }

  #heard(board: string, message: string): void {
    const [node, seq] = message.split(' ');
    if (node !== this.#node) this.#ends(board, Number(seq));
  }

  /** The log ends there by another node's doing, unless that was known. Shorter than known is news too. */
  #ends(board: string, seq: number): void {
    const listened = this.#boards.get(board);
    if (!listened || seq === (listened.known ?? 0)) return;
    listened.known = seq;
    for (const listener of listened.listeners) listener();
  }

  #look(): void {
    this.#again = true;
    if (!this.#looking) void this.#lookAtAll();
  }

  async #lookAtAll(): Promise<void> {
    this.#looking = true;
    try {
      while (this.#again) {
        this.#again = false;
        const boards = [...this.#boards.keys()];
        for (let i = 0; i < boards.length; i += TOGETHER) {
          await Promise.all(boards.slice(i, i + TOGETHER).map((board) => this.#lookAt(board)));
        }
      }
    } catch {
      // Away: looked at when Redis is back.
    } finally {
      this.#looking = false;
    }
  }

  async #lookAt(board: string): Promise<void> {
    const before = this.#boards.get(board)?.known;
    const asked = performance.now();
    const seq = await this.#link.call<Buffer | null>(['HGET', boardKeys(board).head, 'seq']);
    // An append of our own may have been answered together with this; its caller goes first.
    await new Promise((resolve) => setImmediate(resolve));
    const ends = Number(seq ?? 0);
    const listened = this.#boards.get(board);
    if (!listened) return;
    listened.at = Math.max(listened.at, asked);
    const { known } = listened;
    // What was learned while this was asked is newer than its answer.
    if (known === before || ends > (known ?? 0)) this.#ends(board, ends);
  }
}
