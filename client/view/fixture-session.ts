/** Development only: a market on the fixture's board, in its second part of five. */
import type { Phase, Seat, Session } from '#shared/board/types.ts';
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

const { SECOND, MINUTE } = time;
const ids = [
  'milos00000',
  'ines000000',
  'teo0000000',
  'bryn000000',
  'dora000000',
  'yusuf00000',
  'greta00000',
];
const [milos, ines, teo, bryn, dora, yusuf, greta] = ids.map((id) => `m_${id}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** The same market as its lead sees it: in groups, something on the wall, somebody to take over. */
export function led(lead: string): Session {
  const groups = [
    [milos, ines, teo, bryn],
    [dora, yusuf, greta, hana],
  ];
  return market({
    phase: 2,
    lead,
    led: fixtureNow - 25 * MINUTE,
    began: fixtureNow - 25 * MINUTE,
    since: fixtureNow - 12 * MINUTE,
    groups,
    rounds: [groups],
    spotlight: 'c_card00000013',
    order: [hana],
  });
}

export const ledSeats: readonly Seat[] = [
  { id: hana, ready: 'offers' },
  { id: milos, ready: 'offers' },
  { id: ines, hand: fixtureNow - 40 * SECOND },
  { id: teo },
  { id: bryn, hand: fixtureNow - 10 * SECOND },
  { id: dora, ready: 'offers' },
  { id: yusuf },
  { id: greta, passed: 'offers' },
  { id: 'm_pat0000000', away: fixtureNow - 3 * MINUTE },
];
