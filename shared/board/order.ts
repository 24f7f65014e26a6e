/** Orders that do not depend on the order in which tables were filled: replicas fill them differently. */

type Identified = { readonly id: string };

export function byId(a: Identified, b: Identified): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Rows of a table by id, in a list of their own: the table may change while one walks along it. */
export function inOrder<R extends Identified>(rows: { values(): IterableIterator<R> }): R[] {
  return [...rows.values()].sort(byId);
}
