/**
 * How much work a text is. Yjs places an item by walking over everything between its two origins. What people type
 * stands between neighbours and costs nothing; crafted origins, far apart and in conflict with all others, make a 19 kB
 * update take a second, and every later load of that text another one, for everybody.
 */
import * as Y from 'yjs';
import { textOf } from './text.ts';

/** The most steps that `added` structs can take in a document: each may have to walk over all that is there. */
export function applyWork(doc: Y.Doc, added: number): number {
  return added * (structsIn(doc) + added);
}

/**
 * About the most steps that loading this text from its state takes: for each item, in the order in which Yjs loads them,
 * what is there already between its origins.
 * @param doc a text document in which layout.ts found nothing but text
 * @param allowed a text too small to exceed it is not counted, and called 0
 */
export function loadWork(doc: Y.Doc, allowed: number): number {
  const count = structsIn(doc);
  if (2 * count ** 2 < allowed) return 0;
  const places = new Map<Y.Item, number>();
  for (let item = textOf(doc)._start; item; item = item.right) places.set(item, places.size + 1);
  const placeOf = (id: Y.ID): number => places.get(Y.getItem(doc.store, id)) ?? 0;
  const pieces = piecesOf(doc.store, places.keys());
  const loaded = new Tally(count);
  let work = 0;
  for (const item of inLoadOrder(doc.store)) {
    const left = item.origin ? placeOf(item.origin) : 0;
    const right = item.rightOrigin ? placeOf(item.rightOrigin) : count + 1;
    work += Math.max(0, loaded.upTo(right - 1) - loaded.upTo(left));
    loaded.add(places.get(item) ?? 0, pieces.get(item) ?? 1);
  }
  return work;
}

type Store = Y.Doc['store'];

function structsIn(doc: Y.Doc): number {
  let count = 0;
  for (const structs of doc.store.clients.values()) count += structs.length;
  return count;
}

/** Into how many pieces an item falls while loading, because others name a place inside it as their origin. */
function piecesOf(store: Store, items: Iterable<Y.Item>): Map<Y.Item, number> {
  const pieces = new Map<Y.Item, number>();
  const cut = (item: Y.Item): void => void pieces.set(item, (pieces.get(item) ?? 1) + 1);
  for (const { origin, rightOrigin } of items) {
    const left = origin && Y.getItem(store, origin);
    if (left && origin.clock < left.id.clock + left.length - 1) cut(left);
    const right = rightOrigin && Y.getItem(store, rightOrigin);
    if (right && rightOrigin.clock > right.id.clock) cut(right);
  }
  return pieces;
}

/**
 * The items as Yjs's `integrateStructs` takes them from a state: the highest clientID first, each client in the order
 * of its clock, and before an item what it stands beside.
 */
function inLoadOrder(store: Store): Y.Item[] {
  const order: Y.Item[] = [];
  const next = new Map<number, number>();
  const advance = (client: number, clock: number): void => {
    const structs = store.clients.get(client) ?? [];
    for (;;) {
      const index = next.get(client) ?? 0;
      const struct = structs[index];
      if (!(struct instanceof Y.Item) || struct.id.clock > clock) return;
      next.set(client, index + 1);
      for (const beside of [struct.origin, struct.rightOrigin]) {
        if (beside && beside.client !== client) advance(beside.client, beside.clock);
      }
      order.push(struct);
    }
  };
  for (const client of [...store.clients.keys()].sort((a, b) => b - a))
    advance(client, Number.POSITIVE_INFINITY);
  return order;
}

/** Sums over places 1…size in logarithmic time (P. M. Fenwick, "A new data structure for cumulative frequency tables"). */
class Tally {
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size + 1);
  }

  add(place: number, amount: number): void {
    if (place === 0) return;
    for (let i = place; i < this.#sums.length; i += i & -i) this.#sums[i] = (this.#sums[i] ?? 0) + amount;
  }

  /** The sum over places 1…place. */
  upTo(place: number): number {
    let sum = 0;
    for (let i = place; i > 0; i -= i & -i) sum += this.#sums[i] ?? 0;
    return sum;
  }
}
