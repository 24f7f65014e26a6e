/** What a workload is to the bench: something to run, and something to say afterwards. */
import type { Bench } from './bench.ts';
import type { Contestant } from './contestants.ts';
import { short } from './table.ts';

export interface Terms {
  bench: Bench;
  /** Those to be measured beside Tilth; empty in the quick form. */
  others: readonly Contestant[];
  /** A smoke: everything runs, nothing is worth quoting. */
  quick: boolean;
}

export interface Goal {
  what: string;
  goal: string;
  measured: string;
  met: boolean;
}

export interface Report {
  title: string;
  /** The workload in a sentence: sizes, rates, lengths. */
  about: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  goals: readonly Goal[];
}

export interface Workload {
  name: string;
  run(terms: Terms): Promise<Report>;
}

/** A figure that must not be above what is wanted. */
export function atMost(what: string, wanted: number, measured: number, unit: string): Goal {
  return goal(what, `≤ ${wanted}${unit}`, measured, unit, measured <= wanted);
}

/** A figure that must not be below what is wanted. */
export function atLeast(what: string, wanted: number, measured: number, unit: string): Goal {
  return goal(what, `≥ ${wanted.toLocaleString('en')}${unit}`, measured, unit, measured >= wanted);
}

function goal(what: string, wanted: string, measured: number, unit: string, met: boolean): Goal {
  return {
    what,
    goal: wanted,
    measured: Number.isNaN(measured) ? 'not measured' : `${short(measured)}${unit}`,
    met,
  };
}
