/**
 * Who is here, told to everyone on the board. A client says where it looks; name, colour and role come from the member's
 * own row on every screen, so nobody can pretend. Nobody is shown on an anonymous card or on one that is out of sight.
 * What somebody looks for is told of whoever runs a session, whom people follow, and of nobody else.
 */
import type { Presence, PresencePort } from '#server/presence/port.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { runningSession } from '#shared/board/session/policy.ts';
import type { State } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { Looking } from '#shared/protocol.ts';
import type { BoardAudience } from './board-audience.ts';
import type { Connection } from './connection.ts';
import { Roster, type Shown } from './roster.ts';

/** Leases are renewed, and idle people found, this often. */
const RENEW_EVERY = limits.presenceLease / 3;

interface Watched {
  audience: BoardAudience;
  unsubscribe: () => void;
  /** As its readers know it. */
  roster: Roster;
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
    const watched: Watched = { audience, unsubscribe: () => undefined, roster: new Roster() };
    watched.unsubscribe = this.#port.subscribe(board, () => this.#tell(watched));
    this.#boards.set(board, watched);
  }

  unwatch(board: string): void {
    const watched = this.#boards.get(board);
    watched?.unsubscribe();
    this.#boards.delete(board);
  }

  /** Someone synced: they are here, and see who else is. */
  arrived(connection: Connection): void {
    this.#beat(connection);
    const watched = this.#boards.get(connection.board);
    if (watched) connection.socket.emit('presence', ...watched.roster.whole());
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
      this.#tell(watched);
    }
  }

  #tell({ audience, roster }: Watched): void {
    const { board, state } = audience.room;
    const { shown, looking, lead } = shownTo(this.#port.list(board), state, this.#around.now());
    audience.presence(roster.update(shown, looking, lead), () => roster.whole());
  }

  async close(): Promise<void> {
    this.#stopRenewing();
    for (const board of this.#boards.keys()) this.unwatch(board);
    await this.#port.close();
  }
}

/**
 * Each member once, from where they were last active; how many only look; and what whoever runs the session looks for.
 * @param now ms since 1970, on the clock of `Presence.active`
 */
export function shownTo(
  here: readonly Presence[],
  state: State,
  now: number,
): { shown: Shown[]; looking: number; lead: Looking | null } {
  const latest = new Map<string, Presence>();
  let looking = 0;
  for (const presence of here) {
    const known = latest.get(presence.member);
    if (presence.member === '') looking += 1;
    else if (!known || known.active < presence.active) latest.set(presence.member, presence);
  }
  const shown = Array.from(latest.values(), ({ member, card, writing, active }) => {
    const open = state.cards.get(card)?.author ? card : '';
    return { member, card: open, writing: writing && open !== '', idle: now - active > limits.idleAfter };
  });
  const lead = latest.get(runningSession(state)?.lead ?? '')?.looking ?? null;
  return { shown, looking, lead };
}
