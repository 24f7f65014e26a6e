/** What the board needs to be used, beyond being read: loaded as soon as it stands. Elements come to life in their places. */
import './session/cockpit/tilth-conduct.ts';
import './tilth-adder.ts';
import './tilth-bar.ts';
import './tilth-empty-lane.ts';
import './tilth-face.ts';
import './tilth-lane-foot.ts';
import './tilth-since.ts';
import './tilth-strip.ts';
import './tilth-tabs.ts';
import './tilth-tools.ts';
import './tilth-voice.ts';
import './tilth-window.ts';

export { Desk } from './desk.ts';
