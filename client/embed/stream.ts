/**
 * One connection to a server for all boards that a page follows there: browsers open only six to one host, and each board
 * would take one for as long as the page is open.
 */
import { limits } from '#shared/limits.ts';
import type { PublicNews } from '#shared/public/board.ts';

/** What a stream tells of one board. */
export interface Followed {
  /** The state that is known. */
  readonly revision: string;
  /** Whether changes arrive. */
  live(live: boolean): void;
  change(news: PublicNews): void;
  /** Its picture has to be asked for afresh. */
  again(): void;
  /** The same in a while. */
  later(): void;
}

/** The pictures of a page's boards arrive within moments of each other, ms. */
const TOGETHER = 50;
/** Whoever was cut off comes back after a while of their own, so that not all come at once, ms. */
const back = (): number => 2_000 + 8_000 * Math.random();

const streams: Stream[] = [];

/** The stream to that server with room for one board more. */
export function streamTo(server: string): Stream {
  const open = streams.find((stream) => stream.server === server && stream.hasRoom);
  if (open) return open;
  const fresh = new Stream(server);
  streams.push(fresh);
  return fresh;
}

export class Stream {
  readonly server: string;
  readonly #boards = new Map<string, Followed>();
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string) {
    this.server = server;
  }

  get hasRoom(): boolean {
    return this.#boards.size < limits.publicBoards;
  }

  /** Tells of changes after the revision that is known. */
  follow(board: string, followed: Followed): void {
    this.#boards.set(board, followed);
    this.#openIn(TOGETHER);
  }

  leave(board: string): void {
    this.#boards.delete(board);
    if (this.#boards.size === 0) this.#close();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #openIn(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  /** Each board says which changes it has: what came while there was no stream comes first. */
  #open(): void {
    this.#close();
    const boards = Array.from(this.#boards, ([board, { revision }]) => `${board}:${revision}`);
    const source = new EventSource(`${this.server}/api/public/live?boards=${boards.join()}`);
    this.#source = source;
    const all = (tell: (followed: Followed) => void): void => [...this.#boards.values()].forEach(tell);
    source.addEventListener('open', () => all((followed) => followed.live(true)));
    source.addEventListener('error', () => {
      const refused = source.readyState === source.CLOSED;
      source.close();
      all((followed) => followed.live(false));
      if (refused) all((followed) => followed.later());
      else this.#openIn(back());
    });
    for (const what of ['change', 'again'] as const)
      source.addEventListener(what, ({ data }: MessageEvent<string>) => {
        const news = JSON.parse(data) as PublicNews;
        this.#boards.get(news.board)?.[what](news);
      });
  }
}
