/** A load: what it is given, and what it measures. */
import type { Dialect } from './dialects/dialect.ts';

export type Params = Readonly<Record<string, number>>;
/** Figures by name; those that were not measured are NaN. */
export type Figures = Record<string, number>;

export interface Site {
  port: number;
  /** Process whose time and memory count, with its descendants. */
  pid: number;
}

export type Run = (dialect: Dialect, site: Site, params: Params) => Promise<Figures>;
