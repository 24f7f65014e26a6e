/**
 * A change in the making: what a command does is tried on a layer over the board and written down as facts, so that
 * later rules see what earlier ones did, and a refusal costs nothing.
 */
import type { MutableState } from './state.ts';
import { applyOps, overlay } from './state.ts';
import type { Facts, Op, PrivateRecord, RecordBody, RecordChange, Rows, State, TableName } from './types.ts';

export interface Touched {
  readonly table: TableName | 'records';
  readonly id: string;
}

export class Change {
  /** The board before the command. */
  readonly before: State;
  /** The board as the command leaves it so far. */
  readonly state: MutableState;
  readonly at: number;
  readonly #ops: Op[] = [];
  readonly #records = new Map<string, RecordChange>();

  constructor(before: State, at: number) {
    this.before = before;
    this.state = overlay(before);
    this.at = at;
  }

  put<T extends TableName>(table: T, row: Rows[T]): void {
    this.#apply({ op: 'put', table, id: row.id, row } as Op);
  }

  /** Sets fields of a row; `undefined` removes one, and what is already so is left out. */
  patch<T extends TableName>(
    table: T,
    id: string,
    fields: { [F in keyof Rows[T]]?: Rows[T][F] | undefined },
  ): void {
    const row = this.state[table].get(id) as Rows[T] | undefined;
    if (!row) return;
    for (const field of Object.keys(fields) as (keyof Rows[T] & string)[]) {
      const value = fields[field];
      if (same(row[field], value)) continue;
      this.#apply({ op: 'set', table, id, field, value: value === undefined ? null : value });
    }
  }

  drop(table: TableName, id: string): void {
    if (this.state[table].has(id)) this.#apply({ op: 'drop', table, id });
  }

  splice(table: 'cards' | 'meta', id: string, index: number, remove: number, insert: string): void {
    this.#apply({ op: 'splice', table, id, index, remove, insert });
  }

  /** Keeps a private record. Nobody is named twice, and those unknown here (null) are left out. */
  keep(
    id: string,
    to: readonly (string | null)[],
    body: RecordBody,
    options: { facilitators?: boolean } = {},
  ): void {
    const known = [...new Set(to.filter((member) => member !== null && member !== ''))] as string[];
    const record: PrivateRecord = options.facilitators
      ? { id, to: known, facilitators: true, body }
      : { id, to: known, body };
    this.keepRecord(record);
  }

  keepRecord(record: PrivateRecord): void {
    this.state.records.set(record.id, record);
    this.#records.set(record.id, { id: record.id, record });
  }

  forget(id: string): void {
    if (!this.state.records.has(id)) return;
    this.state.records.delete(id);
    this.#records.set(id, { id, record: null });
  }

  facts(): Facts {
    return { ops: this.#ops, records: [...this.#records.values()] };
  }

  /** Rows and records written to so far, in the order of the first write. */
  touched(): Touched[] {
    const seen = new Map<string, Touched>();
    for (const { table, id } of this.#ops) seen.set(`${table}:${id}`, { table, id });
    for (const id of this.#records.keys()) seen.set(`records:${id}`, { table: 'records', id });
    return [...seen.values()];
  }

  #apply(op: Op): void {
    this.#ops.push(op);
    applyOps(this.state, [op]);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
