/** One connection to a server: typed requests with an answer each, and the server's events. */
import { io, type Socket } from 'socket.io-client';
import { limits } from '#shared/limits.ts';
import type { ClientEvents, HandshakeAuth, HandshakeRefusal, ServerEvents } from '#shared/protocol.ts';

export type RequestName = 'sync' | 'enter' | 'command' | 'access' | 'textOpen' | 'textPush';
export type Asked<E extends RequestName> = Parameters<ClientEvents[E]>[0];
export type Answered<E extends RequestName> = Parameters<Parameters<ClientEvents[E]>[1]>[0];

export interface Wire {
  /** Rejects with {@link WireLost} when the connection ends, or no answer comes in `limits.ackTimeout`. */
  request<E extends RequestName>(event: E, payload: Asked<E>): Promise<Answered<E>>;
  send<E extends 'textClose' | 'here'>(event: E, payload: Parameters<ClientEvents[E]>[0]): void;
  /** Ends it without calling `closed`. */
  close(): void;
}

/** Nothing is called after `refused` or `closed`. */
export interface WireListener {
  opened(): void;
  /** Not let in; null: the server was not reached. */
  refused(code: HandshakeRefusal | null): void;
  closed(): void;
  events: ServerEvents;
}

export type OpenWire = (auth: HandshakeAuth, listener: WireListener) => Wire;

/** The connection ended before an answer came: whether the request arrived is not known. */
export class WireLost extends Error {
  override name = 'WireLost';
}

/** Wires over socket.io, websocket only: its long polling would need sticky nodes, and its own reconnection is blind. */
export function socketWire(server: string): OpenWire {
  return (auth, listener) => {
    const socket: Socket<ServerEvents, ClientEvents> = io(server, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: limits.ackTimeout,
      auth,
    });
    let over = false;
    const waiting = new Set<(error: WireLost) => void>();
    const end = (): boolean => {
      if (over) return false;
      over = true;
      socket.disconnect();
      for (const reject of waiting) reject(new WireLost('the connection ended'));
      waiting.clear();
      return true;
    };
    socket.on('connect', () => over || listener.opened());
    socket.on('connect_error', (error: Error & { data?: { code?: HandshakeRefusal } }) => {
      if (end()) listener.refused(error.data?.code ?? null);
    });
    socket.on('disconnect', () => {
      if (end()) listener.closed();
    });
    const { events } = listener;
    socket.on('frame', events.frame);
    socket.on('records', events.records);
    socket.on('standing', events.standing);
    socket.on('text', events.text);
    socket.on('textReset', events.textReset);
    socket.on('presence', events.presence);
    socket.on('resync', events.resync);
    socket.on('bye', events.bye);
    return {
      request: <E extends RequestName>(event: E, payload: Asked<E>) =>
        new Promise<Answered<E>>((resolve, reject) => {
          if (over) return reject(new WireLost('the connection has ended'));
          waiting.add(reject);
          const answered = (error: Error | null, answer: Answered<E>): void => {
            waiting.delete(reject);
            if (error === null) return resolve(answer);
            reject(new WireLost('no answer in time'));
            // a connection that answers nothing may look open for minutes
            if (end()) listener.closed();
          };
          // the event map is generic here, which socket.io's types cannot follow
          (socket.timeout(limits.ackTimeout) as unknown as Emitter).emit(event, payload, answered);
        }),
      send: (event, payload) => void (over || (socket as unknown as Emitter).emit(event, payload)),
      close: () => void end(),
    };
  };
}

interface Emitter {
  emit(event: string, ...rest: unknown[]): void;
}
