/** All that is measured, in this order. */
import type { Workload } from './workload.ts';
import { fanout1000, fanout500 } from './workloads/fanout.ts';
import { quiet } from './workloads/quiet.ts';

export const workloads: readonly Workload[] = [fanout500, fanout1000, quiet];
