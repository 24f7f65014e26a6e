/** A process that plays seeds: a processor of its own, and nothing between the world and the modules but Node. */
import { offer } from '../crowd/helper.ts';
import type { Mishap } from './mishaps.ts';
import { simulate, type Result } from './simulate.ts';

export interface Asked {
  seed: number;
  /** What another process found this seed's hash to be; null: this one is the first. */
  as: string | null;
}

export interface Played extends Pick<Result, 'violations' | 'hash' | 'entries' | 'sessions'> {
  seed: number;
  counts: readonly (readonly [Mishap, number])[];
  /** Where what happened is written down, if a law was broken or the hash is another. */
  trace: string | null;
}

export const deeds = {
  async play({ seed, as }: Asked): Promise<Played> {
    const { violations, hash, entries, sessions, tally, save } = await simulate(seed);
    const amiss = violations.length > 0 || (as !== null && hash !== as);
    const trace = amiss ? save() : null;
    return { seed, violations, hash, entries, sessions, counts: [...tally.counts], trace };
  },
};

offer(deeds);
