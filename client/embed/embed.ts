/** `/embed.js`: defines `<tilth-board>`. Small on purpose: what is needed to write comes only when somebody wants to. */
import { more } from './more.ts';
import { TilthBoard } from './tilth-board.ts';

if (!customElements.get('tilth-board')) customElements.define('tilth-board', TilthBoard);
// in a frame of ours the page around it may want to know how high it is
if (parent !== window && location.pathname.startsWith('/embed/'))
  void more().then(({ tellHeight }) => tellHeight());
