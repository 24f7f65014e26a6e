/**
 * Development only: the board over a session in memory, for looking at and for pictures. `?scene=` chooses what is
 * shown (see {@link sceneNames}), `?view=wall` its wall; `?dir=rtl` turns the page. Not part of the build.
 */
import '#client/components/tilth-app.ts';
import '#client/components/wall/tilth-wall.ts';
import { OpenIntent, type SheetName } from '#client/view/intents.ts';
import { fixtureSession, sceneNames, type SceneName } from './fixture.ts';
import { market } from './fixture-session.ts';

const asked = new URLSearchParams(location.search);
const name = asked.get('scene') ?? 'board';
const scene = sceneNames.find((known): known is SceneName => known === name) ?? 'board';
if (asked.get('dir') === 'rtl') document.documentElement.dir = 'rtl';

const page = document.createElement(asked.get('view') === 'wall' ? 'tilth-wall' : 'tilth-app');
const session = fixtureSession(scene);
page.session = session;
document.body.append(page);
Object.assign(window, {
  session,
  market,
  openSheet: (what: SheetName, id = '') => page.dispatchEvent(new OpenIntent(what, id)),
});
