/**
 * A number that two holders of a board compare to tell whether they hold the same. It is made of the rows as readers see
 * them, so that it covers the document and what was made of it; the order of rows does not count.
 */
import type { State, TableName } from '#shared/board/types.ts';
import { fields, rowOf } from './rows.ts';
import { fnv1a } from './text.ts';

const tables = Object.keys(fields) as TableName[];

/**
 * Which fields a row is read with. Another version may read more or fewer of the same document: its hashes are others,
 * and nothing follows from that.
 */
export const rowShape: number = fnv1a(
  JSON.stringify(tables.map((table) => [table, Object.keys(fields[table]).sort()])),
);

/** So many rows are hashed in one go: 1–2 ms on a small server, five times that on an old phone. */
const ROWS_A_TURN = 250;

/** Hashes states that follow each other: what a row adds is remembered for as long as the row is the same object. */
export class StateHash {
  readonly #rows = new WeakMap<object, number>();

  /**
   * The sum of its rows' hashes, 32 bits, unsigned. Private records are not in it, for everyone has others.
   * @returns null: too many rows are new. Ask again in a later turn of the event loop; what was done is kept.
   */
  of(state: State): number | null {
    let sum = 0;
    let turn = ROWS_A_TURN;
    for (const table of tables) {
      for (const row of state[table].values()) {
        let hash = this.#rows.get(row);
        if (hash === undefined) {
          if (turn === 0) return null;
          turn -= 1;
          this.#rows.set(row, (hash = hashOf(table, row)));
        }
        sum = (sum + hash) | 0;
      }
    }
    return sum >>> 0;
  }
}

function hashOf(table: TableName, row: { readonly id: string }): number {
  const values = row as { readonly [field: string]: unknown; readonly id: string };
  // a server's rows are as they were decided; this makes of them what every reader makes of the document
  const seen = rowOf(table, row.id, (field) => values[field]);
  return seen ? spread(fnv1a(table + JSON.stringify(seen))) : 0;
}

/**
 * FNV's last step hardly moves the low bits, so that two rows which swap their ends would often leave the sum as it was.
 * (The finalizer of MurmurHash3, github.com/aappleby/smhasher)
 */
function spread(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
