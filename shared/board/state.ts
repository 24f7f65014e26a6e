/** A board in memory: tables that change by operations, and layers over them to try things on. */
import { rowKeys } from './keys.ts';
import type { Facts, Op, PrivateRecord, RecordChange, Rows, State, Table, TableName } from './types.ts';

export interface MutableTable<R> extends Table<R> {
  set(id: string, row: R): void;
  delete(id: string): void;
  find(key: string): IterableIterator<R>;
}

export type MutableState = { readonly [T in TableName]: MutableTable<Rows[T]> } & {
  readonly records: MutableTable<PrivateRecord>;
};

type Row = { readonly id: string };
type AnyRow = Row & Record<string, unknown>;
type KeysOf<R> = (row: R) => readonly string[];

const nothing = new Map<string, never>();

class IndexedTable<R extends Row> implements MutableTable<R> {
  readonly #rows = new Map<string, R>();
  readonly #index = new Map<string, Map<string, R>>();
  readonly #keysOf: KeysOf<R>;

  constructor(keysOf: KeysOf<R>) {
    this.#keysOf = keysOf;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): R | undefined {
    return this.#rows.get(id);
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  values(): IterableIterator<R> {
    return this.#rows.values();
  }

  find(key: string): IterableIterator<R> {
    return this.#index.get(key)?.values() ?? nothing.values();
  }

  set(id: string, row: R): void {
    this.#forget(id);
    this.#rows.set(id, row);
    for (const key of this.#keysOf(row)) {
      const rows = this.#index.get(key);
      if (rows) rows.set(id, row);
      else this.#index.set(key, new Map([[id, row]]));
    }
  }

  delete(id: string): void {
    this.#forget(id);
    this.#rows.delete(id);
  }

  #forget(id: string): void {
    const row = this.#rows.get(id);
    if (!row) return;
    for (const key of this.#keysOf(row)) {
      const rows = this.#index.get(key);
      rows?.delete(id);
      if (rows?.size === 0) this.#index.delete(key);
    }
  }
}

interface Layer<R extends Row> {
  changed: IndexedTable<R>;
  gone: Set<string>;
}

/**
 * What changed lies here; everything else is read from below. Good for as long as what lies below does not change.
 * Most layers are read and never written: what holds changes is made with the first one.
 */
class LayeredTable<R extends Row> implements MutableTable<R> {
  readonly #below: Table<R>;
  readonly #keysOf: KeysOf<R>;
  #layer: Layer<R> | undefined;
  #grown = 0;

  constructor(below: Table<R>, keysOf: KeysOf<R>) {
    this.#below = below;
    this.#keysOf = keysOf;
  }

  get size(): number {
    return this.#below.size + this.#grown;
  }

  get(id: string): R | undefined {
    const changed = this.#layer?.changed.get(id);
    if (changed) return changed;
    return this.#layer?.gone.has(id) ? undefined : this.#below.get(id);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  values(): IterableIterator<R> {
    return this.#layer ? this.#layeredValues(this.#layer) : this.#below.values();
  }

  *#layeredValues({ changed, gone }: Layer<R>): IterableIterator<R> {
    for (const row of this.#below.values()) {
      if (!gone.has(row.id)) yield changed.get(row.id) ?? row;
    }
    for (const row of changed.values()) {
      if (!this.#below.has(row.id)) yield row;
    }
  }

  find(key: string): IterableIterator<R> {
    return this.#layer ? this.#layeredFind(this.#layer, key) : this.#belowBy(key);
  }

