/** Hocuspocus' protocol: the room's name and a type before y-protocols/sync, and a token first. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Dialect } from './dialect.ts';
import { syncWire } from './sync-wire.ts';
import { yjsRoom } from './yjs-room.ts';

const type = { sync: 0, auth: 2, syncReply: 4 } as const;
const TOKEN = 0;
const ROOM = 'bench';

function writeHead(encoder: encoding.Encoder, kind: number): void {
  encoding.writeVarString(encoder, ROOM);
  encoding.writeVarUint(encoder, kind);
}

/** Anyone may come in, but must say so. */
function emptyToken(): Uint8Array {
  const encoder = encoding.createEncoder();
  writeHead(encoder, type.auth);
  encoding.writeVarUint(encoder, TOKEN);
  encoding.writeVarString(encoder, '');
  return encoding.toUint8Array(encoder);
}

const wire = syncWire({
  path: '/',
  greeting: emptyToken(),
  write: (encoder) => writeHead(encoder, type.sync),
  read: (decoder) => {
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    return kind === type.sync || kind === type.syncReply;
  },
});

export const hocuspocus: Dialect = { open: (port, board) => yjsRoom(port, board, wire) };
