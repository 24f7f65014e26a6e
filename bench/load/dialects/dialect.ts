/** What load says to a contestant, and how it finds its edits again in what comes back. */
import type * as Y from 'yjs';

export interface Board {
  cards: number;
  /** Characters of each card's body. */
  body: number;
  writers: number;
}

export interface Dialect {
  /** Makes a board on a fresh server and lets its writers in. */
  open(port: number, board: Board): Promise<Room>;
}

export interface Room {
  readonly writers: readonly Writer[];
  /** Lets somebody in who reads. Resolves when the board is there. */
  join(from: string): Promise<Reader>;
  /** The part of a message that carries edits, as bytes in which marks can be read; null: none. */
  edits(message: Buffer, isText: boolean): Uint8Array | null;
  /** Applies the same to the board as `Reader.board` had it; null: this contestant's boards are not read here. */
  apply: ((board: Y.Doc, edits: Uint8Array) => void) | null;
  /** The mark that stands on the writer's card. */
  markOf(board: Y.Doc, writer: number): string;
  close(): void;
}

export interface Reader {
  /** Takes every message from now on. The bytes are only good for the time of the call. */
  heard: (message: Buffer, isText: boolean) => void;
  /** The board as it was when they came in; made when first asked for. */
  board(): Y.Doc | null;
  /** Bytes of TCP payload that came in. */
  received(): number;
  close(): void;
}

export interface Writer extends Reader {
  /** Writes the mark onto a card that nobody else writes. `saved` is called when the contestant says so, if it ever does. */
  edit(mark: string, saved: () => void): void;
}

/** Seven characters that stand in the title of a card and, as they are, in every message that carries the edit. */
export function markFor(number: number): string {
  return `~${String(number).padStart(6, '0')}`;
}

/** The numbers of all marks in these bytes. */
export function marksIn(bytes: Uint8Array): number[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return [...text.matchAll(/~(\d{6})/g)].map(([, digits]) => Number(digits));
}
