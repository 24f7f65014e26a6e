/** Opens a board in a page: the session over socket.io, with IndexedDB and the page's own surroundings. */
import type { BoardSession } from '#client/session/port.ts';
import { browserSurroundings } from './browser.ts';
import type { EntryWays } from './identity.ts';
import { lazyKeep } from './keep/lazy.ts';
import type { KeepPort } from './keep/port.ts';
import { laterWire } from './later-wire.ts';
import { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { socketWire } from './socket-wire.ts';
import type { OpenWire } from './wire.ts';

export interface OpenOptions {
  /** Origin of the server, without a path. */
  server: string;
  board: string;
  /** What the link's fragment held. */
  entry: EntryWays;
  /** null: nothing is kept. Left out: the browser's own storage. */
  keep?: KeepPort | null;
  around?: Surroundings;
  openWire?: OpenWire;
  /** The page's one boundary for what should not be. Left out: the browser's. */
  bug?: (error: unknown) => void;
}

export function openSession(options: OpenOptions): BoardSession {
  const { server, board, entry, around = browserSurroundings() } = options;
  const { host } = entry;
  // whoever sits here next may be somebody else to the site
  const { keep = host ? null : lazyKeep() } = options;
  const wire = options.openWire ?? socketWire(server, around);
  return new Session({
    server,
    board,
    entry,
    keep,
    around,
    openWire: host
      ? laterWire(() => import('./host-wire.ts').then(({ hostWire }) => hostWire(wire, host, around)))
      : wire,
    bug: options.bug ?? reportError,
  });
}
