/** What the rooms of all Yjs servers have in common; only the wrapping of updates differs. */
import * as Y from 'yjs';
import type { Board, Reader, Room, Writer } from './dialect.ts';
import { yjsBoard, YjsPen, yjsTitle } from './yjs-board.ts';

/** A connection that has come in. */
export interface YjsLine {
  heard: (message: Buffer, isText: boolean) => void;
  send(update: Uint8Array): void;
  received(): number;
  close(): void;
}

export interface YjsWire {
  /** Comes in and resolves with what the server had: one update, empty if nothing. */
  connect(port: number, from: string | undefined): Promise<{ line: YjsLine; had: Uint8Array }>;
  update(message: Buffer, isText: boolean): Uint8Array | null;
}

export async function yjsRoom(port: number, board: Board, wire: YjsWire): Promise<Room> {
  const base = yjsBoard(board);
  const first = await wire.connect(port, undefined);
  first.line.send(base);
  const lines = [first.line];
  const join = async (from?: string): Promise<Reader & { line: YjsLine }> => {
    const { line, had } = await wire.connect(port, from);
    lines.push(line);
    let doc: Y.Doc | null = null;
    const board = (): Y.Doc => {
      doc ??= new Y.Doc();
      if (had.length > 0) Y.applyUpdate(doc, had);
      return doc;
    };
    const reader = {
      heard: (): void => undefined,
      board,
      received: () => line.received(),
      close: () => line.close(),
      line,
    };
    line.heard = (message, isText) => (reader as Reader).heard(message, isText);
    return reader;
  };
  const writers: Writer[] = [];
  for (let number = 0; number < board.writers; number += 1) {
    const pen = new YjsPen(base, number);
    const reader = await join();
    // No peer says when something is saved.
    writers.push(Object.assign(reader, { edit: (mark: string) => reader.line.send(pen.edit(mark)) }));
  }
  return {
    writers,
    join,
    edits: wire.update,
    apply: (doc, update) => Y.applyUpdate(doc, update),
    markOf: yjsTitle,
    close: () => {
      for (const line of lines) line.close();
    },
  };
}
