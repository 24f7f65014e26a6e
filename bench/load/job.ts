/** What the bench asks of a load process. */
import type { dialects } from './dialects.ts';
import type { Params, Site } from './run.ts';
import type { runs } from './runs.ts';

export type RunName = keyof typeof runs;
export type DialectName = keyof typeof dialects;

export interface Job extends Site {
  run: RunName;
  dialect: DialectName;
  params: Params;
}
