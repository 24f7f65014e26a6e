import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { LogStore } from '#server/store/port.ts';

/** What every room is given. */
export interface RoomTools {
  store: LogStore;
  log: Log;
  metrics: Metrics;
}
