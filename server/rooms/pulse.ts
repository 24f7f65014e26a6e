/**
 * Tells readers now and then what the board's rows hash to, so that a copy which differs is found and mended. Nothing in
 * the code makes one differ; what a heartbeat finds is a bug, or a device's broken memory or storage.
 */
import type { Surroundings } from '#server/surroundings.ts';
import { rowShape, StateHash } from '#shared/doc/state-hash.ts';
import { limits } from '#shared/limits.ts';
import type { Outbound } from './outbound.ts';
import type { Replica } from './replica.ts';

/** A large board is hashed in turns so far apart, ms, the first time. */
const TURNS_APART = 20;

export class Pulse {
  readonly #hash = new StateHash();
  readonly #around: Surroundings;
  readonly #replica: () => Replica;
  readonly #outbound: Outbound;
  #cancel: () => void;

  constructor(around: Surroundings, replica: () => Replica, outbound: Outbound) {
    this.#around = around;
    this.#replica = replica;
    this.#outbound = outbound;
    this.#cancel = this.#after(limits.pulseEvery);
  }

  #after(wait: number): () => void {
    return this.#around.after(wait, () => {
      this.#cancel = this.#after(this.#beat() ? limits.pulseEvery : TURNS_APART);
    });
  }

  /** False: more of the board is to be hashed first. */
  #beat(): boolean {
    if (this.#outbound.audience.readers === 0) return true;
    const { state, epoch, seq } = this.#replica();
    const hash = this.#hash.of(state);
    if (hash === null) return false;
    // Afterwards every reader is at the replica's position.
    this.#outbound.flush();
    this.#outbound.audience.pulse(epoch, seq, rowShape, hash);
    return true;
  }

  close(): void {
    this.#cancel();
  }
}
