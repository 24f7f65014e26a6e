/**
 * How much of a board's document is past. Every field that is overwritten leaves a struct behind, of about five bytes;
 * Yjs joins up those of one field, not those of many that change in turn. A document that is mostly such remains loads
 * slowly and is long to send; laid down afresh, under a new epoch, it has none.
 */
import { tableNames } from '#shared/board/types.ts';
import type { State } from '#shared/board/types.ts';
import type { Replica } from './replica.ts';

/** Structs; fewer cost nothing worth saving. */
const MANY = 20_000;
/** So many times what a fresh document would have. */
const MOSTLY = 2;

/** @param patience how many times as much is borne at the moment */
export function isMostlyPast({ doc, epoch, state }: Replica, patience = 1): boolean {
  const structs = doc.store.clients.get(epoch)?.length ?? 0;
  if (structs <= patience * MANY) return false;
  return structs > patience * MOSTLY * structsAfresh(state);
}

function structsAfresh(state: State): number {
  let count = 0;
  for (const table of tableNames)
    for (const row of state[table].values()) count += 1 + Object.keys(row).length;
  return count;
}
