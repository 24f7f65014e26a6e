/** Who is here, for one node: in memory, forgotten when their lease ends. */
import { limits } from '#shared/limits.ts';
import { realSurroundings, type Surroundings } from '#server/surroundings.ts';
import type { Presence, PresencePort } from './port.ts';

interface Board {
  here: Map<string, { presence: Presence; until: number }>;
  listeners: Set<() => void>;
  told: number;
  cancel: (() => void) | null;
}

/** What it needs of its surroundings. */
type Clock = Pick<Surroundings, 'now' | 'after' | 'every'>;

export function memoryPresence({ now, after, every }: Clock = realSurroundings): PresencePort {
  const boards = new Map<string, Board>();
  const stopExpiring = every(limits.presenceLease / 3, expire);

  function boardOf(board: string): Board {
    const known = boards.get(board);
    if (known) return known;
    const fresh: Board = { here: new Map(), listeners: new Set(), told: 0, cancel: null };
    boards.set(board, fresh);
    return fresh;
  }

  function tell(board: Board): void {
    if (board.cancel) return;
    const wait = Math.max(0, board.told + limits.presenceTick - now());
    board.cancel = after(wait, () => {
      board.cancel = null;
      board.told = now();
      for (const listener of board.listeners) listener();
    });
  }

  function expire(): void {
    for (const [id, board] of boards) {
      for (const [socket, { until }] of board.here) {
        if (until > now()) continue;
        board.here.delete(socket);
        tell(board);
      }
      if (board.here.size === 0 && board.listeners.size === 0 && !board.cancel) boards.delete(id);
    }
  }

  return {
    beat(id, presence) {
      const board = boardOf(id);
      const known = board.here.get(presence.socket)?.presence;
      board.here.set(presence.socket, { presence: { ...presence }, until: now() + limits.presenceLease });
      if (!known || !same(known, presence)) tell(board);
    },
    leave(id, socket) {
      const board = boards.get(id);
      if (board?.here.delete(socket)) tell(board);
    },
    list(id) {
      const here = [...(boards.get(id)?.here.values() ?? [])];
      return here.filter(({ until }) => until > now()).map(({ presence }) => presence);
    },
    subscribe(id, listener) {
      boardOf(id).listeners.add(listener);
      return () => boards.get(id)?.listeners.delete(listener);
    },
    async close() {
      stopExpiring();
      for (const { cancel } of boards.values()) cancel?.();
      boards.clear();
    },
  };
}

function same(a: Presence, b: Presence): boolean {
  return (
    a.member === b.member &&
    a.card === b.card &&
    a.writing === b.writing &&
    a.active === b.active &&
    JSON.stringify(a.looking) === JSON.stringify(b.looking)
  );
}
