/** As much of Engine.IO 4 and socket.io 5 as load needs, over {@link WebSocketClient}: one namespace, acks, attachments. */
import { packet, readPacket, withAttachments, writeEvent, type Packet } from '#client/sync/packets.ts';
import { WebSocketClient, type Door } from './websocket.ts';

const engine = { open: 48, ping: 50, message: 52 } as const;
const PATIENCE = 20_000;

export interface SocketIoOptions extends Door {
  /** Such as `/room,`; empty: the default one. */
  namespace?: string;
  auth?: unknown;
}

export class SocketIoClient {
  readonly socket: WebSocketClient;
  /** Takes text messages as they are, before anything is read from them; true: it needs no more. */
  heard: (data: Buffer) => boolean = () => false;
  /** Takes events. */
  event: (name: string, args: readonly unknown[]) => void = () => undefined;
  readonly #namespace: string;
  readonly #answers = new Map<number, (args: readonly unknown[]) => void>();
  #lastId = 0;
  #partial: { packet: Packet; attachments: Uint8Array[] } | null = null;

  private constructor(socket: WebSocketClient, namespace: string) {
    this.socket = socket;
    this.#namespace = namespace;
  }

  /** Rejects with the refusal's code if it is not let in. */
  static async open({ namespace = '', auth, ...door }: SocketIoOptions): Promise<SocketIoClient> {
    return new Promise((resolve, reject) => {
      const listen = (socket: WebSocketClient): WebSocketClient['heard'] => {
        const client = new SocketIoClient(socket, namespace);
        return (data, isText) => {
          if (!isText) return client.#attach(data);
          if (data[0] === engine.ping) return socket.send('3');
          if (data[0] === engine.open)
            return socket.send(`40${namespace}${auth ? JSON.stringify(auth) : ''}`);
          if (data[0] !== engine.message || client.heard(data)) return;
          const read = client.#read(data);
          if (read.type === packet.connect) resolve(client);
          else if (read.type === packet.connectError) {
            socket.close();
            reject(new Error(JSON.stringify(read.data)));
          } else client.#packet(read);
        };
      };
      WebSocketClient.open(door, listen).catch(reject);
    });
  }

  emit(name: string, ...args: unknown[]): void {
    this.#write([name, ...args], null);
  }

  /** Sends an event and resolves with the first argument of its acknowledgement. */
  ask<Reply>(name: string, ...args: unknown[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${name}`)), PATIENCE);
      this.answer(name, args, (reply) => {
        clearTimeout(timer);
        resolve(reply[0] as Reply);
      });
    });
  }

  /** The same for those who count every microsecond: no promise, no time-out. */
  answer(name: string, args: readonly unknown[], answered: (args: readonly unknown[]) => void): void {
    const id = (this.#lastId += 1);
    this.#answers.set(id, answered);
    this.#write([name, ...args], id);
  }

  #write(args: readonly unknown[], id: number | null): void {
    const { text, attachments } = writeEvent(args, id);
    // The namespace stands between the number of attachments and the rest.
    const head = /^\d(?:\d+-)?/.exec(text)![0];
    this.socket.send(`4${head}${this.#namespace}${text.slice(head.length)}`);
    for (const attachment of attachments) this.socket.send(attachment);
  }

  #read(data: Buffer): Packet {
    const text = data.toString('utf8', 1);
    if (this.#namespace === '') return readPacket(text);
    const at = text.indexOf(this.#namespace);
    return readPacket(at < 0 ? text : text.slice(0, at) + text.slice(at + this.#namespace.length));
  }

  #attach(data: Buffer): void {
    if (!this.#partial) return;
    this.#partial.attachments.push(Uint8Array.from(data));
    const { packet: whole, attachments } = this.#partial;
    if (attachments.length < whole.attachments) return;
    this.#partial = null;
    this.#packet({ ...whole, attachments: 0, data: withAttachments(whole.data, attachments) });
  }

  #packet(read: Packet): void {
    if (read.attachments > 0) {
      this.#partial = { packet: read, attachments: [] };
      return;
    }
    const args = read.data as readonly unknown[];
    switch (read.type) {
      case packet.event:
      case packet.binaryEvent:
        return this.event(String(args[0]), args.slice(1));
      case packet.ack:
      case packet.binaryAck: {
        const answered = this.#answers.get(read.id ?? 0);
        this.#answers.delete(read.id ?? 0);
        return answered?.(args);
      }
    }
  }

  close(): void {
    this.socket.close();
  }
}
