/**
 * Who is here, for several nodes. What this node knows lies in memory, as with one node, and is answered from there; Redis
 * has the same for all nodes, as rows that die unless their node renews them, and tells changes to whoever listens.
 *
 * A message can be lost. So every change of a board counts its version up, and a node that sees a version which does not
 * follow the one it knows reads the whole board again.
 */
import { randomBytes } from 'node:crypto';
import { RedisLink } from '#server/redis/link.ts';
import { realSurroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import { memoryPresence } from './memory.ts';
import type { Presence, PresencePort } from './port.ts';
import { decodeMessage, decodeRow, encodeRow, presenceKeys, syncScript } from './redis-rows.ts';

export interface RedisPresenceOptions {
  url: string;
  /** Connects; tests hand in another link. */
  link?: RedisLink;
  /** A clock in ms, to be replaced in tests. */
  now?: () => number;
  /** Time between two looks, ms; the life of a row goes with it. */
  lookEvery?: number;
}

/** A node looks at each of its boards this often, ms: what was lost heals, and what died is found. */
const LOOK_EVERY = 2.5 * time.SECOND;
/** In looks: when a node renews its rows, and how long a row lives without that. One renewal may be missed. */
const RENEW_AFTER = 2;
const DEAD_AFTER = 4.5;

interface Board {
  /** The connections of this node, and until when they are here unless they beat again. */
  own: Map<string, { presence: Presence; until: number }>;
  changed: Set<string>;
  gone: Set<string>;
  listeners: number;
  /** The version that is known here; null: nothing is certain, read all. */
  version: number | null;
  /** The last version that a message told since the exchange began; 0: none. */
  heard: number;
  /** When Redis was last told all of `own`, and when it was last told anything; performance.now(). */
  renewed: number;
  told: number;
  telling: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  unsubscribe: () => void;
}

export function redisPresence(options: RedisPresenceOptions): PresencePort {
  return new RedisPresence(options);
}

class RedisPresence implements PresencePort {
  readonly #node = randomBytes(6).toString('hex');
  readonly #link: RedisLink;
  readonly #now: () => number;
  readonly #lookEvery: number;
  readonly #all: PresencePort;
  readonly #boards = new Map<string, Board>();
  readonly #looker: NodeJS.Timeout;
  #closed = false;

  constructor({
    url,
    link = new RedisLink({ url }),
    now = Date.now,
    lookEvery = LOOK_EVERY,
  }: RedisPresenceOptions) {
    this.#link = link;
    this.#now = now;
    this.#lookEvery = lookEvery;
    this.#all = memoryPresence({ ...realSurroundings, now });
    link.onUp(() => this.#startAfresh());
    link.start();
    this.#looker = setInterval(() => this.#lookAtAll(), lookEvery);
    this.#looker.unref();
  }

  beat(id: string, presence: Presence): void {
    if (this.#closed) return;
    const board = this.#board(id);
    const known = board.own.get(presence.socket)?.presence;
    board.own.set(presence.socket, { presence: { ...presence }, until: this.#now() + limits.presenceLease });
    this.#all.beat(id, presence);
    if (known && encodeRow(known) === encodeRow(presence)) return;
    board.changed.add(presence.socket);
    this.#plan(id, board);
  }

  leave(id: string, socket: string): void {
    this.#all.leave(id, socket);
    const board = this.#boards.get(id);
    if (!board?.own.delete(socket)) return;
    board.changed.delete(socket);
    board.gone.add(socket);
    this.#plan(id, board);
  }

  list(id: string): readonly Presence[] {
    return this.#all.list(id);
  }

  subscribe(id: string, listener: () => void): () => void {
    const board = this.#board(id);
    board.listeners += 1;
    const unsubscribe = this.#all.subscribe(id, listener);
    let listening = true;
    return () => {
      if (!listening) return;
      listening = false;
      unsubscribe();
      board.listeners -= 1;
      this.#forgetIdle(id, board);
    };
  }

  /** Says good-bye for the connections of this node, so that nobody takes them for here until their rows die. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#looker);
    const leaving = [...this.#boards].map(async ([id, board]) => {
      if (board.timer) clearTimeout(board.timer);
      for (const socket of board.own.keys()) board.gone.add(socket);
      board.own.clear();
      board.changed.clear();
      await board.telling;
      if (board.gone.size > 0) await this.#sync(id, [], [...board.gone], false);
    });
    // Nobody waits for a Redis that is away: the rows die by themselves.
    await Promise.allSettled(leaving);
    await this.#link.close();
    await this.#all.close();
  }

  #board(id: string): Board {
    const known = this.#boards.get(id);
    if (known) return known;
    const board: Board = {
      own: new Map(),
      changed: new Set(),
      gone: new Set(),
      listeners: 0,
      version: null,
      heard: 0,
      renewed: -Infinity,
      told: -Infinity,
      telling: null,
      timer: null,
      unsubscribe: this.#link.subscribe(presenceKeys(id).channel, (message) => this.#heard(id, message)),
    };
    this.#boards.set(id, board);
    this.#plan(id, board);
    return board;
  }

  #forgetIdle(id: string, board: Board): void {
    if (board.listeners > 0 || board.own.size > 0 || board.gone.size > 0) return;
    if (board.timer) clearTimeout(board.timer);
    board.unsubscribe();
    if (this.#boards.get(id) === board) this.#boards.delete(id);
  }

  /** A new connection: whatever happened meanwhile, Redis hears all of ours and tells all of it. */
  #startAfresh(): void {
    for (const [id, board] of this.#boards) {
      board.version = null;
      board.renewed = -Infinity;
      this.#plan(id, board);
    }
  }

  #lookAtAll(): void {
    for (const [id, board] of this.#boards) this.#plan(id, board);
  }

  /** Exchanges with Redis at once if that was not done just now, else when a tick is over. */
  #plan(id: string, board: Board): void {
    if (board.timer || this.#closed) return;
    const wait = Math.max(0, board.told + limits.presenceEvery - performance.now());
    if (wait === 0 && !board.telling) {
      // What the same turn of the event loop says goes together.
      board.telling = Promise.resolve().then(() => this.#tell(id, board));
      return;
    }
    board.timer = setTimeout(() => {
      board.timer = null;
      this.#plan(id, board);
    }, wait);
    board.timer.unref();
  }

  async #tell(id: string, board: Board): Promise<void> {
    board.told = performance.now();
    try {
      await this.#exchange(id, board);
      board.telling = null;
      if (board.changed.size > 0 || board.gone.size > 0 || board.version === null) this.#plan(id, board);
      else this.#forgetIdle(id, board);
    } catch {
      // Away: all is said again when Redis is back; until then those of other nodes fade as their leases end.
      board.telling = null;
    }
  }

  /** Says what changed here, and learns what changed elsewhere if a message of it was lost. */
  async #exchange(id: string, board: Board): Promise<void> {
    const said = this.#toSay(board);
    board.heard = 0;
    try {
      let answer = await this.#sync(id, said.rows, said.gone, board.version === null);
      if (answer.rows === null && this.#missed(board, answer.version))
        answer = await this.#sync(id, [], [], true);
      if (answer.rows) {
        this.#takeAll(id, board, answer.rows);
        board.version = board.heard > answer.version ? null : answer.version;
      } else this.#renewOthers(id, board);
    } catch (error) {
      for (const { socket } of said.rows) if (board.own.has(socket)) board.changed.add(socket);
      for (const socket of said.gone) board.gone.add(socket);
      throw error;
    }
  }

  /** Is this node's picture not the one that Redis had at that version? It may be newer, by messages since. */
  #missed(board: Board, version: number): boolean {
    if (board.version === null || board.version < version) return true;
    return board.version > version && board.heard === 0;
  }

  #toSay(board: Board): { rows: Presence[]; gone: string[] } {
    for (const [socket, { until }] of board.own) {
      if (until > this.#now()) continue;
      board.own.delete(socket);
      board.gone.add(socket);
    }
    // Half a look early rather than a whole one late.
    const renewing = performance.now() - board.renewed > (RENEW_AFTER - 0.5) * this.#lookEvery;
    if (renewing) board.renewed = performance.now();
    const sockets = renewing ? board.own.keys() : board.changed;
    const rows = [...sockets].flatMap((socket) => board.own.get(socket)?.presence ?? []);
    const gone = [...board.gone];
    board.changed.clear();
    board.gone.clear();
    return { rows, gone };
  }

  async #sync(
    id: string,
    said: readonly Presence[],
    gone: readonly string[],
    all: boolean,
  ): Promise<{ version: number; rows: Presence[] | null }> {
    const { rows, seen, version, channel } = presenceKeys(id);
    const [latest, answered] = await syncScript.run<readonly [Buffer, readonly Buffer[] | null]>(
      this.#link.call,
      [rows, seen, version],
      [
        String(DEAD_AFTER * this.#lookEvery),
        channel,
        this.#node,
        all ? 'all' : '',
        String(said.length),
        ...said.flatMap((presence) => [presence.socket, encodeRow(presence)]),
        ...gone,
      ],
    );
    return { version: Number(latest), rows: answered && answered.map((row) => decodeRow(String(row))) };
  }

  #heard(id: string, message: string): void {
    const board = this.#boards.get(id);
    if (!board) return;
    const { node, version, rows, gone } = decodeMessage(message);
    board.heard = version;
    // All of it is being read, or will be.
    if (board.version === null) return;
    if (version !== board.version + 1) {
      board.version = null;
      this.#plan(id, board);
      return;
    }
    board.version = version;
    if (node !== this.#node) this.#take(id, board, rows);
    for (const socket of gone) {
      if (!board.own.has(socket)) this.#all.leave(id, socket);
      // Somebody took one of ours for dead.
      else board.changed.add(socket);
    }
    if (board.changed.size > 0) this.#plan(id, board);
  }

  #take(id: string, board: Board, rows: readonly Presence[]): void {
    for (const presence of rows) {
      // Of its own connections a node knows more than Redis; those that just left are not there any more.
      if (!board.own.has(presence.socket) && !board.gone.has(presence.socket)) this.#all.beat(id, presence);
    }
  }

  #takeAll(id: string, board: Board, rows: readonly Presence[]): void {
    this.#take(id, board, rows);
    const there = new Set(rows.map(({ socket }) => socket));
    for (const { socket } of this.#all.list(id)) {
      if (there.has(socket)) continue;
      if (board.own.has(socket)) board.changed.add(socket);
      else this.#all.leave(id, socket);
    }
  }

  /** Nothing changed since: whoever was here still is. */
  #renewOthers(id: string, board: Board): void {
    this.#take(id, board, this.#all.list(id));
  }
}
