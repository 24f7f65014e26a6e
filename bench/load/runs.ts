/** The loads, by name. */
import type { Dialect } from './dialects/dialect.ts';
import type { Figures, Params, Site } from './job.ts';
import { fanout } from './runs/fanout.ts';
import { joins } from './runs/joins.ts';
import { idleBoards, idleConnections } from './runs/memory.ts';
import { presence } from './runs/presence.ts';
import { typing } from './runs/typing.ts';

export const runs = { fanout, presence, typing, joins, idleConnections, idleBoards } satisfies Record<
  string,
  (dialect: Dialect, site: Site, params: Params) => Promise<Figures>
>;
