/** A socket as anyone could open it: says what it is told to and keeps what it hears. It shares no code with the client. */
import { gunzipSync } from 'node:zlib';
import { io, type Socket } from 'socket.io-client';
import * as Y from 'yjs';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import type { Command } from '#shared/board/commands.ts';
import { newBoardCopy, readBoard } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { HereTable } from './here.ts';
import type {
  AccessReply,
  AccessRequest,
  ClientEvents,
  CommandMessage,
  CommandReply,
  EnterReply,
  HandshakeAuth,
  SocketEvents,
  SyncReply,
  SyncRequest,
  TextOpenReply,
  TextPushReply,
  WireRecord,
} from '#shared/protocol.ts';
import { protocolVersion } from '#shared/protocol.ts';

/** What may be said at the door, by a client of any version. */
export type RawAuth = Omit<HandshakeAuth, 'v'> & { v?: unknown };

type AnyAuth = RawAuth | Record<string, unknown>;
/** One thing the server said, with its arguments. */
export type Heard = {
  [E in keyof SocketEvents]: { event: E; args: Parameters<SocketEvents[E]> };
}[keyof SocketEvents];

/** Everything takes this long at most, ms. */
const PATIENCE = 8_000;

export class RawClient {
  readonly socket: Socket<SocketEvents, ClientEvents>;
  readonly heard: Heard[] = [];
  /** The board as it was synced and told since. */
  doc: Y.Doc = newBoardCopy();
  epoch = 0;
  seq = 0;
  records = new Map<string, WireRecord>();
  /** A frame came that did not follow the last one. */
  gaps = 0;
  member = '';
  secret = '';
  /** Who is here. */
  readonly here = new HereTable();
  readonly #waiting = new Set<() => void>();

  private constructor(socket: Socket<SocketEvents, ClientEvents>) {
    this.socket = socket;
    socket.onAny((event: Heard['event'], ...args: unknown[]) => {
      const heard = { event, args } as Heard;
      this.heard.push(heard);
      this.#take(heard);
      this.#wake();
    });
    socket.on('disconnect', () => this.#wake());
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }

  /** Rejects with the refusal's code if it is not let in. */
  static async connect(url: string, auth: AnyAuth, headers: Record<string, string> = {}): Promise<RawClient> {
    const socket: Socket<SocketEvents, ClientEvents> = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { v: protocolVersion, ...auth },
      extraHeaders: headers,
      timeout: PATIENCE,
    });
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      // The line may be cut between the upgrade and the answer of the door; nothing else tells of that.
      socket.once('disconnect', (reason) => reject(new Error(reason)));
      socket.once('connect_error', (error) => {
        socket.close();
        const data = (error as { data?: { code?: string } }).data;
        reject(new Error(data?.code ?? error.message));
      });
    });
    return client;
  }

  #take({ event, args }: Heard): void {
    if (event === 'frame') {
      const [epoch, from, to, update] = args;
      if (epoch !== this.epoch || from !== this.seq + 1) {
        this.gaps += 1;
        return;
      }
      if (update) Y.applyUpdate(this.doc, fromBase64(update), 'server');
      this.seq = to;
    } else if (event === 'presence') this.here.take(...args);
    else if (event === 'records') {
      for (const change of args[1]) this.#keep(change);
    }
  }

  #keep(change: WireRecord): void {
    if (change.body) this.records.set(change.id, change);
    else this.records.delete(change.id);
  }

  async sync(request: SyncRequest = {}): Promise<Extract<SyncReply, { ok: true }>> {
    // In the acknowledgement itself: the next frame may follow in the same turn, before a promise is continued.
    const reply = await new Promise<SyncReply>((resolve, reject) => {
      this.socket.timeout(PATIENCE).emit('sync', request, (error: Error | null, answer: SyncReply) => {
        if (error) return reject(error);
        if (answer.ok) this.#start(answer);
        this.#wake();
        resolve(answer);
      });
    });
    if (!reply.ok) throw new Error(reply.code);
    return reply;
  }

  /** Brings the copy up to date. @returns where the log is */
  async position(): Promise<number> {
    const { epoch, seq, doc } = this;
    await this.sync({ epoch, seq, stateVector: Y.encodeStateVector(doc) });
    return this.seq;
  }

  #start(reply: Extract<SyncReply, { ok: true }>): void {
    if (reply.mode === 'full') this.doc = newBoardCopy();
    const packed = reply.gzip ? new Uint8Array(gunzipSync(reply.updates)) : new Uint8Array(reply.updates);
    const apply = reply.mode === 'full' ? Y.applyUpdateV2 : Y.applyUpdate;
    for (const update of unpackBytes(packed)) apply(this.doc, update, 'server');
    this.epoch = reply.epoch;
    this.seq = reply.seq;
    this.records = new Map(reply.records.map((record) => [record.id, record]));
    if (reply.you.type === 'member') this.member = reply.you.member;
  }

  async enter(name: string, secret = newSecret(), id = freshId('command')): Promise<string> {
    const reply = await this.ask<EnterReply>('enter', { id, name, secret });
    if (!reply.ok) throw new Error(reply.refusal.code);
    this.member = reply.member;
    this.secret = secret;
    return reply.member;
  }

  command(command: Command, more: Partial<CommandMessage> = {}): Promise<CommandReply> {
    return this.ask<CommandReply>('command', { id: freshId('command'), command, ...more });
  }

  /** Creates a card and returns its id. */
  async card(
    title: string,
    more: Partial<Extract<Command, { type: 'card.create' }>> = {},
    text?: Uint8Array,
  ): Promise<string> {
    const card = freshId('card');
    const reply = await this.command(
      {
        type: 'card.create',
        card,
        kind: 'need',
        title,
        body: '',
        chips: {},
        ...more,
      },
      text ? { text } : {},
    );
    if (!reply.ok) throw new Error(reply.refusal.code);
    await this.until(() => this.seq >= reply.seq, 'the frame of a new card');
    return card;
  }

  access(request: AccessRequest extends infer R ? (R extends AccessRequest ? Omit<R, 'id'> : never) : never) {
    return this.ask<AccessReply>('access', { id: freshId('command'), ...request });
  }

  openText(text: string): Promise<TextOpenReply> {
    return this.ask<TextOpenReply>('textOpen', { text });
  }

  pushText(text: string, epoch: number, update: Uint8Array): Promise<TextPushReply> {
    return this.ask<TextPushReply>('textPush', { text, epoch, update });
  }

  /** Sends anything under any name and waits for the answer. */
  ask<Reply>(event: string, ...payload: unknown[]): Promise<Reply> {
    const socket = this.socket as unknown as Socket;
    return socket.timeout(PATIENCE).emitWithAck(event, ...payload) as Promise<Reply>;
  }

  /** The board as plain rows. */
  get state(): ReturnType<typeof readBoard> {
    return readBoard(this.doc);
  }

  /** Waits until something is so, looking again whenever anything is heard or synced. */
  async until(so: () => boolean, what: string): Promise<void> {
    if (so()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(`waited in vain for ${what}`));
      }, PATIENCE);
      const check = (): void => {
        if (!so()) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  /** Waits for the next message of that name, also if it has come already since `from`. */
  async hears<E extends Heard['event']>(event: E, from = 0): Promise<Parameters<SocketEvents[E]>> {
    const find = () => this.heard.slice(from).find((each) => each.event === event);
    await this.until(() => find() !== undefined, `"${event}"`);
    return find()!.args as Parameters<SocketEvents[E]>;
  }

  close(): void {
    this.socket.close();
  }
}
