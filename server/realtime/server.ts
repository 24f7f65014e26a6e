/** The socket.io server with the types of the wire, and with everything switched off that Tilth does not use. */
import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import { limits } from '#shared/limits.ts';
import type { ClientEvents, ServerEvents } from '#shared/protocol.ts';
import type { Entrance } from './handshake.ts';
import { originAllowed } from './origin.ts';

export interface SocketData {
  /** Set by the handshake, taken over by the connection. */
  entrance: Entrance;
}

export type Io = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type IoSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

export function socketServer(http: HttpServer, allowedOrigins: ReadonlySet<string>): Io {
  return new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    // Larger messages end the connection without a word, so clients check their sizes before they send.
    maxHttpBufferSize: limits.message,
    perMessageDeflate: false,
    httpCompression: false,
    allowEIO3: false,
    // Development serves Vite's own socket on the same port.
    destroyUpgrade: false,
    // A socket that does not come in within this time is closed.
    connectTimeout: limits.unauthenticatedFor,
    pingInterval: 20_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, originAllowed(request, allowedOrigins)),
  });
}
