/** The board's page: reads the link, opens one session, shows one element: the board, or the wall of a room. */
import type { BoardSession } from '#client/session/port.ts';
import type { EntryWays } from '#client/sync/identity.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { openSession } from '#client/sync/open.ts';
import { entryOf } from '#client/view/entry.ts';
import './components/tilth-app.ts';

const { board, entry } = entryOf(location);
// A pass works once: it leaves the address bar at once, so that it is not shared, kept or tried again.
if (entry.pass) history.replaceState(history.state, '', location.pathname + location.search);

const framed = location.pathname.startsWith('/embed/');
const wall = !framed && location.search.includes('view=wall');
if (wall) void import('./components/wall/tilth-wall.ts');
const page = document.createElement(wall ? 'tilth-wall' : 'tilth-app');
const open = (by: EntryWays, keep?: KeepPort | null): BoardSession =>
  openSession({ server: location.origin, board, entry: by, ...(keep !== undefined && { keep }) });
const show = (session: BoardSession): void => {
  page.session = session;
  document.body.append(page);
};
if (framed) {
  void import('./embedded/embedded.ts').then(({ beEmbedded }) => beEmbedded(entry, open));
  // whoever looks after the board sees in a window of its own what a participant sees
} else if (location.search.includes('view=participant')) {
  const session = open(entry);
  void import('./view/session/as-participant.ts').then(({ asParticipant }) => show(asParticipant(session)));
} else show(open(entry));
