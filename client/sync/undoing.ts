/** Taking back what one typed. By itself, so that a page can do without it until somebody types (`scripts/lean-yjs.ts`). */
export { UndoManager } from 'yjs';
