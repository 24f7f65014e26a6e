/** What a server keeps of a text: bytes, not a live document, and whose each clientID is. */
import * as Y from 'yjs';
import { newTextDoc, plainText, textOf } from './text.ts';

export interface TextRecord {
  /** A card's id, or `'notes'`. */
  text: string;
  /** Rises when the text is laid down afresh; updates of another epoch do not fit. */
  epoch: number;
  /** Rises with every accepted change, across epochs. */
  rev: number;
  /** The document as one Yjs V1 update, made by a server. */
  state: Uint8Array;
  /** The member each clientID is bound to, by its first accepted use in this epoch. */
  owners: ReadonlyMap<number, string>;
}

/** One accepted change of a text, as the log carries it. */
export interface TextStep {
  text: string;
  epoch: number;
  rev: number;
  /** A server's own diff; with `reset`, the whole state. */
  diff: Uint8Array;
  reset?: true;
  owners?: readonly [clientId: number, member: string][];
}

/** The server writes a text only when it lays it down afresh, under this clientID; nobody else's update may use it. */
export const serverClient = 1;

/** A Yjs update that holds nothing. */
export const nothing: Uint8Array = new Uint8Array([0, 0]);

export function emptyText(text: string, epoch = 1): TextRecord {
  return { text, epoch, rev: 0, state: nothing, owners: new Map() };
}

/** A text document with a state that a server made. */
export function loadText(state: Uint8Array): Y.Doc {
  const doc = newTextDoc();
  Y.applyUpdate(doc, state);
  return doc;
}

/** The same visible text without its history, in the next epoch. Its step is `{ …, diff: state, reset: true }`. */
export function compactText(record: TextRecord): TextRecord {
  const doc = newTextDoc();
  doc.clientID = serverClient;
  textOf(doc).insert(0, plainText(record.state));
  const state = Y.encodeStateAsUpdate(doc);
  return { text: record.text, epoch: record.epoch + 1, rev: record.rev + 1, state, owners: new Map() };
}

/** The record after a step of the log; the same bytes on every node. Without a record, a text begins with the step. */
export function applyTextChange(record: TextRecord | undefined, step: TextStep): TextRecord {
  const { text, epoch, rev } = step;
  if (step.reset) return { text, epoch, rev, state: step.diff, owners: new Map(step.owners) };
  const before = record ?? emptyText(text, epoch);
  const doc = loadText(before.state);
  Y.applyUpdate(doc, step.diff);
  return {
    text,
    epoch,
    rev,
    state: Y.encodeStateAsUpdate(doc),
    owners: withOwners(before.owners, step.owners ?? []),
  };
}

export function withOwners(
  owners: ReadonlyMap<number, string>,
  added: readonly [clientId: number, member: string][],
): ReadonlyMap<number, string> {
  return added.length === 0 ? owners : new Map([...owners, ...added]);
}
