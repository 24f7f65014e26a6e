/** The connections of one board: what its room says goes out here, to all, to one member, or to a text's readers. */
import { type Audience, nobody } from '#server/rooms/audience.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { mayText } from '#shared/board/access.ts';
import type { Standing } from '#shared/board/promotion.ts';
import { limits, time } from '#shared/limits.ts';
import type { PresenceNews, WireRecord } from '#shared/protocol.ts';
import { backlog, isDrained, terminate } from './backlog.ts';
import type { Connection } from './connection.ts';
import type { Guest } from './guest.ts';
import type { Io } from './server.ts';
import { SharedEvent } from './shared-event.ts';

const LOOK_EVERY = 250;
/** A reader that has not caught up after this long is cut off, ms. */
const BEHIND_FOR = 30 * time.SECOND;

export class BoardAudience implements Audience {
  readonly room: Room;
  readonly connections = new Set<Connection>();
  /** Those who wait to be let in. Nothing is sent to them but what became of that. */
  readonly guests = new Set<Guest>();
  /** Called when the board has changed. */
  onFrame: () => void = () => undefined;
  readonly #io: Io;
  readonly #metrics: Metrics;
  readonly #around: Surroundings;
  #byMember: Map<string, Set<Connection>> | null = null;
  /** The last pulse, and those who read since. */
  #pulse = '';
  readonly #unpulsed = new Set<Connection>();

  constructor(room: Room, io: Io, metrics: Metrics, around: Surroundings) {
    this.room = room;
    this.#io = io;
    this.#metrics = metrics;
    this.#around = around;
    room.listen(this);
  }

