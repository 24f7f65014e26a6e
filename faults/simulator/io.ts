/** A node's sockets in the simulated world: as much of socket.io as the server uses, over simulated connections. */
import type { Io, IoSocket, SocketData } from '#server/realtime/server.ts';
import { limits } from '#shared/limits.ts';
import type { SocketEvents } from '#shared/protocol.ts';
import type { Connection } from './connection.ts';

type Listener = (...sent: unknown[]) => void;

/** The page's end of a socket, and whoever watches what passes. */
export interface Peer {
  connection: Connection;
  auth: unknown;
  address: string;
  opened(): void;
  refused(code: string): void;
  heard<E extends keyof SocketEvents>(event: E, args: Parameters<SocketEvents[E]>): void;
}

export class SimulatedSocket implements IoSocket {
  readonly id: string;
  readonly data = {} as SocketData;
  readonly handshake: { auth: unknown };
  readonly request: IoSocket['request'];
  readonly conn: IoSocket['conn'] & { readonly writeBuffer: readonly never[] };
  connected = false;
  readonly peer: Peer;
  readonly channels = new Set<string>();
  #any: (event: unknown) => void = () => undefined;
  readonly #listeners = new Map<string, Listener>();
  #gone = false;

  constructor(id: string, peer: Peer) {
    this.id = id;
    this.peer = peer;
    this.handshake = { auth: peer.auth };
    this.request = { headers: {}, socket: { remoteAddress: peer.address } };
    const { connection } = peer;
    const gone = (): boolean => this.#gone;
    const terminate = (): void => this.disconnect();
    this.conn = {
      get readyState() {
        return gone() ? 'closed' : 'open';
      },
      transport: {
        socket: {
          get bufferedAmount() {
            return connection.choked ? 2 * limits.sendQueue : 0;
          },
          terminate,
        },
      },
      writeBuffer: [],
    };
  }

  emit<E extends keyof SocketEvents>(event: E, ...args: Parameters<SocketEvents[E]>): void {
    if (!this.#gone) this.peer.heard(event, args);
  }

  join(channel: string): void {
    if (!this.#gone) this.channels.add(channel);
  }

  leave(channel: string): void {
    this.channels.delete(channel);
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, listener);
  }

  once(event: 'disconnect', run: () => void): void {
    this.#listeners.set(event, run);
  }

  onAny(listener: (event: unknown) => void): void {
    this.#any = listener;
  }

  /** A message of the page's has arrived. */
  take(event: string, ...sent: unknown[]): void {
    if (!this.connected) return;
    this.#any(event);
    this.#listeners.get(event)?.(...sent);
  }

  disconnect(): void {
    if (this.#gone) return;
    this.peer.connection.dismiss();
    this.ended();
  }

  /** The connection is no more. */
  ended(): void {
    if (this.#gone) return;
    this.#gone = true;
    const was = this.connected;
    this.connected = false;
    this.channels.clear();
    if (was) this.#listeners.get('disconnect')?.();
  }
}

export class SimulatedIo implements Io {
  readonly sockets = new Set<SimulatedSocket>();
  #letIn: Parameters<Io['use']>[0] = (_, next) => next();
  #begin: (socket: IoSocket) => void = () => undefined;
  readonly #name: string;
  #ids = 0;
  readonly engine: Io['engine'];
  readonly local: Io['local'];

  /** @param name what its sockets' ids begin with: no two processes share one */
  constructor(name: string) {
    this.#name = name;
    const { sockets } = this;
    this.engine = {
      get clientsCount() {
        return sockets.size;
      },
      close: () => this.disconnectSockets(),
    };
    this.local = {
      to: (channel) => {
        const emit = <E extends keyof SocketEvents>(event: E, ...args: Parameters<SocketEvents[E]>): void => {
          for (const socket of sockets) if (socket.channels.has(channel)) socket.emit(event, ...args);
        };
        return { emit, volatile: { emit } };
      },
    };
  }

  use(letIn: Parameters<Io['use']>[0]): void {
    this.#letIn = letIn;
  }

  on(_: 'connection', begin: (socket: IoSocket) => void): void {
    this.#begin = begin;
  }

  disconnectSockets(): void {
    for (const socket of Array.from(this.sockets)) socket.disconnect();
  }

  /** Somebody knocks. @returns their socket, which hears nothing before it is let in */
  knock(peer: Peer): SimulatedSocket {
    const socket = new SimulatedSocket(`${this.#name}.${(this.#ids += 1)}`, peer);
    this.sockets.add(socket);
    this.#letIn(socket, (refusal?: Error & { data?: { code?: string } }) => {
      if (socket.conn.readyState !== 'open') return;
      if (refusal) {
        peer.refused(refusal.data?.code ?? 'restarting');
        socket.disconnect();
        this.sockets.delete(socket);
        return;
      }
      socket.connected = true;
      peer.opened();
      this.#begin(socket);
    });
    return socket;
  }

  ended(socket: SimulatedSocket): void {
    this.sockets.delete(socket);
    socket.ended();
  }
}
