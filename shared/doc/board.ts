/**
 * How a board lies in its document: a root `Y.Map` for each table, a row as a nested `Y.Map` of plain JSON values, and
 * settled text (`cards.body`, `meta.notes`) as a nested `Y.Text` that changes by splices.
 *
 * Only servers write, all under one clientID, the board's epoch: replicas that apply the same operations in the same
 * order end byte-equal, so a client's state vector is good on every node. Readers take {@link newBoardCopy}.
 */
import * as Y from 'yjs';
import { type Op, textFields } from '#shared/board/types.ts';
import { wellFormed } from './text.ts';

export { Projection, type Changed, readBoard } from './projection.ts';

/** Every board document has the same guid: making a uuid costs more than the document. */
const options = { guid: 'board' };

/** The server's document of a new board, or of a new epoch. */
export function newBoardDoc(epoch: number): Y.Doc {
  const doc = new Y.Doc(options);
  doc.clientID = epoch;
  return doc;
}

/**
 * The server's document, from a snapshot.
 * @param snapshotV2 the document as one Yjs update, V2
 * @throws if the bytes are not such an update
 */
export function loadBoardDoc(epoch: number, snapshotV2: Uint8Array): Y.Doc {
  const doc = new Y.Doc(options);
  Y.applyUpdateV2(doc, snapshotV2, 'server');
  // only now: Yjs gives a document another clientID when an update from outside holds its own
  doc.clientID = epoch;
  return doc;
}

/** A reader's document, empty: under a random clientID that never writes. */
export function newBoardCopy(): Y.Doc {
  return new Y.Doc(options);
}

/** Applies operations in order, as one transaction with origin `'server'`. A missing target is skipped. */
export function applyToDoc(doc: Y.Doc, ops: readonly Op[]): void {
  doc.transact((transaction) => {
    for (const op of ops) applyOp(transaction, op);
  }, 'server');
}

function applyOp(transaction: Y.Transaction, op: Op): void {
  const table = transaction.doc.getMap(op.table);
  switch (op.op) {
    case 'put': {
      const row = new Y.Map();
      for (const [field, value] of Object.entries(op.row)) {
        // The key says it already; as random as it is, it would be a third of what joiners are sent.
        if (field !== 'id' && value !== undefined) row.set(field, stored(op.table, field, value));
      }
      tidyAfter(transaction, table.get(op.id));
      table.set(op.id, row);
      return;
    }
    case 'set': {
      const row = table.get(op.id);
      if (!(row instanceof Y.Map)) return;
      if (op.value === null || op.value === undefined) row.delete(op.field);
      else row.set(op.field, stored(op.table, op.field, op.value));
      return;
    }
    case 'drop':
      tidyAfter(transaction, table.get(op.id));
      table.delete(op.id);
      return;
    case 'splice': {
      const row = table.get(op.id);
      const text = row instanceof Y.Map ? row.get(textFields[op.table]) : undefined;
      if (!(text instanceof Y.Text)) return;
      const start = Math.min(Math.max(op.index, 0), text.length);
      const end = Math.min(start + Math.max(op.remove, 0), text.length);
      if (end > start) text.delete(start, end - start);
      if (op.insert !== '') text.insert(start, wellFormed(op.insert));
      return;
    }
  }
}

/**
 * To be called before a row goes. Yjs joins up the remains of a deleted map, but for the values that had been
 * overwritten earlier: it would join those only when the document is loaded again, and a replica that was restarted
 * would write other bytes than one that was not.
 */
function tidyAfter(transaction: Y.Transaction, row: unknown): void {
  if (!(row instanceof Y.Map)) return;
  for (const latest of row._map.values()) {
    for (let value = latest.left; value; value = value.left) transaction._mergeStructs.push(value);
  }
}

/**
 * What lies in the document for a field's value. Objects are taken as JSON would carry them: the node that decided
 * holds them as they were made, the others as they came out of the log, and both must write the same bytes.
 */
function stored(table: Op['table'], field: string, value: unknown): unknown {
  if ((table === 'cards' || table === 'meta') && field === textFields[table])
    return new Y.Text(wellFormed(String(value)));
  return typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}
