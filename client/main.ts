/** The board's page: reads the link, opens one session, shows one element: the board, or the wall of a room. */
import { openSession } from '#client/sync/open.ts';
import { entryOf } from '#client/view/entry.ts';
import './components/tilth-app.ts';

const { board, entry } = entryOf(location);
// A pass works once: it leaves the address bar at once, so that it is not shared, kept or tried again.
if (entry.pass) history.replaceState(history.state, '', location.pathname + location.search);

const wall = location.search.includes('view=wall');
if (wall) void import('./components/wall/tilth-wall.ts');
const page = document.createElement(wall ? 'tilth-wall' : 'tilth-app');
const session = openSession({ server: location.origin, board, entry });
const show = (seen: typeof session): void => {
  page.session = seen;
  document.body.append(page);
};
// whoever looks after the board sees in a window of its own what a participant sees
if (location.search.includes('view=participant')) {
  void import('./view/session/as-participant.ts').then(({ asParticipant }) => show(asParticipant(session)));
} else show(session);
