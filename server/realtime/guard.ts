/** Puts the bounds on connections, those before somebody came in and those after, around socket.io. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Arrivals } from './arrivals.ts';
import type { Inbound } from './inbound.ts';
import { type SocketServer, socketPath } from './server.ts';

export interface Guards {
  /** Not sent by a page of another site. */
  fromHere: (request: IncomingMessage) => boolean;
  arrivals: Arrivals;
  inbound: Inbound;
  /** Vite has a socket of its own on the same port. */
  development: boolean;
}

export function guard(
  io: SocketServer,
  http: HttpServer,
  { arrivals, inbound, fromHere, development }: Guards,
): void {
  http.on('upgrade', ({ url = '' }, socket) => {
    if (!development && !url.startsWith(socketPath)) socket.destroy();
  });
  io.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) => {
    void (async () => {
      // What is no upgrade, or comes from another site, is refused by engine.io itself, and costs its address nothing:
      // any page could spend it.
      const counts = request.headers.upgrade && fromHere(request);
      const may = !counts || (await arrivals.mayBegin(request));
      next(may ? undefined : new Error('turned away'));
    })();
  });
  io.engine.on('connection', ({ request }: { request: IncomingMessage }) => arrivals.begun(request.socket));
  io.on('connection', ({ id, request, conn }) => {
    arrivals.cameIn(request.socket);
    inbound.watch(id, conn);
  });
}