  add(connection: Connection): void {
    this.connections.add(connection);
    if (this.#byMember) index(this.#byMember, connection);
  }

  remove(connection: Connection): void {
    this.connections.delete(connection);
    this.#unpulsed.delete(connection);
    // When a thousand leave at once, looking through all for each of them would be a million looks.
    const { member } = connection;
    const own = this.#byMember?.get(member);
    if (!own?.delete(connection)) this.#byMember = null;
    else if (own.size === 0) this.#byMember?.delete(member);
  }

  /** Someone became a member, or another one. */
  moved(): void {
    this.#byMember = null;
  }

  /** The connection has synced: from here on it gets everything. */
  read(connection: Connection): void {
    connection.reading = 'reading';
    this.#unpulsed.add(connection);
  }

  openText(connection: Connection, text: string): void {
    connection.texts.add(text);
    void connection.socket.join(this.#textChannel(text));
  }

  closeText(connection: Connection, text: string): void {
    connection.texts.delete(text);
    void connection.socket.leave(this.#textChannel(text));
  }

  get readers(): number {
    return this.connections.size;
  }

  members(): Iterable<string> {
    return this.#members().keys();
  }

  /** The connections of a member, oldest first. */
  of(member: string): Iterable<Connection> {
    return this.#members().get(member) ?? [];
  }

  #members(): Map<string, Set<Connection>> {
    if (this.#byMember) return this.#byMember;
    const byMember = new Map<string, Set<Connection>>();
    for (const connection of this.connections) {
      index(byMember, connection);
    }
    this.#byMember = byMember;
    return byMember;
  }

  frame(epoch: number, from: number, to: number, update: string): void {
    this.#metrics.frames.inc();
    const frame = new SharedEvent('frame', epoch, from, to, update);
    for (const connection of this.connections) {
      if (this.#reads(connection)) frame.to(connection.socket);
    }
    this.onFrame();
  }

  pulse(...pulse: [epoch: number, seq: number, shape: number, hash: number]): void {
    const same = this.#pulse === pulse.join();
    this.#pulse = pulse.join();
    const event = new SharedEvent('pulse', ...pulse);
    // A board at rest costs nothing: its readers compare again by themselves.
    for (const connection of same ? this.#unpulsed : this.connections) {
      if (this.#reads(connection)) event.to(connection.socket);
    }
    this.#unpulsed.clear();
  }

  saving(can: boolean): void {
    const event = new SharedEvent('saving', can);
    for (const connection of this.connections) if (this.#reads(connection)) event.to(connection.socket);
  }

  /** Whether there is room for more in what waits for a connection; one that has none is left behind. */
  #hasRoom(connection: Connection): boolean {
    if (connection.reading === 'behind') return false;
    const { sendQueueBehind } = limits;
    if (backlog(connection.socket, sendQueueBehind) <= sendQueueBehind) return true;
    this.#leaveBehind(connection);
    return false;
  }

  /** Whether a connection is to be told what its board's readers are told. */
  #reads(connection: Connection): boolean {
    return connection.reading === 'reading' && this.#hasRoom(connection);
  }

  /** Someone reads too slowly: they get nothing more until what waits for them is gone, and then start afresh. */
  #leaveBehind(connection: Connection): void {
    const { socket } = connection;
    connection.reading = 'behind';
    this.#metrics.slowReaders.inc();
    for (const text of connection.texts) void socket.leave(this.#textChannel(text));
    const since = this.#around.mono();
    const stop = this.#around.every(LOOK_EVERY, () => {
      if (!socket.connected || connection.reading !== 'behind') return stop();
      if (isDrained(socket)) {
        stop();
        for (const text of connection.texts) socket.emit('textReset', text);
        connection.texts.clear();
        socket.emit('resync');
      } else if (this.#around.mono() - since > BEHIND_FOR) {
        stop();
        socket.emit('bye', 'tooSlow');
        terminate(socket);
      }
    });
  }

  records(member: string, seq: number, changes: WireRecord[]): void {
    for (const connection of this.of(member)) {
      if (this.#reads(connection)) connection.socket.emit('records', seq, changes);
    }
  }

  standing(member: string, standing: Standing): void {
    for (const connection of this.of(member)) {
      if (this.#reads(connection)) connection.socket.emit('standing', standing);
    }
  }

  text(text: string, epoch: number, rev: number, updates: Uint8Array, hash: number): void {
    for (const connection of this.connections) if (connection.texts.has(text)) this.#hasRoom(connection);
    this.#io.local.to(this.#textChannel(text)).emit('text', text, epoch, rev, updates, hash);
  }

  textReset(text: string): void {
    this.#io.local.to(this.#textChannel(text)).emit('textReset', text);
    for (const connection of this.connections)
      if (connection.texts.has(text)) this.closeText(connection, text);
  }

  resync(member?: string): void {
    for (const connection of member === undefined ? this.connections : this.of(member)) {
      if (this.#reads(connection)) connection.socket.emit('resync');
    }
  }

  /**
   * @param news null: nothing new
   * @param whole for those who were too slow for the last news
   */
  presence(news: PresenceNews | null, whole: () => PresenceNews): void {
    const shared = news && new SharedEvent('presence', ...news);
    for (const connection of this.connections) {
      if (connection.reading !== 'reading') continue;
      const { socket } = connection;
      if (!isDrained(socket)) connection.missedPresence ||= shared !== null;
      else if (connection.missedPresence) {
        connection.missedPresence = false;
        socket.emit('presence', ...whole());
      } else shared?.to(socket);
    }
  }

  /** The last one left: the room tells nobody any more. */
  leave(): void {
    this.room.listen(nobody);
  }

  recheck(): void {
    const before = this.#byMember;
    this.#byMember = null;
    for (const connection of this.connections) {
      const admission = connection.admission();
      if (admission.type !== 'in') connection.bye(admission.type);
    }
    for (const guest of this.guests) guest.look();
    // Who was merged into somebody is that somebody now, and knows what they know.
    for (const [member, own] of this.#members()) {
      for (const connection of own) {
        if (before && !before.get(member)?.has(connection) && this.#reads(connection)) {
          connection.socket.emit('resync');
        }
      }
    }
  }

  erased(): void {
    for (const connection of this.connections) connection.bye('erased');
    for (const guest of this.guests) guest.over();
  }

  recheckTexts(texts?: readonly string[]): void {
    for (const connection of this.connections) {
      for (const text of texts ?? [...connection.texts]) {
        if (!connection.texts.has(text)) continue;
        const admission = connection.admission();
        if (admission.type === 'in' && mayText(this.room.state, admission.actor, text)) continue;
        this.closeText(connection, text);
        connection.socket.emit('textReset', text);
      }
    }
  }

  #textChannel(text: string): string {
    return `text ${this.room.board} ${text}`;
  }
}

function index(byMember: Map<string, Set<Connection>>, connection: Connection): void {
  const { member } = connection;
  if (member === '') return;
  const own = byMember.get(member) ?? new Set();
  byMember.set(member, own.add(connection));
}
