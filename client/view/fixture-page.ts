/**
 * Development only: the board over a session in memory, for looking at and for pictures. `?scene=` chooses what is
 * shown (see {@link sceneNames}); `?dir=rtl` turns the page. Not part of the build.
 */
import '#client/components/tilth-app.ts';
import { OpenIntent, type SheetName } from '#client/view/intents.ts';
import { fixtureSession, sceneNames, type SceneName } from './fixture.ts';

const asked = new URLSearchParams(location.search);
const name = asked.get('scene') ?? 'board';
const scene = sceneNames.find((known): known is SceneName => known === name) ?? 'board';
if (asked.get('dir') === 'rtl') document.documentElement.dir = 'rtl';

const app = document.createElement('tilth-app');
const session = fixtureSession(scene);
app.session = session;
document.body.append(app);
Object.assign(window, {
  session,
  openSheet: (what: SheetName, id = '') => app.dispatchEvent(new OpenIntent(what, id)),
});
