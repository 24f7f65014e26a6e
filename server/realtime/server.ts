/** The socket.io server with the types of the wire, and with everything switched off that Tilth does not use. */
import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server } from 'socket.io';
import { limits } from '#shared/limits.ts';
import type { ClientEvents, SocketEvents } from '#shared/protocol.ts';
import type { Requester } from './address.ts';
import type { Entrance, Waits } from './handshake.ts';
import { originAllowed } from './origin.ts';

export interface SocketData {
  /** Set by the handshake, taken over by the connection. */
  entrance: Entrance | Waits;
}

/** Hands an event over to be sent; nothing tells whether it arrives. */
interface Sender {
  emit<E extends keyof SocketEvents>(event: E, ...args: Parameters<SocketEvents[E]>): unknown;
}

/** As much of socket.io as is used here, so that the same code runs over another network, such as a simulated one. */
export interface IoSocket extends Sender {
  readonly id: string;
  readonly connected: boolean;
  readonly data: SocketData;
  readonly handshake: { readonly auth: unknown };
  readonly request: Requester;
  /** The connection below, which may carry several sockets. */
  readonly conn: { readonly readyState: string; readonly transport: unknown };
  join(channel: string): unknown;
  leave(channel: string): unknown;
  on(event: string, listener: (...sent: unknown[]) => void): unknown;
  once(event: 'disconnect', run: () => void): unknown;
  /** Hears every event, also those that nothing listens to. */
  onAny(listener: (event: unknown) => void): unknown;
  disconnect(close: boolean): unknown;
}

export interface Io {
  use(letIn: (socket: IoSocket, next: (refusal?: Error) => void) => void): unknown;
  on(event: 'connection', begin: (socket: IoSocket) => void): unknown;
  readonly local: { to(channel: string): Sender & { readonly volatile: Sender } };
  disconnectSockets(close: boolean): unknown;
  readonly engine: { readonly clientsCount: number; close(): unknown };
}

export type SocketServer = Server<ClientEvents, SocketEvents, DefaultEventsMap, SocketData>;

export const socketPath = '/socket.io/';

export function socketServer(http: HttpServer, allowedOrigins: ReadonlySet<string>): SocketServer {
  return new Server(http, {
    path: socketPath,
    transports: ['websocket'],
    serveClient: false,
    // Larger messages end the connection without a word, so clients check their sizes before they send.
    maxHttpBufferSize: limits.message,
    perMessageDeflate: false,
    httpCompression: false,
    allowEIO3: false,
    // guard.ts ends the others; here, it would be one side of them only.
    destroyUpgrade: false,
    // A socket that does not come in within this time is closed.
    connectTimeout: limits.unauthenticatedFor,
    pingInterval: 20_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, originAllowed(request, allowedOrigins)),
  });
}
