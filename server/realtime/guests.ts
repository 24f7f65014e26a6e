/** Those on this node who wait to be let in: how many an address may be, and how often it may come. */
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import type { BoardAudience } from './board-audience.ts';
import { Buckets } from './buckets.ts';
import { Guest } from './guest.ts';
import type { Waits } from './handshake.ts';
import type { IoSocket } from './server.ts';

export class Guests {
  readonly #around: Surroundings;
  readonly #metrics: Metrics;
  readonly #comings: Buckets;
  readonly #addresses = new Map<string, number>();
  #closed = false;

  constructor(around: Surroundings, metrics: Metrics) {
    this.#around = around;
    this.#metrics = metrics;
    const most = limits.knocksPerMinute;
    this.#comings = new Buckets({ perSecond: most / (time.MINUTE / time.SECOND), burst: most });
  }

  /** May one more of this address wait? It counts as having come. */
  mayWait(address: string): boolean {
    if ((this.#addresses.get(address) ?? 0) >= limits.knocksPerAddress) return false;
    return this.#comings.take(address, this.#around.mono());
  }

  /** @param left called once they are gone, let in or not */
  begin(socket: IoSocket, waits: Waits, audience: BoardAudience, left: () => void): void {
    const { address } = waits;
    const guest = new Guest(socket, waits, this.#around);
    audience.guests.add(guest);
    this.#count(address, 1);
    socket.once('disconnect', () => {
      audience.guests.delete(guest);
      this.#count(address, -1);
      const elsewhere = [...audience.guests].some(({ device }) => device === guest.device);
      guest.leave(!elsewhere && !this.#closed);
      left();
    });
    guest.begin();
  }

  #count(address: string, by: 1 | -1): void {
    const count = (this.#addresses.get(address) ?? 0) + by;
    if (count > 0) this.#addresses.set(address, count);
    else this.#addresses.delete(address);
    this.#metrics.guests.inc(by);
  }

  /** The server ends: those who wait come back, to it or to another, and have not left. */
  close(): void {
    this.#closed = true;
  }
}
