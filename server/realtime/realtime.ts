/** The live side of the server: sockets, who they belong to, and what is shared between their handlers. */
import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { PresencePort } from '#server/presence/port.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import { addressOf } from './address.ts';
import { Attendance } from './attendance.ts';
import { backlog, terminate } from './backlog.ts';
import { BoardAudience } from './board-audience.ts';
import type { Codes } from './codes.ts';
import { Buckets } from './buckets.ts';
import { Connection } from './connection.ts';
import { Guests } from './guests.ts';
import { type Answer, Door } from './handshake.ts';
import { listen } from './listen.ts';
import type { Allowance, Live } from './live.ts';
import { OutOfTouch } from './out-of-touch.ts';
import { PresenceTeller } from './presence.ts';
import type { Io, IoSocket } from './server.ts';
import { ToldSecrets } from './told-secrets.ts';
import type { Tokens } from './tokens.ts';
import type { Tries } from './tries.ts';
import { Turns } from './turns.ts';

export interface RealtimeOptions {
  io: Io;
  rooms: Rooms;
  presence: PresencePort;
  metrics: Metrics;
  log: Log;
  around: Surroundings;
  tries: Tries;
  codes: Codes;
  tokens: Tokens;
  trustProxy: number;
  commandsPerSecond: number;
  socketsPerAddress: number;
}

/** What is only measured is looked at this often, ms. */
const MEASURE_EVERY = 5 * time.SECOND;
/** What does not close by itself when asked is cut off after this long, ms. */
const PATIENCE = 500;

export class Realtime implements Live {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly presence: PresenceTeller;
  readonly around: Surroundings;
  readonly secrets: ToldSecrets;
  readonly tokens: Tokens;
  readonly turns: Turns;
  readonly allowances: Record<Allowance, Buckets>;
  readonly #io: Io;
  readonly #door: Door;
  readonly #guests: Guests;
  readonly #presence: PresencePort;
  readonly #audiences = new Map<string, BoardAudience>();
  readonly #attendances = new Map<string, Attendance>();
  readonly #addresses = new Map<string, number>();
  /** Connections that have knocked. */
  readonly #knocked = new WeakSet<object>();
  readonly #outOfTouch: OutOfTouch;
  readonly #stopMeasuring: () => void;
  #closing: Promise<void> | null = null;

  constructor(options: RealtimeOptions) {
    this.metrics = options.metrics;
    this.log = options.log;
    this.around = options.around;
    this.#presence = options.presence;
    this.presence = new PresenceTeller(options.presence, this.around);
    this.secrets = new ToldSecrets(this.around);
    this.tokens = options.tokens;
    const lifted = options.commandsPerSecond / limits.commandsPerSecond;
    this.allowances = {
      sync: new Buckets({ perSecond: 1, burst: 12 }),
      bad: new Buckets({ perSecond: limits.badPayloadsPerSecond, burst: limits.badPayloadBurst }),
      command: new Buckets({ perSecond: options.commandsPerSecond, burst: limits.commandBurst * lifted }),
      text: new Buckets({ perSecond: limits.textsPerSecond, burst: limits.textBurst }),
      here: new Buckets({ perSecond: limits.heresPerSecond, burst: limits.hereBurst }),
    };
    this.turns = new Turns(this.around);
    const isFull = (address: string): boolean =>
      (this.#addresses.get(address) ?? 0) >= options.socketsPerAddress;
    this.#guests = new Guests(this.around, this.metrics);
    const mayWait = (address: string): boolean => this.#guests.mayWait(address);
    this.#door = new Door({ ...options, isFull, mayWait });
    this.#io = options.io;
    this.#io.use((socket, next) => {
      const answered = async (): Promise<void> => next(await this.#letIn(socket, options.trustProxy));
      void answered();
    });
    this.#io.on('connection', (socket) => this.#begin(socket));
    const audiences = (): Iterable<BoardAudience> => this.#audiences.values();
    this.#outOfTouch = new OutOfTouch(audiences, this.around, this.metrics, this.log);
    this.#stopMeasuring = this.around.every(MEASURE_EVERY, () => this.#measure());
  }

  async #letIn(socket: IoSocket, proxies: number): Promise<Error | undefined> {
    // socket.io lets one connection open any number of sockets while the first is still at the door.
    if (this.#knocked.has(socket.conn)) return refusal('tooMany');
    this.#knocked.add(socket.conn);
    await this.turns.take();
    let answer: Answer;
    try {
      answer = await this.#door.knock(socket.handshake.auth, addressOf(socket.request, proxies));
    } catch (error) {
      this.log.error({ err: error }, 'a handshake threw');
      return refusal('restarting');
    }
    if (!answer.ok) return refusal(answer.code);
    // Who left while the board was being loaded is never heard of again, so nothing may be held for them.
    if (socket.conn.readyState !== 'open') {
      answer.entrance.hold.release();
      return refusal('noEntry');
    }
    socket.data.entrance = answer.entrance;
    return undefined;
  }

