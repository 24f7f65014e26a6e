/**
 * The door: protocol version, board and one secret. Every miss gets the same answer, whether the board, the link, the
 * device or the pass is unknown. Failed tries are counted by address; joins are not, for sixty people share one hall.
 */
import type { Metrics } from '#server/metrics.ts';
import type { Credential } from '#server/rooms/keys.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Hold, Rooms } from '#server/rooms/rooms.ts';
import { hashSecret } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { actorOf } from '#server/rooms/actor.ts';
import { limits, time } from '#shared/limits.ts';
import { protocolVersion, type HandshakeAuth, type HandshakeRefusal } from '#shared/protocol.ts';
import { Buckets } from './buckets.ts';
import { isHandshake } from './schemas/messages.ts';

export interface Entrance {
  hold: Hold;
  credential: Credential;
  address: string;
}

export type Answer = { ok: true; entrance: Entrance } | { ok: false; code: HandshakeRefusal };

export class Door {
  readonly #rooms: Rooms;
  readonly #metrics: Metrics;
  readonly #isFull: (address: string) => boolean;
  readonly #around: Surroundings;
  readonly #tries = new Buckets({
    perSecond: limits.failedKeysPerMinute / (time.MINUTE / time.SECOND),
    burst: limits.failedKeysPerMinute,
  });
  #closed = false;

  /** @param isFull whether an address has all the sockets that it may have */
  constructor(rooms: Rooms, metrics: Metrics, around: Surroundings, isFull: (address: string) => boolean) {
    this.#around = around;
    this.#rooms = rooms;
    this.#metrics = metrics;
    this.#isFull = isFull;
  }

  /** From now on everyone is asked to come back in a moment. */
  close(): void {
    this.#closed = true;
  }

  async knock(auth: unknown, address: string): Promise<Answer> {
    const answer = await this.#answer(auth, address);
    this.#metrics.handshakes.inc({ result: answer.ok ? 'ok' : answer.code });
    return answer;
  }

  async #answer(auth: unknown, address: string): Promise<Answer> {
    if (this.#closed) return refuse('restarting');
    if (versionOf(auth) !== protocolVersion) return refuse('version');
    if (this.#isFull(address)) return refuse('tooMany');
    if (!this.#mayTry(address)) return refuse('tooMany');
    if (!isHandshake(auth)) return this.#miss(address);
    const shown = secretOf(auth);
    if (!shown) return this.#miss(address);
    const hold = await this.#rooms.hold(auth.board);
    if (this.#closed) {
      hold?.release();
      return refuse('restarting');
    }
    if (hold && hold.room.outOfTouch > limits.outOfTouchFor) {
      hold.release();
      return refuse('restarting');
    }
    // Hashing and looking up also when there is no such board: both answers take the same time.
    const hash = hashSecret(shown.secret);
    if (!hold) {
      const missed = this.#miss(address);
      // said to whoever knows the id, so that devices forget their copy as well
      return (await this.#rooms.wasErased(auth.board)) ? refuse('erased') : missed;
    }
    const credential = hold.room.keys.find(shown.type, hash);
    if (credential && isIn(hold.room, credential))
      return { ok: true, entrance: { hold, credential, address } };
    hold.release();
    if (hold.room.state.records.has(`banned:${hash}`)) return refuse('banned');
    return this.#miss(address);
  }

  #mayTry(address: string): boolean {
    return this.#tries.level(address, this.#around.mono()) >= 1;
  }

  #miss(address: string): Answer {
    this.#tries.take(address, this.#around.mono());
    return refuse('noEntry');
  }
}

function isIn(room: Room, credential: Credential): boolean {
  return actorOf(room.state, credential, room.now()).type === 'in';
}

function refuse(code: HandshakeRefusal): Answer {
  return { ok: false, code };
}

function versionOf(auth: unknown): unknown {
  return typeof auth === 'object' && auth !== null && 'v' in auth ? auth.v : undefined;
}

/** Exactly one secret must be shown. */
function secretOf(auth: HandshakeAuth): { type: Credential['type']; secret: string } | null {
  const shown: { type: Credential['type']; secret: string }[] = [];
  if (auth.key !== undefined) shown.push({ type: 'link', secret: auth.key });
  if (auth.device !== undefined) shown.push({ type: 'device', secret: auth.device });
  if (auth.pass !== undefined) shown.push({ type: 'pass', secret: auth.pass });
  return shown.length === 1 ? shown[0]! : null;
}
