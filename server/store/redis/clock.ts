/**
 * The clock of Redis, as near as the way to it allows. All nodes of a board stamp its entries by this one clock, so that
 * the machines need not agree on the time.
 */
import type { Call } from '#server/redis/link.ts';
import { steadyClock } from '../entries.ts';

export class RedisClock {
  readonly #machine: () => number;
  #ahead = 0;
  /** ms since 1970; never goes back. */
  readonly now: () => number;

  /** @param machine this machine's clock, ms since 1970 */
  constructor(machine: () => number = Date.now) {
    this.#machine = machine;
    this.now = steadyClock(() => Math.round(this.#machine() + this.#ahead));
  }

  /** Learns how far the clock of Redis is ahead of the machine's; right to half the time that the question takes. */
  async sync(call: Call): Promise<void> {
    const asked = this.#machine();
    const [seconds, micros] = await call<[Buffer, Buffer]>(['TIME']);
    const answered = this.#machine();
    this.#ahead = Number(seconds) * 1_000 + Number(micros) / 1_000 - (asked + answered) / 2;
  }
}
