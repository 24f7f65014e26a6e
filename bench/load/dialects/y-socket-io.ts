/** y-socket.io's protocol: a namespace a room, updates as binary events. */
import * as Y from 'yjs';
import { SocketIoClient } from '../socket-io.ts';
import type { Dialect } from './dialect.ts';
import { type YjsLine, type YjsWire, yjsRoom } from './yjs-room.ts';

const wire: YjsWire = {
  async connect(port, from) {
    const client = await SocketIoClient.open({
      port,
      path: '/socket.io/?EIO=4&transport=websocket',
      namespace: '/yjs|bench,',
      ...(from && { from }),
    });
    const had = await client.ask<Uint8Array>('sync-step-1', Y.encodeStateVector(new Y.Doc()));
    const line: YjsLine = {
      heard: () => undefined,
      send: (update) => client.emit('sync-update', update),
      received: () => client.socket.received,
      close: () => client.close(),
    };
    const { heard } = client.socket;
    client.socket.heard = (data, isText) => {
      if (!isText) line.heard(data, false);
      // The head of an update says nothing; pings must be answered.
      else if (data[0] !== '4'.charCodeAt(0)) heard(data, true);
    };
    return { line, had };
  },
  // An update comes as a binary message of its own.
  update: (data, isText) => (isText ? null : data),
};

export const ySocketIo: Dialect = { open: (port, board) => yjsRoom(port, board, wire) };
