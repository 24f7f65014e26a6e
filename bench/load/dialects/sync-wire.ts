/** y-protocols/sync over a WebSocket, as y-websocket and Hocuspocus speak it, each behind a head of its own. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { WebSocketClient } from '../websocket.ts';
import type { YjsLine, YjsWire } from './yjs-room.ts';

const sync = { step1: 0, step2: 1, update: 2 } as const;

export interface Head {
  path: string;
  /** Sent before anything else. */
  greeting?: Uint8Array;
  /** Writes what stands before the step. */
  write(encoder: encoding.Encoder): void;
  /** Reads it. @returns whether a step follows */
  read(decoder: decoding.Decoder): boolean;
}

export function syncWire({ path, greeting, write, read }: Head): YjsWire {
  const message = (step: number, body: Uint8Array): Uint8Array => {
    const encoder = encoding.createEncoder();
    write(encoder);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
    return encoding.toUint8Array(encoder);
  };
  const part = (data: Uint8Array, wanted: number): Uint8Array | null => {
    const decoder = decoding.createDecoder(data);
    if (!read(decoder) || decoding.readVarUint(decoder) !== wanted) return null;
    return decoding.readVarUint8Array(decoder);
  };
  return {
    connect(port, from) {
      return new Promise((resolve, reject) => {
        const listen = (socket: WebSocketClient): WebSocketClient['heard'] => {
          const line: YjsLine = {
            heard: () => undefined,
            send: (update) => socket.send(message(sync.update, update)),
            received: () => socket.received,
            close: () => socket.close(),
          };
          return (data) => {
            const step2 = part(data, sync.step2);
            if (!step2) return;
            socket.heard = (next, isText) => line.heard(next, isText);
            resolve({ line, had: Uint8Array.from(step2) });
          };
        };
        WebSocketClient.open({ port, path, ...(from && { from }) }, listen).then((socket) => {
          if (greeting) socket.send(greeting);
          socket.send(message(sync.step1, Y.encodeStateVector(new Y.Doc())));
        }, reject);
      });
    },
    update: (data) => part(data, sync.update),
  };
}
