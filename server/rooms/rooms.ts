/**
 * The active boards. A board is loaded once however many ask at the same time, stays while someone holds it and a little
 * longer, and is loaded again only after it was put away entirely.
 */
import { realSurroundings } from '#server/surroundings.ts';
import { freshId, hashSecret, newSecret } from './secrets.ts';
import { roles, type Role } from '#shared/board/types.ts';
import { wellFormed } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import { emptyReplica, loadReplica } from './replica.ts';
import { Room } from './room.ts';
import type { RoomTools } from './tools.ts';

/** A room, and the promise not to put it away before `release`. */
export interface Hold {
  room: Room;
  /** Idempotent. */
  release(): void;
}

interface Active {
  room: Promise<Room | null>;
  holds: number;
  /** Cancels its being put away. */
  stay: (() => void) | null;
}

export interface NewBoard {
  id: string;
  keys: Record<Role, string>;
}

export class Rooms {
  readonly #tools: RoomTools;
  readonly #idleFor: number;
  readonly #active = new Map<string, Active>();
  readonly #leaving = new Map<string, Promise<void>>();
  #closed = false;
  #storeAway = false;

  /** @param idleFor how long a board stays in memory when nobody holds it, ms */
  constructor(tools: Omit<RoomTools, 'around'> & Partial<RoomTools>, idleFor: number = limits.roomIdleFor) {
    this.#tools = { around: realSurroundings, ...tools };
    this.#idleFor = idleFor;
  }

  /** The store was lost, or is there again: whoever is on a board is told whether anything can be saved. */
  storeAway(away: boolean): void {
    this.#storeAway = away;
    for (const { room } of this.#active.values()) this.#tellStore(room);
  }

  #tellStore(room: Promise<Room | null>): void {
    room.then(
      (loaded) => loaded?.storeAway(this.#storeAway),
      () => undefined,
    );
  }

  /** The room of a board, or null if there is no such board. Rejects if it cannot be loaded. */
  async hold(board: string): Promise<Hold | null> {
    while (this.#leaving.has(board)) await this.#leaving.get(board);
    if (this.#closed) return null;
    const active = this.#active.get(board) ?? this.#start(board, this.#load(board));
    active.stay?.();
    active.stay = null;
    active.holds += 1;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      active.holds -= 1;
      if (active.holds > 0 || this.#active.get(board) !== active) return;
      active.stay = this.#tools.around.after(this.#idleFor, () => void this.#putAway(board, active));
    };
    try {
      const room = await active.room;
      if (room && !room.over) return { room, release };
    } catch (error) {
      if (this.#active.get(board) === active) this.#active.delete(board);
      throw error;
    }
    if (this.#active.get(board) === active) this.#active.delete(board);
    return null;
  }

  /** The room of the board that a code leads to, or null. Whether it still opens anything there is the board's affair. */
  async holdByCode(hash: string): Promise<Hold | null> {
    const board = await this.#tools.store.findCode(hash);
    return board === null ? null : this.hold(board);
  }

  /** Was there a board under that id, which was erased? */
  async wasErased(board: string): Promise<boolean> {
    return (await this.#tools.store.read(board, 0)).type === 'erased';
  }

  /** Makes a board with one link for each role. The keys are told here and nowhere else. Null: the store refused. */
  async create(title: string): Promise<NewBoard | null> {
    const { randomBytes } = this.#tools.around;
    const id = freshId('board', randomBytes);
    const keys = {
      facilitator: newSecret(randomBytes),
      member: newSecret(randomBytes),
      viewer: newSecret(randomBytes),
    };
    const room = new Room(id, emptyReplica(), this.#tools, () => this.#ended(id));
    this.#start(id, Promise.resolve(room));
    const links = roles.map((role) => ({
      link: freshId('link', randomBytes),
      role,
      hash: hashSecret(keys[role]),
    }));
    const hold = await this.hold(id);
    const outcome = await room.do({
      type: 'command',
      id: freshId('command', randomBytes),
      actor: { type: 'system' },
      commands: () => [{ type: 'board.create', title: wellFormed(title), links }],
    });
    hold?.release();
    if (outcome.type === 'applied') return { id, keys };
    this.#active.delete(id);
    await room.close();
    this.#tools.metrics.rooms.dec();
    return null;
  }

  #start(board: string, room: Promise<Room | null>): Active {
    const active: Active = { room, holds: 0, stay: null };
    this.#active.set(board, active);
    room.then(
      (loaded) => loaded && this.#tools.metrics.rooms.inc(),
      () => undefined,
    );
    this.#tellStore(room);
    return active;
  }

  async #load(board: string): Promise<Room | null> {
    const replica = await loadReplica(this.#tools.store, board);
    return replica && new Room(board, replica, this.#tools, () => this.#ended(board));
  }

  /** Its board was erased. */
  #ended(board: string): void {
    if (this.#active.delete(board)) this.#tools.metrics.rooms.dec();
  }

  async #putAway(board: string, active: Active): Promise<void> {
    if (active.holds > 0 || this.#active.get(board) !== active) return;
    this.#active.delete(board);
    const leaving = this.#close(active).finally(() => this.#leaving.delete(board));
    this.#leaving.set(board, leaving);
    await leaving;
  }

  async #close(active: Active): Promise<void> {
    active.stay?.();
    const room = await active.room.catch(() => null);
    if (!room) return;
    await room.close();
    this.#tools.metrics.rooms.dec();
  }

  /** Puts all boards away, saved. Afterwards none is found. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    const closing = [...this.#active.values()].map((active) => this.#close(active));
    this.#active.clear();
    await Promise.all([...closing, ...this.#leaving.values()]);
  }
}
