/** A server with one text, and honest writers at it: the least that the gate's promises can be tried on. */
import * as Y from 'yjs';
import { limits } from '#shared/limits.ts';
import {
  type TextRecord,
  type TextVerdict,
  applyTextChange,
  compactText,
  emptyText,
  gateText,
} from '../gate.ts';
import { loadText } from '../record.ts';
import { newTextDoc, spliceText, textOf } from '../text.ts';
import type { Dice } from '../../testing/dice.ts';

export type Accepted = Extract<TextVerdict, { ok: true }>;

/** The server's side. Every accepted diff goes to all readers, in order. */
export class Desk {
  record: TextRecord = emptyText('c_1234567890');
  /** A second node, which knows only what the log says. */
  other: TextRecord | undefined;
  readonly readers: ((diff: Uint8Array) => void)[] = [];

  push(update: Uint8Array, member: string): TextVerdict {
    const before = this.record;
    const verdict = gateText(before, update, member, limits.body);
    if (!verdict.ok || verdict.record === before) return verdict;
    this.record = verdict.record;
    const { text, epoch, rev } = verdict.record;
    this.other = applyTextChange(this.other, {
      text,
      epoch,
      rev,
      diff: verdict.diff,
      owners: verdict.newOwners,
    });
    for (const read of this.readers) read(verdict.diff);
    return verdict;
  }

  /** Gives the text a fresh document, as a server does once replicas no longer agree on the one it has. */
  layDown(): void {
    this.record = compactText(this.record);
    const { text, epoch, rev, state: diff } = this.record;
    this.other = applyTextChange(this.other, { text, epoch, rev, diff, reset: true });
  }

  /** What a client with that state vector is missing. */
  since(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(loadText(this.record.state), stateVector);
  }
}

/** Someone who types: sees their own words at once, sends when online, hears of others later. */
export class Writer {
  readonly member: string;
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager | null;
  readonly #desk: Desk;
  #unsent: Uint8Array[] = [];
  #unread: Uint8Array[] = [];
  /** The state vector of what the server is known to have from us. */
  #sent: Uint8Array = new Uint8Array([0]);
  online = true;

  constructor(desk: Desk, member: string, client: number, undo = false) {
    this.#desk = desk;
    this.member = member;
    this.doc = newTextDoc();
    this.doc.clientID = client;
    this.undo = undo
      ? new Y.UndoManager(textOf(this.doc), { trackedOrigins: new Set(['typing']), captureTimeout: 0 })
      : null;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.#unsent.push(update);
    });
    desk.readers.push((diff) => {
      if (this.online) this.#unread.push(diff);
    });
  }

  get text(): string {
    return textOf(this.doc).toJSON();
  }

  type(index: number, remove: number, insert: string): void {
    spliceText(this.doc, index, remove, insert, 'typing');
  }

  /** Types, deletes or replaces somewhere, or takes something back. */
  typeSomething(dice: Dice): void {
    if (this.undo && dice.rarely(6)) {
      if (dice.rarely(3)) this.undo.redo();
      else this.undo.undo();
      return;
    }
    const remove = dice.rarely(3) ? dice.between(1, 6) : 0;
    this.type(dice.between(0, this.text.length), remove, remove > 0 && dice.rarely(2) ? '' : dice.words(5));
  }

  /** Sends what was typed since the last time, as one update, and returns the verdict; null if there is nothing. */
  push(): TextVerdict | null {
    if (this.#unsent.length === 0) return null;
    const update = Y.mergeUpdates(this.#unsent);
    this.#unsent = [];
    this.#sent = Y.encodeStateVector(this.doc);
    return this.#desk.push(update, this.member);
  }

  /** Sends the last state again as a whole, as after an ack that never came. */
  pushAgain(): TextVerdict {
    return this.#desk.push(Y.encodeStateAsUpdate(this.doc), this.member);
  }

  /** Reads up to `most` waiting diffs, in order. */
  read(most = Number.POSITIVE_INFINITY): void {
    for (const diff of this.#unread.splice(0, most)) Y.applyUpdate(this.doc, diff, 'server');
  }

  goOffline(): void {
    this.online = false;
    this.#unread = [];
  }

  /** Comes back: sends all that the server has not seen, and takes what it missed by state vector. */
  comeBack(): TextVerdict {
    this.online = true;
    const verdict = this.#desk.push(Y.encodeStateAsUpdate(this.doc, this.#sent), this.member);
    this.#unsent = [];
    this.#sent = Y.encodeStateVector(this.doc);
    Y.applyUpdate(this.doc, this.#desk.since(Y.encodeStateVector(this.doc)), 'server');
    return verdict;
  }
}
