/**
 * One event for a whole room: encoded once, and the same bytes are written to every connection. socket.io's adapter also
 * encodes once, but takes every copy through a packet, two queues and a drain (docs/decisions/0022). Only this file and
 * backlog.ts know what lies beneath socket.io; where that is not as expected, the event goes the ordinary way.
 */
import type { ServerEvents } from '#shared/protocol.ts';
import type { IoSocket } from './server.ts';

/** Fields of Engine.IO and ws that their types keep to themselves. */
interface EngineSocket {
  readonly readyState: string;
  readonly writeBuffer?: { readonly length: number };
  readonly transport: unknown;
}
interface Transport {
  readonly socket?: {
    readonly readyState?: number;
    readonly _socket?: { write(bytes: Uint8Array): unknown };
  };
}
const OPEN = 1;

export class SharedEvent<E extends keyof ServerEvents> {
  readonly #event: E;
  readonly #args: Parameters<ServerEvents[E]>;
  readonly #bytes: Buffer;

  /** @param args without bytes in them: those would be packets of their own */
  constructor(event: E, ...args: Parameters<ServerEvents[E]>) {
    this.#event = event;
    this.#args = args;
    this.#bytes = textFrame(`${MESSAGE}${EVENT}${JSON.stringify([event, ...args])}`);
  }

  /** Sends it after everything that was sent to this connection before. */
  to(socket: IoSocket): void {
    const { readyState, writeBuffer, transport } = socket.conn as EngineSocket;
    const wire = (transport as Transport | undefined)?.socket;
    // What waits there may be the second half of a packet with bytes; nothing may come in between.
    if (readyState === 'open' && writeBuffer?.length === 0 && wire?.readyState === OPEN && wire._socket) {
      wire._socket.write(this.#bytes);
    } else socket.emit(this.#event, ...this.#args);
  }
}

/** Packet types of Engine.IO 4 and socket.io 5, as they are written. */
const MESSAGE = '4';
const EVENT = '2';

/** A WebSocket frame (RFC 6455 §5.2) of a whole text message, as a server sends it: without a mask. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const wide = length > 65_535 ? 8 : length > 125 ? 2 : 0;
  const frame = Buffer.allocUnsafe(2 + wide + length);
  frame[0] = 0x81;
  frame[1] = wide === 8 ? 127 : wide === 2 ? 126 : length;
  if (wide === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  else if (wide === 2) frame.writeUInt16BE(length, 2);
  frame.write(text, 2 + wide);
  return frame;
}
