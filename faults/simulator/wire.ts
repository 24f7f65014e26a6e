/** How a page reaches a node: the wire that a session uses, over a simulated connection, with everything watched that passes. */
import {
  type OpenWire,
  type RequestName,
  type Wire,
  type WireListener,
  WireLost,
} from '#client/sync/wire.ts';
import type { World } from '#client/sync/testing/world.ts';
import type { HandshakeAuth, HandshakeRefusal, SocketEvents } from '#shared/protocol.ts';
import { limits } from '#shared/limits.ts';
import { Connection } from './connection.ts';
import type { Peer, SimulatedSocket } from './io.ts';
import type { Node } from './node.ts';

/** Sees everything that a node takes from a page and tells it, at that very moment. */
export interface Watcher {
  asks(event: string, payload: unknown): void;
  answers(event: string, payload: unknown, reply: unknown): void;
  told<E extends keyof SocketEvents>(event: E, args: Parameters<SocketEvents[E]>): void;
}

export interface Way {
  world: World;
  /** The node that this connection leads to; null: there is no way to any. */
  node(): Node | null;
  /** Is the page there? */
  alive(): boolean;
  name: string;
  watch(auth: HandshakeAuth): Watcher;
  /** @param say puts a message of any kind on it, whose answer nobody hears */
  opened(connection: Connection, say: (event: string, payload: unknown) => void): void;
}

/** How long it takes to find that nobody is there, ms. */
const UNREACHED = 40;

const primitive = new Set<string>(['frame', 'text', 'textReset', 'resync', 'bye']);

export function wireOver(way: Way): OpenWire {
  return (auth, listener) => openWire(way, auth, listener);
}

function openWire(way: Way, auth: HandshakeAuth, listener: WireListener): Wire {
  const { world } = way;
  const node = way.node();
  let over = false;
  const waiting = new Set<(error: WireLost) => void>();
  const end = (): boolean => {
    if (over) return false;
    over = true;
    for (const reject of waiting) reject(new WireLost('the connection ended'));
    waiting.clear();
    return true;
  };
  const page = { do: (run: () => void) => void (way.alive() && run()) };
  if (!node?.up) {
    world.after(UNREACHED, () => page.do(() => void (end() && listener.refused(null))));
    return nowhere(end);
  }

  const { life, io } = node;
  let socket: SimulatedSocket | null = null;
  const connection: Connection = new Connection(
    world,
    `${way.name}→${node.name}`,
    { life: page, closed: () => void (end() && listener.closed()) },
    { life, closed: () => void (socket && io.ended(socket)) },
  );
  const watcher = way.watch(auth);
  const events = { ...listener.events } as unknown as Record<string, (...args: readonly unknown[]) => void>;
  const peer: Peer = {
    connection,
    auth: structuredClone(auth),
    address: way.name,
    opened: () =>
      connection.down(() => {
        stopWaiting();
        if (!over) listener.opened();
      }),
    refused: (code) =>
      connection.down(() => {
        stopWaiting();
        if (!end()) return;
        connection.hangUp();
        listener.refused(code as HandshakeRefusal);
      }),
    heard(event, args) {
      const sent = primitive.has(event) ? args : structuredClone(args);
      watcher.told(event, sent);
      connection.down(() => void (over || events[event]?.(...sent)));
    },
  };
  const stopWaiting = world.after(limits.ackTimeout, () =>
    page.do(() => {
      connection.hangUp();
      if (end()) listener.refused(null);
    }),
  );
  connection.up(() => {
    socket = io.knock(peer);
  });

  const send = (event: string, payload: unknown, heard?: (reply: unknown) => void): void => {
    const sent = structuredClone(payload);
    connection.up(() => {
      if (!socket?.connected) return;
      watcher.asks(event, sent);
      const ack = (reply: unknown): void => {
        const told = structuredClone(reply);
        watcher.answers(event, sent, told);
        connection.down(() => heard?.(told));
      };
      socket.take(event, structuredClone(sent), ack);
    });
  };

  way.opened(connection, send);

  return {
    request: <E extends RequestName>(event: E, payload: unknown) =>
      new Promise<never>((resolve, reject) => {
        if (over) return reject(new WireLost('the connection has ended'));
        waiting.add(reject);
        const cancel = world.after(limits.ackTimeout, () => {
          // a connection that answers nothing may look open for minutes
          page.do(() => {
            connection.hangUp();
            if (end()) listener.closed();
          });
        });
        send(event, payload, (reply) => {
          if (!waiting.delete(reject)) return;
          cancel();
          resolve(reply as never);
        });
      }),
    send: (event, payload) => void (over || send(event, payload)),
    close() {
      if (end()) connection.hangUp();
    },
  };
}

function nowhere(end: () => boolean): Wire {
  return {
    request: () => Promise.reject(new WireLost('there is no connection')),
    send: () => undefined,
    close: () => void end(),
  };
}
