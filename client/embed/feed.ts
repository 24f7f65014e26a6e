/**
 * A board as it changes, for as many elements of a page as show it: one request for the picture, then the stream that all
 * boards of the page share. Nothing is stored, no cookie is sent.
 */
import type { PublicBoard, PublicCard, PublicNews, PublicPhase } from '#shared/public/board.ts';
import { type Followed, type Stream, streamTo } from './stream.ts';

export type FeedState =
  | { type: 'loading' }
  /** `live`: false while the stream is away; what is shown is what was known last. */
  | { type: 'board'; board: PublicBoard; live: boolean }
  /** `code`: of the server, or `unreachable`. */
  | { type: 'failed'; code: string; message: string };

/** What one change brought, for the page's own scripts. */
export interface News {
  added: PublicCard[];
  matched: PublicCard[];
  /** The part of a session that began; null: the session is over; undefined: neither. */
  phase: PublicPhase | null | undefined;
}

type Listener = (state: FeedState, news: News | null) => void;

const RETRY = 5_000;
const feeds = new Map<string, Feed>();

/** Tells of a board from now on, at once if it is known. Returns what ends that. */
export function follow(server: string, board: string, listener: Listener): () => void {
  const url = `${server}/api/boards/${board}/public`;
  const feed = feeds.get(url) ?? new Feed(url, board, server);
  feeds.set(url, feed);
  return feed.add(listener);
}

class Feed implements Followed {
  revision = '';
  #state: FeedState = { type: 'loading' };
  #stream: Stream | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #url: string;
  readonly #board: string;
  readonly #server: string;

  constructor(url: string, board: string, server: string) {
    this.#url = url;
    this.#board = board;
    this.#server = server;
    void this.#load();
  }

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#state, null);
    return () => {
      this.#listeners.delete(listener);
      // an element that is moved in its page leaves and comes back within the same moment
      setTimeout(() => this.#listeners.size === 0 && this.#end());
    };
  }

  #end(): void {
    this.#leave();
    if (feeds.get(this.#url) === this) feeds.delete(this.#url);
  }

  #leave(): void {
    clearTimeout(this.#retry);
    this.#stream?.leave(this.#board);
    this.#stream = null;
  }

  async #load(): Promise<void> {
    this.#leave();
    try {
      const reply = await fetch(this.#url, { credentials: 'omit', cache: 'no-cache' });
      const body = (await reply.json()) as PublicBoard & {
        revision: string;
        error?: string;
        message?: string;
      };
      if (!reply.ok) {
        const passes = reply.status >= 500 || reply.status === 429;
        // what is shown already stays while that passes
        if (!passes || this.#state.type !== 'board')
          this.#become({ type: 'failed', code: body.error ?? 'notNow', message: body.message ?? '' });
        if (passes) this.later();
        return;
      }
      this.revision = body.revision;
      this.#become({ type: 'board', board: body, live: false });
      if (this.#listeners.size === 0) return;
      this.#stream = streamTo(this.#server);
      this.#stream.follow(this.#board, this);
    } catch {
      if (this.#state.type === 'loading') this.#become({ type: 'failed', code: 'unreachable', message: '' });
      this.later();
    }
  }

  later(): void {
    clearTimeout(this.#retry);
    if (this.#listeners.size > 0)
      this.#retry = setTimeout(() => void this.#load(), RETRY * (1 + Math.random()));
  }

  again(): void {
    void this.#load();
  }

  live(live: boolean): void {
    if (this.#state.type === 'board') this.#become({ ...this.#state, live });
  }

  change({ board: _, revision, put, drop, ...changed }: PublicNews): void {
    this.revision = revision;
    if (this.#state.type !== 'board') return;
    const { board } = this.#state;
    const was = new Map(board.cards.map((card) => [card.id, card]));
    const cards = new Map(was);
    for (const id of drop) cards.delete(id);
    for (const card of put) cards.set(card.id, card);
    const next = [...cards.values()].sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
    this.#become(
      {
        type: 'board',
        board: { ...board, ...changed, cards: next },
        live: true,
      },
      {
        phase: changed.phase,
        added: put.filter(({ id }) => !was.has(id)),
        matched: put.filter(({ id, fate }) => fate === 'matched' && was.get(id)?.fate !== 'matched'),
      },
    );
  }

  #become(state: FeedState, news: News | null = null): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state, news);
  }
}
