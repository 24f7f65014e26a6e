/** The start page: what Tilth is, and a way to make a board. */
import './components/pages/tilth-start.ts';

document.body.append(document.createElement('tilth-start'));