  #begin(socket: IoSocket): void {
    const { entrance } = socket.data;
    const { hold, credential, address } = entrance;
    this.#count(address, 1);
    if ('guest' in entrance) {
      const audience = this.audience({ board: hold.room.board, room: hold.room });
      this.#guests.begin(socket, entrance, audience, () => {
        this.#count(address, -1);
        this.#leaveIfEmpty(audience);
      });
      return;
    }
    const connection = new Connection(socket, hold, credential, address, this.around);
    this.audience(connection).add(connection);
    socket.once('disconnect', () => this.#end(connection));
    listen(this, connection);
    this.#makeRoom(connection);
    if (this.#closing) connection.bye('restarting');
  }

  #end(connection: Connection): void {
    // Whoever leaves the board and keeps the line, or reads nothing more, would stay for as long as they like.
    this.around.after(PATIENCE, () => terminate(connection.socket));
    const audience = this.audience(connection);
    this.#count(connection.address, -1);
    this.presence.left(connection);
    audience.remove(connection);
    this.#leaveIfEmpty(audience);
    connection.release();
  }

  #leaveIfEmpty(audience: BoardAudience): void {
    const { board } = audience.room;
    if (audience.connections.size > 0 || audience.guests.size > 0) return;
    this.presence.unwatch(board);
    this.#attendances.get(board)?.close();
    this.#attendances.delete(board);
    audience.leave();
    this.#audiences.delete(board);
  }

  audience({ board, room }: Pick<Connection, 'board' | 'room'>): BoardAudience {
    const known = this.#audiences.get(board);
    if (known) return known;
    const audience = new BoardAudience(room, this.#io, this.metrics, this.around);
    this.#audiences.set(board, audience);
    this.presence.watch(audience);
    if (!this.#closing) this.#attend(audience);
    return audience;
  }

  #attend(audience: BoardAudience): void {
    const { metrics, around } = this;
    const attendance = new Attendance(audience, this.#presence, { metrics, around });
    audience.onFrame = () => attendance.changed();
    this.#attendances.set(audience.room.board, attendance);
  }

  entered(connection: Connection): void {
    this.audience(connection).moved();
    this.presence.moved(connection);
    this.#makeRoom(connection);
  }

  /** A member has so many sockets at most; the newest counts, for older ones are often ghosts of a lost network. */
  #makeRoom(connection: Connection): void {
    const { member } = connection;
    if (member === '') return;
    const own = [...this.audience(connection).of(member)];
    for (const old of own.slice(0, Math.max(0, own.length - limits.socketsPerMember))) old.bye('tooMany');
  }

  #count(address: string, by: 1 | -1): void {
    const count = (this.#addresses.get(address) ?? 0) + by;
    if (count > 0) this.#addresses.set(address, count);
    else this.#addresses.delete(address);
    if (by > 0) this.metrics.connections.inc();
    else this.metrics.connections.dec();
  }

  #measure(): void {
    let queued = 0;
    let behind = 0;
    for (const { connections } of this.#audiences.values()) {
      for (const { socket, reading } of connections) {
        queued += backlog(socket, Infinity);
        if (reading === 'behind') behind += 1;
      }
    }
    this.metrics.bytesQueued.set(queued);
    this.metrics.readersBehind.set(behind);
    this.metrics.turnsWaiting.set(this.turns.waiting);
  }

  /** Nobody comes in any more, everyone is told to come back in a moment, and all sockets end. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#door.close();
    this.#guests.close();
    this.#outOfTouch.close();
    // nobody goes away because a server does
    for (const attendance of this.#attendances.values()) attendance.close();
    this.#stopMeasuring();
    const connections = [...this.#audiences.values()].flatMap(({ connections: all }) => [...all]);
    for (const { room } of new Set(connections)) await room.quiet();
    for (const connection of connections) connection.bye('restarting');
    await this.#lastOnesOut();
    for (const { socket } of connections) terminate(socket);
    this.#io.disconnectSockets(true);
    this.#io.engine.close();
    await this.presence.close();
  }

  async #lastOnesOut(): Promise<void> {
    const until = this.around.mono() + PATIENCE;
    while (this.#io.engine.clientsCount > 0 && this.around.mono() < until) {
      await new Promise<void>((resolve) => this.around.after(10, resolve));
    }
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
