/** y-websocket's protocol: y-protocols/sync behind a message type. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { WebSocketClient } from '../websocket.ts';
import type { Dialect } from './dialect.ts';
import { type YjsWire, yjsRoom } from './yjs-room.ts';

/** y-protocols/sync. */
export const sync = { step1: 0, step2: 1, update: 2 } as const;
const SYNC = 0;

const wire: YjsWire = {
  connect(port, from) {
    return new Promise((resolve, reject) => {
      const listen = (socket: WebSocketClient): WebSocketClient['heard'] => {
        const line = {
          heard: (): void => undefined,
          send: (update: Uint8Array) => socket.send(message(sync.update, update)),
          received: () => socket.received,
          close: () => socket.close(),
        };
        return (data) => {
          const step2 = part(data, sync.step2);
          if (!step2) return;
          socket.heard = (next, isText) => (line as { heard: WebSocketClient['heard'] }).heard(next, isText);
          resolve({ line, had: Uint8Array.from(step2) });
        };
      };
      WebSocketClient.open({ port, path: '/bench', ...(from && { from }) }, listen).then(
        (socket) => socket.send(message(sync.step1, Y.encodeStateVector(new Y.Doc()))),
        reject,
      );
    });
  },
  update: (data) => part(data, sync.update),
};

function message(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

function part(data: Uint8Array, wanted: number): Uint8Array | null {
  const decoder = decoding.createDecoder(data);
  if (decoding.readVarUint(decoder) !== SYNC || decoding.readVarUint(decoder) !== wanted) return null;
  return decoding.readVarUint8Array(decoder);
}

export const yWebsocket: Dialect = { open: (port, board) => yjsRoom(port, board, wire) };
