import { describe, expect, it } from 'vitest';
import type { Session } from '#shared/board/types.ts';
import { spanWords } from '#client/words/spans.ts';
import { clockWords, type Told } from './moments.ts';

const MINUTE = 60_000;
const start = 1_000_000;

function running(more: Partial<Session> = {}): Session {
  return {
    id: 's_1',
    title: 'A market',
    state: 'running',
    phases: [
      { id: 'a', name: 'Welcome', prompt: '', minutes: 5, writes: [], sort: 'newest', atEnd: 'nothing' },
      {
        id: 'b',
        name: 'Needs market',
        prompt: 'Walk about and read.',
        minutes: 10,
        writes: ['need'],
        sort: 'newest',
        atEnd: 'freeze',
      },
    ],
    phase: 1,
    since: start,
    length: 10 * MINUTE,
    used: [],
    silent: 0,
    rounds: [],
    lead: 'm_1',
    led: 0,
    order: [],
    ...more,
  };
}

/** Looks at the clock at those instants (ms into the phase); what was said, with when. */
function heard(looks: readonly [at: number, session?: Session | null][]): string[] {
  let told: Told | null | undefined;
  let session: Session | null = running();
  const said: string[] = [];
  for (const [at, is] of looks) {
    if (is !== undefined) session = is;
    const now = clockWords(session, told, start + at);
    told = now.told;
    if (now.words) said.push(`${at / 1_000}: ${now.words}`);
  }
  return said;
}
const every = (step: number, from: number, to: number): [number][] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, nth) => [from + nth * step]);

describe('the five moments', () => {
  it('each is said once, however often one looks', () => {
    expect(heard([[-1, null], [0, running()], ...every(250, 250, 11 * MINUTE)])).toEqual([
      '0: Needs market. Ten minutes. Walk about and read.',
      '300: Half the time is over: five minutes left.',
      '540: One minute left.',
      '590: Ten seconds left.',
      '600: Time is up. Writing rests now; what you began is kept.',
    ]);
  });

  it('the end alone does not wait for its turn', () => {
    const urgent = [0, 5, 9, 10].map((minutes) => {
      const before = clockWords(running(), undefined, start + minutes * MINUTE - 100).told;
      return clockWords(running(), before, start + minutes * MINUTE).urgent;
    });
    expect(urgent).toEqual([false, false, false, true]);
  });

  it.each<[string, [number, (Session | null)?][], string[]]>([
    ['someone who opens the page hears nothing of what is past', [[6 * MINUTE], [6 * MINUTE + 100]], []],
    [
      'someone who comes back into a phase hears its name and what is left',
      [
        [0, null],
        [3 * MINUTE, running()],
      ],
      ['180: Needs market. Seven minutes left. Walk about and read.'],
    ],
    ['a page that slept says nothing late', [[4 * MINUTE], [9.5 * MINUTE], [9.5 * MINUTE + 100]], []],
    [
      'of two that were passed at once the last is said',
      [[4 * MINUTE], [590_500]],
      ['590.5: Ten seconds left.'],
    ],
    [
      'a clock that is stopped says nothing, and goes on where it was',
      [
        [4 * MINUTE],
        [4.5 * MINUTE, running({ paused: start + 4.5 * MINUTE })],
        [20 * MINUTE],
        [20 * MINUTE + 1, running({ since: start + 15.5 * MINUTE })],
        [20.5 * MINUTE],
        [20.6 * MINUTE],
      ],
      ['1230: Half the time is over: five minutes left.'],
    ],
    [
      'a minute more makes a moment future again, and it is said again',
      [
        [8.9 * MINUTE],
        [9 * MINUTE],
        [9.1 * MINUTE, running({ length: 11 * MINUTE })],
        [10 * MINUTE],
        [10.1 * MINUTE],
      ],
      ['540: One minute left.', '600: One minute left.'],
    ],
    [
      'going back starts the phase before again',
      [[6 * MINUTE], [6 * MINUTE + 50, running({ phase: 0, since: start + 2 * MINUTE, length: 5 * MINUTE })]],
      ['360.05: Welcome. One minute left.'],
    ],
    [
      'the same phase again is said again',
      [
        [6 * MINUTE],
        [7 * MINUTE, running({ phase: 0, since: start + 7 * MINUTE, length: 5 * MINUTE })],
        [8 * MINUTE, running({ since: start + 8 * MINUTE })],
      ],
      ['420: Welcome. Five minutes.', '480: Needs market. Ten minutes. Walk about and read.'],
    ],
    [
      'a clock that is set back a little says nothing twice',
      [[5 * MINUTE - 10], [5 * MINUTE], [5 * MINUTE - 400], [5 * MINUTE + 100]],
      ['300: Half the time is over: five minutes left.'],
    ],
    [
      'nothing before the start and after the end',
      [
        [0, running({ state: 'planned' })],
        [9, running({ state: 'ended', phase: 2 })],
      ],
      [],
    ],
  ])('%s', (_, looks, words) => expect(heard(looks)).toEqual(words));

  it('short phases say no more than there is time for', () => {
    const short = running({ length: 10_000 });
    expect(heard([[-1, null], [0, short], ...every(100, 100, 12_000)])).toEqual([
      '0: Needs market. Ten seconds. Walk about and read.',
      '5: Half the time is over: five seconds left.',
      '10: Time is up. Writing rests now; what you began is kept.',
    ]);
    const two = running({ length: 2 * MINUTE });
    expect(heard([[0, two], ...every(100, 100, 3 * MINUTE)])).toEqual([
      '60: Half the time is over: one minute left.',
      '110: Ten seconds left.',
      '120: Time is up. Writing rests now; what you began is kept.',
    ]);
  });

  it('tells when to look again, until nothing is left to say', () => {
    const next = (at: number, session = running()): number | null =>
      clockWords(session, undefined, start + at).next;
    expect(next(0)).toBe(5 * MINUTE);
    expect(next(5 * MINUTE)).toBe(4 * MINUTE);
    expect(next(9.9 * MINUTE)).toBe(6_000);
    expect(next(10 * MINUTE)).toBeNull();
    expect(next(MINUTE, running({ paused: start + MINUTE }))).toBeNull();
  });
});

it.each([
  [600_000, 'ten minutes'],
  [59_600, 'one minute'],
  [61_000, 'one minute and one second'],
  [450_000, 'seven minutes and 30 seconds'],
  [1_200_000, '20 minutes'],
  [1_000, 'one second'],
  [-5, 'no seconds'],
])('%i ms are %s', (span, words) => expect(spanWords(span)).toBe(words));
