/**
 * The board's rules on this device: the same `decide` that the server runs, to show a result at once, to say beforehand
 * what cannot be, and to take back one's own acts. Loaded after the first picture.
 */
export { mayText } from '#shared/board/access.ts';
export { decide } from '#shared/board/decide.ts';
export { applyFacts } from '#shared/board/state.ts';
export { inverse } from './inverse.ts';
export { isHidden } from './hidden.ts';
