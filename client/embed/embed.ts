/** `/embed.js`: defines `<tilth-board>`. Small on purpose: what is needed to write comes only when somebody wants to. */
import { tellHeight } from './framing.ts';
import { TilthBoard } from './tilth-board.ts';

TilthBoard.origin = new URL(import.meta.url).origin;
tellHeight();
if (!customElements.get('tilth-board')) customElements.define('tilth-board', TilthBoard);
