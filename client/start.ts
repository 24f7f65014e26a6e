/** The start page: what Tilth is, and a way to make a board; at `/join`, a way into a session by its code. */
import './components/pages/tilth-start.ts';

const start = document.createElement('tilth-start');
start.joining = location.pathname === '/join';
// a QR code on a wall holds it: nobody else is to find it in this device's history
start.code = location.hash.slice(1);
if (start.code) history.replaceState(history.state, '', location.pathname);
document.body.append(start);
