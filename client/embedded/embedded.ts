/**
 * The board's page in a frame on another site (`/embed/:id/live`). It opens by a key in its own address, or else by what
 * the site around it says of its visitor; and it is told what the visitor wanted, and by which light.
 */
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import type { EntryWays, HostWay } from '#client/sync/identity.ts';
import { subjectOf } from '#client/sync/host-wire.ts';
import { lazyKeep } from '#client/sync/keep/lazy.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { type Host, meetHost } from './host.ts';
import { Look } from './look.ts';
import { tabKeep } from './tab-keep.ts';
import { grant } from './wishes.ts';

/**
 * What frames keep lies apart from what the board's own pages keep: a site must not be able to frame the board as whoever
 * is a facilitator in a tab of their own.
 */
const inFrames = 'tilth in frames';

/** Opens the session. `keep` left out: where the page keeps things by itself. */
type Open = (entry: EntryWays, keep?: KeepPort | null) => BoardSession;

/** @param entry what the frame's own address holds */
export async function beEmbedded(entry: EntryWays, open: Open): Promise<void> {
  const app = document.createElement('tilth-app');
  const look = new Look(document.styleSheets);
  let stands = false;
  let wished: unknown;
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
  app.session = entry.key ? open(entry, lazyKeep(inFrames)) : await openByHost(await meeting, open);
  document.body.append(app);
  await standing(app.session);
  await app.updateComplete;
  stands = true;
  if (wished) grant(app, wished);
  const { connection } = app.session.snapshot;
  // by a key it says so itself, in words for whoever came by a link
  const refused = !entry.key && connection.state === 'closed' && connection.why === 'noEntry';
  (await meeting).tell(refused ? 'refused' : 'ready');
}

/** The first token says whose words this tab may have kept. */
async function openByHost({ site, token }: Host, open: Open): Promise<BoardSession> {
  let first = await token().catch(() => '');
  const keep = first ? tabKeep(subjectOf(first)) : null;
  const again: HostWay['token'] = async () => {
    const fresh = first || (await token());
    first = '';
    return fresh;
  };
  return open({ host: { site, token: again } }, keep);
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
