/** Development only: a market on the fixture's board, in its second part of five. */
import type { Phase, Session } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';
import { fixtureNow } from './fixture-board.ts';

const hana = 'm_hana000000';

const phase = (id: string, name: string, minutes: number, more: Partial<Phase> = {}): Phase => ({
  id,
  name,
  prompt: '',
  minutes,
  writes: ['need', 'offer', 'referral'],
  sort: 'newest',
  atEnd: 'nudge',
  ...more,
});

export const marketPhases: readonly Phase[] = [
  phase('welcome', 'Welcome', 5, { writes: [] }),
  phase('quiet', 'Offers: quiet writing', 8, {
    prompt: 'Write down what you could offer. One thing a card; small things count.',
    writes: ['offer'],
    silent: 'all',
  }),
  phase('offers', 'Offers market', 20, {
    prompt: 'In groups of four: read out what you offer, and say “I’d like this” to what you would like.',
    groups: 4,
  }),
  phase('unmet', 'Market of the unmatched', 15, { sort: 'untouched', promotions: true }),
  phase('thanks', 'Thanks', 5, { atEnd: 'nothing' }),
];

/** Hana runs it; 18 seconds of the part are gone. */
export function market(more: Partial<Session> = {}): Session {
  const on = marketPhases[more.phase ?? 1] ?? marketPhases[0];
  return {
    id: 's_market000000',
    title: 'Monday market',
    state: 'running',
    phases: marketPhases,
    phase: 1,
    since: fixtureNow - 18 * time.SECOND,
    length: (on?.minutes ?? 0) * time.MINUTE,
    used: [],
    began: fixtureNow - 6 * time.MINUTE,
    silent: 0,
    rounds: [],
    lead: hana,
    led: fixtureNow - 6 * time.MINUTE,
    order: [],
    ...more,
  };
}
