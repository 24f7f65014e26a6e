/** Hocuspocus' protocol: the room's name and a type before y-protocols/sync, and a token first. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { WebSocketClient } from '../websocket.ts';
import type { Dialect } from './dialect.ts';
import { sync } from './y-websocket.ts';
import { type YjsWire, yjsRoom } from './yjs-room.ts';

const type = { sync: 0, auth: 2, syncReply: 4 } as const;
const TOKEN = 0;
const ROOM = 'bench';

const wire: YjsWire = {
  connect(port, from) {
    return new Promise((resolve, reject) => {
      const listen = (socket: WebSocketClient): WebSocketClient['heard'] => {
        const line = {
          heard: (): void => undefined,
          send: (update: Uint8Array) => socket.send(syncMessage(sync.update, update)),
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
      WebSocketClient.open({ port, path: '/', ...(from && { from }) }, listen).then((socket) => {
        socket.send(authMessage());
        socket.send(syncMessage(sync.step1, Y.encodeStateVector(new Y.Doc())));
      }, reject);
    });
  },
  update: (data) => part(data, sync.update),
};

function begin(kind: number): encoding.Encoder {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, ROOM);
  encoding.writeVarUint(encoder, kind);
  return encoder;
}

function authMessage(): Uint8Array {
  const encoder = begin(type.auth);
  encoding.writeVarUint(encoder, TOKEN);
  encoding.writeVarString(encoder, '');
  return encoding.toUint8Array(encoder);
}

function syncMessage(step: number, body: Uint8Array): Uint8Array {
  const encoder = begin(type.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

function part(data: Uint8Array, wanted: number): Uint8Array | null {
  const decoder = decoding.createDecoder(data);
  decoding.readVarString(decoder);
  const kind = decoding.readVarUint(decoder);
  if (kind !== type.sync && kind !== type.syncReply) return null;
  return decoding.readVarUint(decoder) === wanted ? decoding.readVarUint8Array(decoder) : null;
}

export const hocuspocus: Dialect = { open: (port, board) => yjsRoom(port, board, wire) };
