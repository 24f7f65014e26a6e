/**
 * One socket of somebody who waits to be let in. It is no {@link Connection}: it listens to nothing and is in no list of
 * those who are told of the board, so that there is no way on which anything of it could come here.
 */
import { actorOf } from '#server/rooms/actor.ts';
import { freshId } from '#server/rooms/secrets.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { AnyCommand } from '#shared/board/commands.ts';
import type { RefusalCode } from '#shared/board/decision.ts';
import { doorRule, time } from '#shared/limits.ts';
import type { KnockAnswer } from '#shared/protocol.ts';
import { terminate } from './backlog.ts';
import type { Waits } from './handshake.ts';
import type { IoSocket } from './server.ts';

/** Whoever loads the page anew, or goes through a tunnel, has not left. */
const GRACE = 5 * time.SECOND;
/** Someone who does not take the answer is cut off after this long, ms. */
const PATIENCE = 1_000;

export class Guest {
  readonly #socket: IoSocket;
  readonly #waits: Waits;
  readonly #around: Surroundings;
  readonly #ids: { device: string; member: string };
  readonly #stop: () => void;
  #told: KnockAnswer | null = null;
  #knocking = false;
  #left = false;
  /** Until when the board last wrote down that they wait, by this socket. */
  #until = 0;

  constructor(socket: IoSocket, waits: Waits, around: Surroundings) {
    this.#socket = socket;
    this.#waits = waits;
    this.#around = around;
    const { randomBytes } = around;
    this.#ids = { device: freshId('device', randomBytes), member: freshId('member', randomBytes) };
    this.#stop = around.every(doorRule.heardEvery, () => void this.#knock());
  }

  /** Hash of their device's secret: who knocks on two sockets is one. */
  get device(): string {
    return this.#waits.guest.hash;
  }

  get #room(): Room {
    return this.#waits.hold.room;
  }

  /** Whoever came back is heard of as well, so that their other socket does not take them along when it ends. */
  begin(): void {
    const answer = this.#answer();
    if (answer === null || answer === 'waiting') void this.#knock();
    else this.#tell(answer);
  }

  /** Something about doors or members changed: tells them what it means for them. */
  look(): void {
    const answer = this.#answer();
    if (answer === null) void this.#knock();
    else this.#tell(answer);
  }

  /** What has become of them by now; null: nobody knows yet that they are here. */
  #answer(): KnockAnswer | null {
    const { state, keys } = this.#room;
    const { credential } = this.#waits;
    if (keys.find('device', this.device)) return 'in';
    const admission = actorOf(state, credential, this.#room.now());
    if (admission.type === 'in') return 'open';
    if (admission.type !== 'asks') return 'over';
    const door = state.records.get(`door:${credential.session}`)?.body;
    if (door?.type === 'door' && door.refused.includes(this.device)) return 'notToday';
    return keys.waiting(this.device) ? 'waiting' : null;
  }

  #tell(answer: KnockAnswer): void {
    if (this.#told === answer || this.#isOver()) return;
    this.#told = answer;
    this.#socket.emit('knock', answer);
    if (answer === 'waiting') return;
    this.#stop();
    this.#socket.disconnect(true);
    this.#around.after(PATIENCE, () => terminate(this.#socket));
  }

  /** The board is no more. */
  over(): void {
    this.#tell('over');
  }

  #isOver(): boolean {
    return this.#told !== null && this.#told !== 'waiting';
  }

  /** Has it written down that they wait, or that they still do. */
  async #knock(): Promise<void> {
    if (this.#knocking || this.#isOver()) return;
    this.#knocking = true;
    const { guest, credential } = this.#waits;
    const until = this.#room.now() + doorRule.waitsFor;
    const { session } = credential;
    const outcome = await this.#do({ type: 'door.knock', session, ...this.#ids, ...guest, until });
    this.#knocking = false;
    if (outcome === 'applied') this.#until = until;
    if (this.#left) return this.#withdraw();
    if (outcome === 'applied') this.look();
    else this.#notHeard(outcome);
  }

  #notHeard(why: RefusalCode): void {
    if (why === 'boardFull') this.#tell('full');
    else if (why === 'banned') this.#tell('notToday');
    else if (why === 'linkGone' || why === 'exists') this.#tell(this.#answer() ?? 'over');
    // it cannot be written down now: they come back in a moment
    else this.#socket.disconnect(true);
  }

  /** They are gone. @param forGood false: they are here on another socket, or will be on another node */
  leave(forGood: boolean): void {
    this.#stop();
    if (!forGood || this.#isOver()) return this.#release();
    this.#around.after(GRACE, () => {
      this.#left = true;
      if (!this.#knocking) this.#withdraw();
    });
  }

  /** Unless they showed themselves elsewhere since: then it says another `until`. */
  #withdraw(): void {
    const knock = this.#room.keys.waiting(this.device);
    const gone = knock && { type: 'door.leave' as const, device: knock.device, until: this.#until };
    void Promise.resolve(gone && this.#do(gone)).then(() => this.#release());
  }

  #release(): void {
    this.#waits.hold.release();
  }

  async #do(command: AnyCommand): Promise<RefusalCode | 'applied'> {
    const id = freshId('command', this.#around.randomBytes);
    const outcome = await this.#room.do({
      type: 'command',
      id,
      actor: { type: 'system' },
      commands: () => [command],
    });
    return outcome.type === 'applied' ? 'applied' : outcome.refusal.code;
  }
}
