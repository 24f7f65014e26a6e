/** One socket of someone who came in: where, with what, and what they have open. */
import type { Presence } from '#server/presence/port.ts';
import { actorOf, type Admission } from '#server/rooms/actor.ts';
import type { Credential } from '#server/rooms/keys.ts';
import type { Hold } from '#server/rooms/rooms.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { ByeCode } from '#shared/protocol.ts';
import { terminate } from './backlog.ts';
import type { IoSocket } from './server.ts';

/** Someone who does not take the good-bye is cut off after this long, ms. */
const PATIENCE = 1_000;

export class Connection {
  readonly socket: IoSocket;
  readonly board: string;
  readonly room: Room;
  readonly address: string;
  readonly #hold: Hold;
  readonly #around: Surroundings;
  /** Changes once, when the holder of a link or a pass becomes a member. */
  credential: Credential;
  /** Texts that this connection has open. */
  readonly texts = new Set<string>();
  /** Who is here changed, and this connection was too slow to be told. */
  missedPresence = false;
  /** Nothing is sent before the first sync; a reader that falls behind is left out until its next. */
  reading: 'not yet' | 'reading' | 'behind' = 'not yet';
  /** Where the person looks, and when they last did something, ms since 1970. */
  here: Pick<Presence, 'card' | 'writing' | 'looking'> = { card: '', writing: false, looking: null };
  active: number;

  constructor(socket: IoSocket, hold: Hold, credential: Credential, address: string, around: Surroundings) {
    this.socket = socket;
    this.#around = around;
    this.#hold = hold;
    this.room = hold.room;
    this.board = hold.room.board;
    this.credential = credential;
    this.address = address;
    this.active = around.now();
  }

  /** Whether what they came in with still holds, and who they are by it. */
  admission(): Admission {
    return actorOf(this.room.state, this.credential, this.room.now());
  }

  /** The member this is, or '' for one who only looks. */
  get member(): string {
    const admission = this.admission();
    return admission.type === 'in' && admission.actor.type === 'member' ? admission.actor.member : '';
  }

  /** Whose allowance is used: a member's is one for all their devices. */
  get payer(): string {
    return this.member || this.socket.id;
  }

  bye(code: ByeCode): void {
    if (!this.socket.connected) return;
    this.socket.emit('bye', code);
    this.socket.disconnect(true);
    this.#around.after(PATIENCE, () => terminate(this.socket));
  }

  release(): void {
    this.#hold.release();
  }
}
