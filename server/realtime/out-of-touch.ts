/**
 * Sends everyone away from boards of which this node may not know the newest any more. Whoever was removed through another
 * node must not be served here on what was true some time ago; the others find a node that can save, or keep what they
 * write on their devices (docs/decisions/0017).
 */
import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import type { BoardAudience } from './board-audience.ts';

const LOOK_EVERY = time.SECOND;

export class OutOfTouch {
  readonly #audiences: () => Iterable<BoardAudience>;
  readonly #around: Surroundings;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #stop: () => void;
  #lookedAt: number;

  constructor(audiences: () => Iterable<BoardAudience>, around: Surroundings, metrics: Metrics, log: Log) {
    this.#audiences = audiences;
    this.#around = around;
    this.#metrics = metrics;
    this.#log = log;
    this.#lookedAt = around.mono();
    this.#stop = around.every(LOOK_EVERY, () => this.#look());
  }

  #look(): void {
    const slept = this.#around.mono() - this.#lookedAt;
    this.#lookedAt += slept;
    // After a pause of this process the answers may be here and not read yet: the next look decides.
    if (slept > 2 * LOOK_EVERY) return;
    for (const { room, connections } of this.#audiences()) {
      if (connections.size === 0 || room.outOfTouch <= limits.outOfTouchFor) continue;
      this.#log.warn(
        { board: room.board, connections: connections.size },
        'nobody can say what is new: everyone is sent away',
      );
      this.#metrics.sentAway.inc(connections.size);
      for (const connection of connections) connection.bye('restarting');
    }
  }

  close(): void {
    this.#stop();
  }
}
