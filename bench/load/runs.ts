/** The loads, by name. */
import type { Dialect } from './dialects/dialect.ts';
import type { Figures, Params, Site } from './job.ts';
import { fanout } from './runs/fanout.ts';

export const runs = { fanout } satisfies Record<
  string,
  (dialect: Dialect, site: Site, params: Params) => Promise<Figures>
>;
