/**
 * The door: protocol version, board and one secret. Every miss gets the same answer, whether the board, the link, the
 * device, the pass or the token is unknown. Failed tries are counted by address; joins are not, for sixty people share one hall.
 */
import { nameFault } from '#shared/board/decide/joining.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Credential, Shown } from '#server/rooms/keys.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Hold, Rooms } from '#server/rooms/rooms.ts';
import { hashSecret, isCode } from '#server/rooms/secrets.ts';
import { actorOf } from '#server/rooms/actor.ts';
import type { Visit } from '#server/rooms/token.ts';
import { bodyOf } from '#shared/board/keys.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion, type HandshakeAuth, type HandshakeRefusal } from '#shared/protocol.ts';
import { type Codes, doorBy } from './codes.ts';
import { isHandshake } from './schemas/messages.ts';
import type { Tokens } from './tokens.ts';
import type { Tries } from './tries.ts';

export interface Entrance {
  hold: Hold;
  credential: Credential;
  address: string;
}

/** Somebody who waits to be let in: under that name, with a device whose secret has that hash. */
export interface Waits extends Entrance {
  credential: Extract<Credential, { type: 'door' }>;
  guest: { name: string; hash: string };
}

export type Answer = { ok: true; entrance: Entrance | Waits } | { ok: false; code: HandshakeRefusal };

export interface DoorParts {
  rooms: Rooms;
  metrics: Metrics;
  tries: Tries;
  codes: Codes;
  tokens: Tokens;
  /** Whether an address has all the sockets that it may have. */
  isFull(address: string): boolean;
  /** Whether an address may have one more person wait at a door. */
  mayWait(address: string): boolean;
}

export class Door {
  readonly #parts: DoorParts;
  #closed = false;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  /** From now on everyone is asked to come back in a moment. */
  close(): void {
    this.#closed = true;
  }

  async knock(auth: unknown, address: string): Promise<Answer> {
    const answer = await this.#answer(auth, address);
    this.#parts.metrics.handshakes.inc({ result: answer.ok ? 'ok' : answer.code });
    return answer;
  }

  async #answer(auth: unknown, address: string): Promise<Answer> {
    if (this.#closed) return refuse('restarting');
    if (versionOf(auth) !== protocolVersion) return refuse('version');
    const { rooms, tries, isFull } = this.#parts;
    if (isFull(address)) return refuse('tooMany');
    if (!isHandshake(auth)) return this.#miss(address);
    const shown = secretOf(auth);
    if (!shown) return this.#miss(address);
    // What nobody can guess opens also where others have tried in vain: any page could make its visitors' hall do that.
    const code = shown.type === 'link' && isCode(shown.secret);
    if (code && !tries.mayTry(address)) return refuse('tooMany');
    const hold = await rooms.hold(auth.board);
    if (this.#closed) {
      hold?.release();
      return refuse('restarting');
    }
    if (hold && hold.room.outOfTouch > limits.outOfTouchFor) {
      hold.release();
      return refuse('restarting');
    }
    if (shown.type === 'token' && hold) return this.#byToken(hold, shown, address);
    // Hashing and looking up also when there is no such board: both answers take the same time.
    const hash = hashSecret(shown.secret);
    const found = code
      ? await this.#parts.codes.doorOf(hold?.room ?? null, shown.secret, address)
      : hold && shown.type !== 'token'
        ? find(hold.room, shown.type, hash)
        : null;
    if (!hold) {
      const missed = code ? refuse(found === 'tooMany' ? found : 'noEntry') : this.#miss(address);
      if (!missed.ok && missed.code === 'tooMany') return missed;
      // said to whoever knows the id, so that devices forget their copy as well
      return (await rooms.wasErased(auth.board)) ? refuse('erased') : missed;
    }
    const answer =
      found === null || found === 'tooMany' ? null : this.#letIn({ hold, credential: found, address }, auth);
    if (answer?.ok) return answer;
    hold.release();
    if (answer) return answer;
    if (hold.room.state.records.has(`banned:${hash}`)) return refuse('banned');
    // wrong codes are counted already
    return code ? refuse(found ? 'tooMany' : 'noEntry') : this.#miss(address);
  }

  /** Whoever another site vouches for. A token that is wrong is counted where it is read. */
  async #byToken(hold: Hold, shown: SecretShown & { type: 'token' }, address: string): Promise<Answer> {
    const { secret: token, site } = shown;
    const taken = await this.#parts.tokens.take(hold.room, { token, site, address });
    const credential: Credential | null = taken.ok ? { type: 'token', ...taken.visit } : null;
    const answer = credential && this.#letIn({ hold, credential, address }, {});
    if (answer?.ok) return answer;
    hold.release();
    if (taken.ok) return refuse(isBanned(hold.room, taken.visit) ? 'banned' : 'noEntry');
    const { code } = taken.refusal;
    if (code === 'linkGone') return refuse('noEntry');
    return refuse(code === 'notNow' ? 'restarting' : 'tooMany');
  }

  /** Null: what they have opens nothing any more. */
  #letIn(entrance: Entrance, { name, secret }: Pick<HandshakeAuth, 'name' | 'secret'>): Answer | null {
    const { hold, credential, address } = entrance;
    const { room } = hold;
    const admission = actorOf(room.state, credential, room.now());
    if (admission.type !== 'in' && admission.type !== 'asks') return null;
    if (secret === undefined || credential.type !== 'door')
      return admission.type === 'in' ? { ok: true, entrance } : refuse('asks');
    const hash = hashSecret(secret);
    if (room.state.records.has(`banned:${hash}`)) return refuse('banned');
    if (name === undefined || nameFault(name)) return refuse('asks');
    if (!this.#parts.mayWait(address)) return refuse('tooMany');
    return { ok: true, entrance: { hold, credential, address, guest: { name, hash } } };
  }

  #miss(address: string): Answer {
    const { tries } = this.#parts;
    if (!tries.mayTry(address)) return refuse('tooMany');
    tries.wrong(address);
    return refuse('noEntry');
  }
}

function isBanned({ state }: Room, { subject }: Visit): boolean {
  const visitor = bodyOf(state, 'visitor', `visitor:${subject}`);
  return state.members.get(visitor?.member ?? '')?.gone === 'banned';
}

function find(room: Room, type: Shown, hash: string): Credential | null {
  return room.keys.find(type, hash) ?? (type === 'link' ? doorBy(room, hash) : null);
}

function refuse(code: HandshakeRefusal): Answer {
  return { ok: false, code };
}

function versionOf(auth: unknown): unknown {
  return typeof auth === 'object' && auth !== null && 'v' in auth ? auth.v : undefined;
}

type SecretShown = { type: Shown; secret: string } | { type: 'token'; secret: string; site: string };

/** Exactly one secret must be shown. */
function secretOf(auth: HandshakeAuth): SecretShown | null {
  const shown: SecretShown[] = [];
  if (auth.key !== undefined) shown.push({ type: 'link', secret: auth.key });
  if (auth.device !== undefined) shown.push({ type: 'device', secret: auth.device });
  if (auth.pass !== undefined) shown.push({ type: 'pass', secret: auth.pass });
  if (auth.token !== undefined) shown.push({ type: 'token', secret: auth.token, site: auth.site ?? '' });
  return shown.length === 1 ? shown[0]! : null;
}
