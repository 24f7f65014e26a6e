/**
 * A wire over a WebSocket: as much of the protocols of engine.io, revision 4 (github.com/socketio/engine.io-protocol),
 * and socket.io as a client of one namespace needs that never polls and reconnects by itself. The stock client takes
 * 12.7 kB of the 57 kB that a first load may take, most of it for what is switched off here.
 */
import { limits } from '#shared/limits.ts';
import type { HandshakeRefusal } from '#shared/protocol.ts';
import { packet, type Packet, readPacket, withAttachments, writeEvent } from './packets.ts';
import type { Surroundings } from './surroundings.ts';
import { type Answered, type Asked, type OpenWire, type RequestName, WireLost } from './wire.ts';

/** The packet types of engine.io that matter here, as they are written. */
const engine = { open: '0', close: '1', ping: '2', pong: '3', message: '4' } as const;

interface Pending {
  answer(value: never): void;
  lost(error: WireLost): void;
  stop(): void;
}

/** Why the server did not let us in, from the packet that says so. */
function codeOf(data: unknown): HandshakeRefusal | null {
  const { data: more } = data as { data?: { code?: HandshakeRefusal } };
  return more?.code ?? null;
}

/** @param make how a socket is made where there is no global `WebSocket` */
export function socketWire(
  server: string,
  around: Pick<Surroundings, 'after' | 'listen'>,
  make: (url: string) => WebSocket = (url) => new WebSocket(url),
): OpenWire {
  const url = `${server.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  return (auth, listener) => {
    const socket = make(url);
    socket.binaryType = 'arraybuffer';
    const pending = new Map<number, Pending>();
    let lastId = 0;
    let state: 'opening' | 'open' | 'over' = 'opening';
    /** Silence for longer than this means that nobody is there any more. */
    let silence: number = limits.ackTimeout;
    let stopClock = (): void => undefined;
    /** A packet whose attachments have not all come, and those that have. */
    let partial: { packet: Packet; attachments: Uint8Array[] } | null = null;

    const end = (): boolean => {
      if (state === 'over') return false;
      state = 'over';
      stopClock();
      stopListening();
      socket.close();
      for (const { lost, stop } of pending.values()) {
        stop();
        lost(new WireLost('the connection ended'));
      }
      pending.clear();
      return true;
    };
    const fail = (code: HandshakeRefusal | null = null): void => {
      const wasOpen = state === 'open';
      if (!end()) return;
      if (wasOpen) listener.closed();
      else listener.refused(code);
    };
    // A socket does not notice by itself that the network went: it would look open until the next silence.
    const stopListening = around.listen('offline', () => fail());
    const heard = (): void => {
      stopClock();
      stopClock = around.after(silence, () => fail());
    };
    const write = (args: readonly unknown[], id: number | null): void => {
      const { text, attachments } = writeEvent(args, id);
      socket.send(engine.message + text);
      for (const attachment of attachments) socket.send(new Uint8Array(attachment));
    };

    const take = ({ type, id, data }: Packet): void => {
      switch (type) {
        case packet.connect:
          state = 'open';
          return listener.opened();
        case packet.connectError:
          return fail(codeOf(data));
        case packet.disconnect:
          return fail();
        case packet.event:
        case packet.binaryEvent: {
          const [name, ...args] = data as [keyof typeof listener.events, ...never[]];
          // a server newer than this page may say more than it knows
          const known: ((...args: never[]) => void) | null | undefined = Object.hasOwn(listener.events, name)
            ? listener.events[name]
            : null;
          return known?.(...args);
        }
        case packet.ack:
        case packet.binaryAck: {
          const waiting = pending.get(id ?? 0);
          pending.delete(id ?? 0);
          waiting?.stop();
          return waiting?.answer((data as [never])[0]);
        }
      }
    };
    const takeText = (text: string): void => {
      switch (text.charAt(0)) {
        case engine.open: {
          const { pingInterval, pingTimeout } = JSON.parse(text.slice(1)) as Record<string, number>;
          silence = (pingInterval ?? 0) + (pingTimeout ?? 0) || silence;
          return socket.send(engine.message + packet.connect + JSON.stringify(auth));
        }
        case engine.ping:
          return socket.send(engine.pong);
        case engine.close:
          return fail();
        case engine.message: {
          const read = readPacket(text.slice(1));
          if (read.attachments === 0) return take(read);
          partial = { packet: read, attachments: [] };
        }
      }
    };

    heard();
    socket.addEventListener('message', (event) => {
      const data = event.data as string | ArrayBuffer;
      if (state === 'over') return;
      heard();
      if (typeof data === 'string') {
        try {
          takeText(data);
        } catch {
          // what cannot be read ends the connection; the next one begins afresh
          fail();
        }
        return;
      }
      if (!partial) return;
      partial.attachments.push(new Uint8Array(data));
      const { packet: whole, attachments } = partial;
      if (attachments.length < whole.attachments) return;
      partial = null;
      take({ ...whole, data: withAttachments(whole.data, attachments) });
    });
    socket.addEventListener('close', () => fail());
    socket.addEventListener('error', () => fail());

    return {
      request: <E extends RequestName>(event: E, payload: Asked<E>) =>
        new Promise<Answered<E>>((resolve, lost) => {
          if (state !== 'open') return lost(new WireLost('the connection has ended'));
          const id = (lastId += 1);
          // a connection that answers nothing may look open for minutes
          const stop = around.after(limits.ackTimeout, () => fail());
          pending.set(id, { answer: resolve, lost, stop });
          write([event, payload], id);
        }),
      send: (event, payload) => {
        if (state === 'open') write([event, payload], null);
      },
      close: () => void end(),
    };
  };
}
