/** The loads, by name. */
import type { Run } from './run.ts';
import { fanout } from './runs/fanout.ts';
import { joins } from './runs/joins.ts';
import { idleBoards, idleConnections } from './runs/memory.ts';
import { presence } from './runs/presence.ts';
import { typing } from './runs/typing.ts';

export const runs = { fanout, presence, typing, joins, idleConnections, idleBoards } satisfies Record<
  string,
  Run
>;
