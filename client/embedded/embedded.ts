/**
 * The board's page in a frame on another site (`/embed/:id/live`). It opens by a key in its own address, or else by what
 * the site around it says of its visitor; and it is told what the visitor wanted, and by which light.
 */
import type { Wish } from '#client/embed/live/messages.ts';
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import type { EntryWays } from '#client/sync/identity.ts';
import { meetHost } from './host.ts';
import { Look } from './look.ts';
import { grant } from './wishes.ts';

/**
 * @param entry what the frame's own address holds
 * @param open opens the session
 */
export async function beEmbedded(entry: EntryWays, open: (entry: EntryWays) => BoardSession): Promise<void> {
  const app = document.createElement('tilth-app');
  const look = new Look(document.styleSheets);
  let stands = false;
  let wished: Wish | null = null;
  const meeting = meetHost({
    look: (theme, lang) => {
      look.set(theme);
      if (lang) document.documentElement.lang = lang;
    },
    wish: (wish) => {
      if (stands) grant(app, wish);
      else wished = wish;
    },
  });
  app.session = open(entry);
  document.body.append(app);
  await standing(app.session);
  await app.updateComplete;
  stands = true;
  if (wished) grant(app, wished);
  (await meeting).ready();
}

/** Until the board is there, or it is plain why not. */
function standing(session: BoardSession): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isStanding(session.snapshot)) return;
      stop();
      resolve();
    };
    const stop = session.subscribe(look);
    look();
  });
}

function isStanding({ known, me, connection }: Snapshot): boolean {
  switch (connection.state) {
    case 'closed':
    case 'offline':
    case 'away':
      return true;
    case 'connecting':
    case 'live':
      return known && me.type !== 'unknown';
  }
}
