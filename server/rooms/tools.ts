import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { LogStore } from '#server/store/port.ts';
import type { Surroundings } from '#server/surroundings.ts';

/** What every room is given. */
export interface RoomTools {
  store: LogStore;
  log: Log;
  metrics: Metrics;
  around: Surroundings;
}
