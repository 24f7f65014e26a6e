/**
 * A text document: one small `Y.Doc` with one root `Y.Text`, for a card's body or the notes of a board. Positions and
 * lengths are UTF-16 code units throughout, as in Yjs and in a textarea.
 */
import * as Y from 'yjs';

/** The only root type of a text document. */
export const textRoot = 'b';

/**
 * A new text document, empty, under a random clientID of its own. A clientID is never kept, chosen or used again: two
 * documents that write under the same one diverge without an error. (The fixed guid saves making a uuid, which costs
 * more than the rest of the document.)
 */
export function newTextDoc(): Y.Doc {
  return new Y.Doc({ guid: 'text' });
}

/** The running text of a text document. */
export function textOf(doc: Y.Doc): Y.Text {
  return doc.getText(textRoot);
}

/**
 * Takes `remove` units out at `index` and puts `insert` in, in one transaction. Positions beyond the text are pulled in,
 * and a border inside a surrogate pair moves outwards: Yjs would turn both halves into U+FFFD.
 */
export function spliceText(doc: Y.Doc, index: number, remove: number, insert: string, origin: unknown): void {
  const text = textOf(doc);
  const value = text.toJSON();
  let start = Math.min(Math.max(index, 0), value.length);
  let end = Math.min(start + Math.max(remove, 0), value.length);
  if (start === end) {
    if (insidePair(value, start)) end = start -= 1;
  } else {
    if (insidePair(value, start)) start -= 1;
    if (insidePair(value, end)) end += 1;
  }
  doc.transact(() => {
    if (end > start) text.delete(start, end - start);
    if (insert !== '') text.insert(start, wellFormed(insert));
  }, origin);
}

export interface Splice {
  index: number;
  remove: number;
  insert: string;
}

/** The one splice that turns `before` into `after`, never cutting a surrogate pair; null if they are equal. */
export function diffSplice(before: string, after: string): Splice | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (insidePair(before, head) || insidePair(after, head)) head -= 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (insidePair(before, before.length - tail) || insidePair(after, after.length - tail)) tail -= 1;
  return {
    index: head,
    remove: before.length - tail - head,
    insert: after.slice(head, after.length - tail),
  };
}

/** Is there the middle of a surrogate pair at `index`? */
function insidePair(text: string, index: number): boolean {
  return isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index));
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Half a pair cannot be written as UTF-8: the writer would see another text than everyone else. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * FNV-1a, 32 bits, over the text's UTF-16 code units as two octets each, low octet first. A reader compares it with the
 * server's to notice that its copy differs. (http://www.isthe.com/chongo/tech/comp/fnv/)
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** The visible text of a text document's state (a Yjs V1 update that the server made itself). */
export function plainText(state: Uint8Array): string {
  const doc = newTextDoc();
  Y.applyUpdate(doc, state);
  return textOf(doc).toJSON();
}
