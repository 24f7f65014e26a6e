/** Looks at a text document through Yjs's own eyes: what really lies in it, and in which order. */
import * as Y from 'yjs';
import { textOf } from './text.ts';

/** The order of everything in a text, tombstones included. */
export interface Layout {
  /** client, clock, length, deleted (0 or 1), for each run; neighbours that continue each other are one run. */
  runs: number[];
  /** The visible text. */
  value: string;
}

/**
 * Reads a text document's layout, or null if it holds anything but text and deleted text in its one root: another root
 * type, a map entry, a nested type, something outside the list, or updates that wait for others.
 */
export function layoutOf(doc: Y.Doc): Layout | null {
  const text = textOf(doc);
  if (doc.share.size !== 1 || doc.store.pendingStructs || doc.store.pendingDs) return null;
  const runs: number[] = [];
  let listed = 0;
  for (let item = text._start; item; item = item.right) {
    const isText = item.content instanceof Y.ContentString || item.content instanceof Y.ContentDeleted;
    if (!isText || item.parent !== text || item.parentSub !== null) return null;
    append(runs, item.id.client, item.id.clock, item.length, item.deleted ? 1 : 0);
    listed += item.length;
  }
  let held = 0;
  for (const client of doc.store.clients.keys()) held += Y.getState(doc.store, client);
  if (listed !== held || text._map.size > 0) return null;
  return { runs, value: text.toJSON() };
}

function append(runs: number[], client: number, clock: number, length: number, deleted: 0 | 1): void {
  const [lastClient, lastClock = 0, lastLength = 0, lastDeleted] = runs.slice(-4);
  if (lastClient === client && lastClock + lastLength === clock && lastDeleted === deleted) {
    runs[runs.length - 2] = lastLength + length;
  } else {
    runs.push(client, clock, length, deleted);
  }
}

export function sameLayout(a: Layout, b: Layout | null): boolean {
  return (
    b !== null &&
    a.value === b.value &&
    a.runs.length === b.runs.length &&
    a.runs.every((number, index) => number === b.runs[index])
  );
}
