/** All that is measured, in this order. */
import type { Workload } from './workload.ts';
import { acks } from './workloads/acks.ts';
import { edits } from './workloads/edits.ts';
import { fanout1000, fanout500 } from './workloads/fanout.ts';
import { growth } from './workloads/growth.ts';
import { joins } from './workloads/joins.ts';
import { memory } from './workloads/memory.ts';
import { presence } from './workloads/presence.ts';
import { quiet } from './workloads/quiet.ts';
import { rooms } from './workloads/rooms.ts';
import { typing } from './workloads/typing.ts';

export const workloads: readonly Workload[] = [
  fanout500,
  fanout1000,
  quiet,
  rooms,
  edits,
  presence,
  typing,
  joins,
  memory,
  acks,
  growth,
];
