/**
 * Who is here, told to everyone on the board. A client says where it looks; name, colour and role come from the member's
 * own row on every screen, so nobody can pretend. Nobody is shown on an anonymous card or on one that is out of sight.
 */
import type { Presence, PresencePort } from '#server/presence/port.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { State } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { PresenceRow } from '#shared/protocol.ts';
import type { BoardAudience } from './board-audience.ts';
import type { Connection } from './connection.ts';

/** Leases are renewed, and idle people found, this often. */
const RENEW_EVERY = limits.presenceLease / 3;
/** A list for n people goes to n people: each adds this many ms to the pause between two lists. */
const PAUSE_A_PERSON = 2;

interface Watched {
  audience: BoardAudience;
  unsubscribe: () => void;
  told: string;
  toldAt: number;
  cancel: (() => void) | null;
}

export class PresenceTeller {
  readonly #port: PresencePort;
  readonly #around: Surroundings;
  readonly #boards = new Map<string, Watched>();
  readonly #stopRenewing: () => void;

  constructor(port: PresencePort, around: Surroundings) {
    this.#port = port;
    this.#around = around;
    this.#stopRenewing = around.every(RENEW_EVERY, () => this.#renew());
  }

  watch(audience: BoardAudience): void {
    const { board } = audience.room;
    const watched: Watched = { audience, unsubscribe: () => undefined, told: '', toldAt: 0, cancel: null };
    watched.unsubscribe = this.#port.subscribe(board, () => this.#plan(watched));
    this.#boards.set(board, watched);
  }

  unwatch(board: string): void {
    const watched = this.#boards.get(board);
    watched?.cancel?.();
    watched?.unsubscribe();
    this.#boards.delete(board);
  }

  /** Someone synced: they are here, and see who else is. */
  arrived(connection: Connection): void {
    this.#beat(connection);
    const watched = this.#boards.get(connection.board);
    if (watched) connection.socket.emit('presence', this.#rows(watched));
  }

  moved(connection: Connection): void {
    if (connection.reading !== 'not yet') this.#beat(connection);
  }

  left(connection: Connection): void {
    this.#port.leave(connection.board, connection.socket.id);
  }

  #beat({ board, socket, member, here, active }: Connection): void {
    this.#port.beat(board, { socket: socket.id, member, ...here, active });
  }

  #renew(): void {
    for (const watched of this.#boards.values()) {
      for (const connection of watched.audience.connections) {
        if (connection.reading !== 'not yet') this.#beat(connection);
      }
      this.#plan(watched);
    }
  }

  #plan(watched: Watched): void {
    if (watched.cancel) return;
    const pause = watched.audience.readers * PAUSE_A_PERSON;
    const wait = Math.max(0, watched.toldAt + pause - this.#around.now());
    watched.cancel = this.#around.after(wait, () => this.#tell(watched));
  }

  #tell(watched: Watched): void {
    watched.cancel = null;
    const rows = this.#rows(watched);
    const written = JSON.stringify(rows);
    if (written === watched.told) return;
    watched.told = written;
    watched.toldAt = this.#around.now();
    watched.audience.presence(rows);
  }

  #rows({ audience }: Watched): PresenceRow[] {
    return presenceRows(this.#port.list(audience.room.board), audience.room.state, this.#around.now());
  }

  async close(): Promise<void> {
    this.#stopRenewing();
    for (const board of this.#boards.keys()) this.unwatch(board);
    await this.#port.close();
  }
}

/**
 * One row a member, from where they were last active; all who only look are one row.
 * @param now ms since 1970, on the clock of `Presence.active`
 */
export function presenceRows(here: readonly Presence[], state: State, now: number): PresenceRow[] {
  const latest = new Map<string, Presence>();
  let looking = 0;
  let lookingActive = 0;
  for (const presence of here) {
    if (presence.member === '') {
      looking += 1;
      lookingActive = Math.max(lookingActive, presence.active);
      continue;
    }
    const known = latest.get(presence.member);
    if (!known || known.active < presence.active) latest.set(presence.member, presence);
  }
  const rows: PresenceRow[] = [];
  const idle = (active: number): 0 | 1 => (now - active > limits.idleAfter ? 1 : 0);
  for (const { member, card, writing, active } of latest.values()) {
    const shown = state.cards.get(card)?.author ? card : '';
    rows.push([member, shown, shown && writing ? 1 : 0, idle(active), 1]);
  }
  rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  if (looking > 0) rows.push(['', '', 0, idle(lookingActive), looking]);
  return rows;
}
