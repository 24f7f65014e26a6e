/** A board document as plain rows. Nothing here throws, whatever the document holds. */
import * as Y from 'yjs';
import { type MutableState, type MutableTable, emptyState } from '#shared/board/state.ts';
import { type Rows, type TableName, tableNames } from '#shared/board/types.ts';
import { readRow } from './rows.ts';

export interface Changed {
  table: TableName;
  id: string;
}

/** Every row of a board document, read afresh. The table of private records stays empty: none is in a document. */
export function readBoard(doc: Y.Doc): MutableState {
  const state = emptyState();
  for (const table of tableNames) {
    const root = rootOf(doc, table);
    if (root) for (const id of root.keys()) refresh(state, table, id, root);
  }
  return state;
}

/**
 * A board document as plain rows that follow it, transaction by transaction. A row that did not change stays the same
 * object, so that screens need not draw it again.
 */
export class Projection {
  readonly state: MutableState;
  readonly #doc: Y.Doc;
  readonly #listeners = new Set<(changed: Changed[]) => void>();
  readonly #unobserve: (() => void)[] = [];
  #changed: Changed[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.state = readBoard(doc);
    for (const table of tableNames) {
      const root = rootOf(doc, table);
      if (!root) continue;
      const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => this.#follow(table, root, events);
      root.observeDeep(observer);
      this.#unobserve.push(() => root.unobserveDeep(observer));
    }
    doc.on('afterTransaction', this.#tell);
  }

  /** Calls back after each transaction that changed rows, once, with those rows. Returns the unsubscriber. */
  onChange(listener: (changed: Changed[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops following; the state stays as it is. The document is its owner's to destroy. */
  destroy(): void {
    for (const unobserve of this.#unobserve.splice(0)) unobserve();
    this.#doc.off('afterTransaction', this.#tell);
    this.#listeners.clear();
  }

  #follow(table: TableName, root: Y.Map<unknown>, events: Y.YEvent<Y.AbstractType<unknown>>[]): void {
    const ids = new Set<string>();
    for (const event of events) {
      if (event instanceof Y.YMapEvent && event.target === root)
        for (const id of event.keysChanged) ids.add(id);
      else ids.add(String(event.path[0]));
    }
    for (const id of ids) {
      const was = this.state[table].get(id);
      refresh(this.state, table, id, root);
      if (was || this.state[table].has(id)) this.#changed.push({ table, id });
    }
  }

  /** Tables tell one by one; listeners hear of the transaction as a whole, when every table is up to date. */
  readonly #tell = (): void => {
    if (this.#changed.length === 0) return;
    const changed = this.#changed;
    this.#changed = [];
    for (const listener of this.#listeners) listener(changed);
  };
}

/** The table's root map, or null if this document already uses the name for something else. */
function rootOf(doc: Y.Doc, table: TableName): Y.Map<unknown> | null {
  const existing = doc.share.get(table);
  const free = !existing || existing instanceof Y.Map || existing.constructor === Y.AbstractType;
  return free ? doc.getMap(table) : null;
}

function refresh<T extends TableName>(state: MutableState, table: T, id: string, root: Y.Map<unknown>): void {
  const rows = state[table] as unknown as MutableTable<Rows[T]>;
  const row = readRow(table, id, root.get(id));
  if (row) rows.set(id, row);
  else rows.delete(id);
}
