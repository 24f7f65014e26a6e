/** The board's page: reads the link, opens one session, shows one element. */
import { openSession } from '#client/sync/open.ts';
import { entryOf } from '#client/view/entry.ts';
import './components/tilth-app.ts';

const { board, entry } = entryOf(location);
// A pass works once: it leaves the address bar at once, so that it is not shared, kept or tried again.
if (entry.pass) history.replaceState(history.state, '', location.pathname + location.search);

const app = document.createElement('tilth-app');
app.session = openSession({ server: location.origin, board, entry });
document.body.append(app);
