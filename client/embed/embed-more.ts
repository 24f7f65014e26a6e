/** `/embed-more.js`: what the script on the page fetches where it is needed, from where it came from itself. */
export { tellHeight } from './framing.ts';
export { Upgrade } from './live/upgrade.ts';
