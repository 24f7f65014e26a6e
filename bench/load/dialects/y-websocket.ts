/** y-websocket's protocol: y-protocols/sync behind a message type. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Dialect } from './dialect.ts';
import { syncWire } from './sync-wire.ts';
import { yjsRoom } from './yjs-room.ts';

const SYNC = 0;

const wire = syncWire({
  path: '/bench',
  write: (encoder) => encoding.writeVarUint(encoder, SYNC),
  read: (decoder) => decoding.readVarUint(decoder) === SYNC,
});

export const yWebsocket: Dialect = { open: (port, board) => yjsRoom(port, board, wire) };
