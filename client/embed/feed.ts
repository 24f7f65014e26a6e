/**
 * A board as it changes, for as many elements of a page as show it: one request for the picture, one stream of changes.
 * Nothing is stored, no cookie is sent.
 */
import type { PublicBoard, PublicCard, PublicChange } from '#shared/public/board.ts';

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
}

type Listener = (state: FeedState, news: News | null) => void;

const RETRY = 5_000;
const feeds = new Map<string, Feed>();

/** Tells of a board from now on, at once if it is known. Returns what ends that. */
export function follow(server: string, board: string, listener: Listener): () => void {
  const url = `${server}/api/boards/${board}/public`;
  const feed = feeds.get(url) ?? new Feed(url);
  feeds.set(url, feed);
  return feed.add(listener);
}

class Feed {
  #state: FeedState = { type: 'loading' };
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
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
    this.#source?.close();
    clearTimeout(this.#retry);
    if (feeds.get(this.#url) === this) feeds.delete(this.#url);
  }

  async #load(): Promise<void> {
    this.#source?.close();
    try {
      const reply = await fetch(this.#url, { credentials: 'omit', cache: 'no-cache' });
      const body = (await reply.json()) as PublicBoard & {
        revision: string;
        error?: string;
        message?: string;
      };
      if (!reply.ok) {
        this.#become({ type: 'failed', code: body.error ?? 'notNow', message: body.message ?? '' });
        if (reply.status >= 500 || reply.status === 429) this.#again();
        return;
      }
      this.#become({ type: 'board', board: body, live: false });
      this.#listen(body.revision);
    } catch {
      if (this.#state.type === 'loading') this.#become({ type: 'failed', code: 'unreachable', message: '' });
      this.#again();
    }
  }

  #again(): void {
    if (this.#listeners.size > 0)
      this.#retry = setTimeout(() => void this.#load(), RETRY * (1 + Math.random()));
  }

  #listen(revision: string): void {
    const source = new EventSource(`${this.#url}/live?after=${revision}`);
    this.#source = source;
    source.addEventListener('open', () => this.#live(true));
    source.addEventListener('error', () => {
      this.#live(false);
      // refused, not interrupted: the browser does not try again by itself
      if (source.readyState === source.CLOSED) this.#again();
    });
    source.addEventListener('again', () => void this.#load());
    source.addEventListener('change', (event) =>
      this.#change(JSON.parse(event.data as string) as PublicChange),
    );
  }

  #live(live: boolean): void {
    if (this.#state.type === 'board') this.#become({ ...this.#state, live });
  }

  #change({ title, put, drop }: PublicChange): void {
    if (this.#state.type !== 'board') return;
    const { board } = this.#state;
    const was = new Map(board.cards.map((card) => [card.id, card]));
    const cards = new Map(was);
    for (const id of drop) cards.delete(id);
    for (const card of put) cards.set(card.id, card);
    const next = [...cards.values()].sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
    this.#become(
      { type: 'board', board: { ...board, title: title ?? board.title, cards: next }, live: true },
      {
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
