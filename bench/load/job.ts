/** What the bench asks of a load process, and what it gets back. */
import type { dialects } from './dialects.ts';
import type { runs } from './runs.ts';

export type RunName = keyof typeof runs;
export type DialectName = keyof typeof dialects;
export type Params = Readonly<Record<string, number>>;
/** Figures by name; those that were not measured are NaN. */
export type Figures = Record<string, number>;

export interface Site {
  port: number;
  /** Process whose time and memory count, with its descendants. */
  pid: number;
}

export interface Job extends Site {
  run: RunName;
  dialect: DialectName;
  params: Params;
}
