/**
 * A WebSocket client (RFC 6455) for load: a thousand of them fit one process beside what they measure. No extensions, no
 * fragments, and what arrives is handed on without a copy.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** Sockets read one after the other, so that they share where they read to. */
const readInto = Buffer.allocUnsafe(256 * 1024);
const PATIENCE = 10_000;

export interface Door {
  port: number;
  path: string;
  /** Address to come from; the loopback net has many. */
  from?: string;
}

export class WebSocketClient {
  /** Takes each message. The bytes are only good for the time of the call. */
  heard: (data: Buffer, isText: boolean) => void = () => undefined;
  /** Payload bytes of TCP that came in. */
  received = 0;
  open = true;
  closed: () => void = () => undefined;
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(door: Door, began: (head: string) => void, failed: (error: Error) => void) {
    let head: string | null = '';
    const take = (chunk: Buffer): void => {
      this.received += chunk.length;
      if (head === null) return this.#take(chunk);
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const first = Buffer.from(head.slice(end + 4), 'latin1');
      const answer = head.slice(0, end);
      head = null;
      began(answer);
      if (first.length > 0) this.#take(first);
    };
    this.#socket = connect({
      host: '127.0.0.1',
      port: door.port,
      ...(door.from && { localAddress: door.from }),
      noDelay: true,
      onread: {
        buffer: readInto,
        callback: (size) => {
          take(readInto.subarray(0, size));
          return true;
        },
      },
    });
    this.#socket.on('error', failed);
    this.#socket.on('close', () => {
      this.open = false;
      failed(new Error('the connection ended'));
      this.closed();
    });
    this.#socket.write(
      `GET ${door.path} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
  }

  /**
   * Resolves when the server has agreed.
   * @param listen makes what takes the messages; the first may come with the agreement
   */
  static open(
    door: Door,
    listen: (client: WebSocketClient) => WebSocketClient['heard'],
  ): Promise<WebSocketClient> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer at ${door.path}`)), PATIENCE);
      const client: WebSocketClient = new WebSocketClient(
        door,
        (head) => {
          clearTimeout(timer);
          if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.split('\r\n')[0]));
          client.heard = listen(client);
          return resolve(client);
        },
        (error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }

  send(data: string | Uint8Array): void {
    const text = typeof data === 'string';
    this.#write(text ? opcode.text : opcode.binary, text ? Buffer.from(data) : data);
  }

  /** Nothing more is read until {@link resume}. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.open = false;
    this.#socket.destroy();
  }

  #write(code: number, payload: Uint8Array): void {
    if (!this.open) return;
    const wide = payload.length > 65_535 ? 8 : payload.length > 125 ? 2 : 0;
    const frame = Buffer.allocUnsafe(2 + wide + 4 + payload.length);
    frame[0] = 128 | code;
    frame[1] = 128 | (wide === 8 ? 127 : wide === 2 ? 126 : payload.length);
    if (wide === 8) frame.writeBigUInt64BE(BigInt(payload.length), 2);
    else if (wide === 2) frame.writeUInt16BE(payload.length, 2);
    // A mask of zeros: a client must mask, and need not hide anything here.
    frame.writeUInt32BE(0, 2 + wide);
    frame.set(payload, 6 + wide);
    this.#socket.write(frame);
  }

  #take(chunk: Buffer): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 127;
      const wide = short === 127 ? 8 : short === 126 ? 2 : 0;
      if (data.length - at < 2 + wide) break;
      const length =
        wide === 8 ? Number(data.readBigUInt64BE(at + 2)) : wide === 2 ? data.readUInt16BE(at + 2) : short;
      const begin = at + 2 + wide;
      if (data.length < begin + length) break;
      this.#frame(data[at]!, data.subarray(begin, begin + length));
      at = begin + length;
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
  }

  #frame(first: number, payload: Buffer): void {
    switch (first) {
      case 128 | opcode.text:
        return this.heard(payload, true);
      case 128 | opcode.binary:
        return this.heard(payload, false);
      case 128 | opcode.ping:
        return this.#write(opcode.pong, Buffer.from(payload));
      case 128 | opcode.close:
        return this.close();
      case 128 | opcode.pong:
        return undefined;
      default:
        throw new Error(`a WebSocket frame that this client does not know: ${first}`);
    }
  }
}