  *#layeredFind({ changed, gone }: Layer<R>, key: string): IterableIterator<R> {
    for (const row of this.#belowBy(key)) {
      if (!gone.has(row.id) && !changed.has(row.id)) yield row;
    }
    yield* changed.find(key);
  }

  set(id: string, row: R): void {
    const layer = this.#write();
    if (!this.has(id)) this.#grown += 1;
    layer.gone.delete(id);
    layer.changed.set(id, row);
  }

  delete(id: string): void {
    if (!this.has(id)) return;
    const layer = this.#write();
    this.#grown -= 1;
    layer.changed.delete(id);
    if (this.#below.has(id)) layer.gone.add(id);
  }

  #write(): Layer<R> {
    this.#layer ??= { changed: new IndexedTable(this.#keysOf), gone: new Set() };
    return this.#layer;
  }

  #belowBy(key: string): IterableIterator<R> {
    if (this.#below.find) return this.#below.find(key);
    return [...this.#below.values()].filter((row) => this.#keysOf(row).includes(key)).values();
  }
}

/** A board with nothing in it, not even its `meta`. */
export function emptyState(): MutableState {
  return {
    meta: new IndexedTable(rowKeys.meta),
    members: new IndexedTable(rowKeys.members),
    cards: new IndexedTable(rowKeys.cards),
    helps: new IndexedTable(rowKeys.helps),
    introductions: new IndexedTable(rowKeys.introductions),
    comments: new IndexedTable(rowKeys.comments),
    notices: new IndexedTable(rowKeys.notices),
    sessions: new IndexedTable(rowKeys.sessions),
    seats: new IndexedTable(rowKeys.seats),
    records: new IndexedTable(rowKeys.records),
  };
}

/**
 * A layer over a state: reads fall through, writes stay in the layer. Made in constant time. Layers may be stacked.
 * It is good for as long as the state below does not change.
 */
export function overlay(state: State): MutableState {
  return {
    meta: new LayeredTable(state.meta, rowKeys.meta),
    members: new LayeredTable(state.members, rowKeys.members),
    cards: new LayeredTable(state.cards, rowKeys.cards),
    helps: new LayeredTable(state.helps, rowKeys.helps),
    introductions: new LayeredTable(state.introductions, rowKeys.introductions),
    comments: new LayeredTable(state.comments, rowKeys.comments),
    notices: new LayeredTable(state.notices, rowKeys.notices),
    sessions: new LayeredTable(state.sessions, rowKeys.sessions),
    seats: new LayeredTable(state.seats, rowKeys.seats),
    records: new LayeredTable(state.records, rowKeys.records),
  };
}

/** Applies public operations in order. Never throws: a missing target is skipped. */
export function applyOps(state: MutableState, ops: readonly Op[]): void {
  for (const op of ops) applyOp(state, op);
}

function applyOp(state: MutableState, op: Op): void {
  // one table's row type cannot be told from another's once the name is a variable; every op names its own table
  const table = state[op.table] as unknown as MutableTable<AnyRow> | undefined;
  if (!table) return;
  switch (op.op) {
    case 'put':
      table.set(op.id, op.row as unknown as AnyRow);
      return;
    case 'drop':
      table.delete(op.id);
      return;
    case 'set': {
      const row = table.get(op.id);
      if (!row || op.field === 'id') return;
      const { [op.field]: _, ...rest } = row;
      table.set(op.id, (op.value === null ? rest : { ...rest, [op.field]: op.value }) as AnyRow);
      return;
    }
    case 'splice': {
      const row = table.get(op.id);
      const field = op.table === 'cards' ? 'body' : 'notes';
      const text = row?.[field];
      if (!row || typeof text !== 'string') return;
      const index = Math.min(Math.max(0, op.index), text.length);
      const end = index + Math.max(0, op.remove);
      table.set(op.id, { ...row, [field]: text.slice(0, index) + op.insert + text.slice(end) });
      return;
    }
    default:
      op satisfies never;
  }
}

/** Puts and forgets private records. */
export function applyRecords(state: MutableState, changes: readonly RecordChange[]): void {
  for (const { id, record } of changes) {
    if (record) state.records.set(id, record);
    else state.records.delete(id);
  }
}

/** Applies everything that a decision found. */
export function applyFacts(state: MutableState, facts: Facts): void {
  applyOps(state, facts.ops);
  applyRecords(state, facts.records);
}
