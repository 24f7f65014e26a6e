// tldraw's sync room, in memory, with cards instead of shapes, as its examples put it behind ws.
import { createServer } from 'node:http';
import { createRecordType, StoreSchema } from '@tldraw/store';
import { InMemorySyncStorage, TLSocketRoom } from '@tldraw/sync-core';
import { WebSocketServer } from 'ws';

const card = createRecordType('card', {
  scope: 'document',
  validator: { validate: (record) => record },
});
const schema = StoreSchema.create({ card });
const rooms = new Map();

function roomOf(name) {
  const known = rooms.get(name);
  if (known) return known;
  const storage = new InMemorySyncStorage({
    snapshot: { documentClock: 0, documents: [], schema: schema.serialize() },
  });
  const room = new TLSocketRoom({ schema, storage });
  rooms.set(name, room);
  return room;
}

const http = createServer();
const sockets = new WebSocketServer({ server: http });
let count = 0;
sockets.on('connection', (socket, request) => {
  const room = roomOf(new URL(request.url ?? '/', 'http://localhost').pathname);
  room.handleSocketConnect({ sessionId: `s${(count += 1)}`, socket });
});
http.listen(Number(process.argv[2]), '127.0.0.1');
