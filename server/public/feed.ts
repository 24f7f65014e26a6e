/**
 * What sites that embed a board are told: the whole of its public picture once, then what changes, encoded once for all
 * of them and at most once a second. Thousands of readers of one board cost one diff and one write each.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Hold } from '#server/rooms/rooms.ts';
import { sitesOf } from '#shared/board/decide/sites.ts';
import { fnv1a } from '#shared/doc/text.ts';
import type { State } from '#shared/board/types.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import { maySee } from './sites.ts';
import {
  type PublicBoard,
  publicBoard,
  type PublicChange,
  publicChange,
  type PublicNews,
} from '#shared/public/board.ts';

/** Cards run out by themselves: so often it is looked whether one has. */
const LOOK_EVERY = 30 * time.SECOND;

/** Where events go: a reader's open response. */
export interface Reader {
  /** The site it stands on; undefined: a page of our own, or no browser. */
  readonly origin: string | undefined;
  /** False: it does not follow any more. */
  send(event: string): boolean;
  /** It is told nothing more of this feed's board. */
  end(feed: Feed): void;
}

/** Asks a reader to look at a board's picture afresh: it missed too much, or may see the board no more. */
export function again(board: string): string {
  return `event: again\ndata: ${JSON.stringify({ board })}\n\n`;
}

export interface Picture {
  /** Names this state of the board on this and every other node: a reader who knows it needs only what comes after. */
  revision: string;
  /** The same bytes for all who ask, as JSON and as gzip of it. */
  json: Buffer;
  gzipped: Buffer;
}

interface Touched {
  from: string;
  cards: readonly string[];
  title: boolean;
  phase: boolean;
}

export class Feed {
  readonly #hold: Hold;
  readonly #board: string;
  readonly #around: Surroundings;
  readonly #readers = new Set<Reader>();
  readonly #stop: (() => void)[];
  /** What the last changes touched, oldest first, each with the revision it leads from; never the words of then. */
  readonly #past: Touched[] = [];
  #now: PublicBoard;
  #sites: readonly string[];
  #revision: string;
  #picture: Promise<Picture> | null = null;
  #toldAt = -Infinity;
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(board: string, hold: Hold, around: Surroundings) {
    this.#board = board;
    this.#hold = hold;
    this.#around = around;
    this.#now = this.#look();
    this.#sites = sitesOf(hold.room.state);
    this.#revision = this.#revisionNow();
    this.#stop = [hold.room.watch(() => this.#plan()), around.every(LOOK_EVERY, () => this.#plan())];
  }

  /** As readers see it now. */
  get board(): PublicBoard {
    return this.#now;
  }

  get state(): State {
    return this.#hold.room.state;
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** The board is no more, or loaded afresh: readers come again. */
  get over(): boolean {
    return this.#hold.room.over;
  }

  /** The whole picture, encoded once for all who ask before it changes. */
  picture(): Promise<Picture> {
    this.#picture ??= encode(this.#revision, this.#now);
    return this.#picture;
  }

  /**
   * From now on the reader is told of changes.
   * @param knows the revision it has; what it missed is sent first, or {@link again} if that is not known any more
   */
  join(reader: Reader, knows: string): void {
    // closed to that site, or put away, since it was let in
    if (this.#closed || !maySee(sitesOf(this.state), reader.origin)) return reader.end(this);
    reader.send(knows === this.#revision ? '' : this.#since(knows));
    this.#readers.add(reader);
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stop) stop();
    this.#cancel?.();
    for (const reader of this.#readers) reader.end(this);
    this.#readers.clear();
    this.#hold.release();
  }

  /**
   * What was missed, as it is now: words that were taken back meanwhile are told to nobody. {@link again} if that is not
   * known any more.
   */
  #since(revision: string): string {
    const from = this.#past.findIndex((change) => change.from === revision);
    if (from === -1) return again(this.#board);
    const missed = this.#past.slice(from);
    const ids = new Set(missed.flatMap(({ cards }) => cards));
    const put = this.#now.cards.filter(({ id }) => ids.delete(id));
    return this.#event({
      ...(missed.some(({ title }) => title) ? { title: this.#now.title } : {}),
      ...(missed.some(({ phase }) => phase) ? { phase: this.#now.phase } : {}),
      put,
      drop: [...ids],
    });
  }

  /** What is too much for a reader's queue is asked for whole, compressed and once for all. */
  #event(change: PublicChange): string {
    const news: PublicNews = { board: this.#board, revision: this.#revision, ...change };
    const event = `event: change\ndata: ${JSON.stringify(news)}\n\n`;
    return event.length > limits.publicQueue / 2 ? again(this.#board) : event;
  }

  #look(): PublicBoard {
    const { room } = this.#hold;
    return publicBoard(this.#board, room.state, room.now());
  }

  /** Cards run out while nothing is written, and not on every node at the same moment: the picture itself is in it. */
  #revisionNow(): string {
    return `${this.#hold.room.epoch}-${this.#hold.room.seq}-${fnv1a(JSON.stringify(this.#now))}`;
  }

  #plan(): void {
    this.#sendOff();
    if (this.#cancel || this.over) return;
    const wait = this.#toldAt + limits.publicEvery - this.#around.mono();
    if (wait <= 0) this.#tell();
    else {
      this.#cancel = this.#around.after(wait, () => {
        this.#cancel = null;
        this.#tell();
      });
    }
  }

  /** Sites that were taken off the list hear nothing more, from that moment on. */
  #sendOff(): void {
    const sites = sitesOf(this.state);
    if (sites === this.#sites) return;
    this.#sites = sites;
    for (const reader of this.#readers) {
      if (maySee(sites, reader.origin)) continue;
      this.#readers.delete(reader);
      reader.end(this);
    }
  }

  #tell(): void {
    if (this.over) return;
    this.#toldAt = this.#around.mono();
    const next = this.#look();
    const change = publicChange(this.#now, next);
    if (!change) return;
    const { title, phase, put, drop } = change;
    this.#past.push({
      from: this.#revision,
      cards: [...put.map(({ id }) => id), ...drop],
      title: title !== undefined,
      phase: phase !== undefined,
    });
    if (this.#past.length > limits.publicChanges) this.#past.shift();
    this.#now = next;
    this.#revision = this.#revisionNow();
    this.#picture = null;
    const event = this.#event(change);
    for (const reader of this.#readers) if (!reader.send(event)) this.#readers.delete(reader);
  }
}

async function encode(revision: string, board: PublicBoard): Promise<Picture> {
  const json = Buffer.from(JSON.stringify({ revision, ...board }));
  return { revision, json, gzipped: await promisify(gzip)(json) };
}
