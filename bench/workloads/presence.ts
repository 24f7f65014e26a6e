/** Everyone moves, everyone sees everyone. */
import { ours } from '../contestants.ts';
import { percent, short } from '../table.ts';
import { atLeast, atMost, type Report, type Workload } from '../workload.ts';

export const presence: Workload = {
  name: 'presence',
  async run({ bench, quick }): Promise<Report> {
    const params = { people: quick ? 40 : 800, moves: 10, seconds: quick ? 1 : 5 };
    const of = await bench.measure(ours, 'presence', params);
    const figure = (name: string): number => of[name] ?? Number.NaN;
    const p99 = figure('p99');
    return {
      title: 'Presence',
      about:
        `${params.people} members, each looking at another of 40 cards ten times a second, all seeing all. A move that is ` +
        'overtaken by the next of the same person before it was told is unseen.',
      head: ['server', 'people', 'moves/s', 'seen/s', 'unseen', 'p50 ms', 'p99 ms', 'core', 'kB/s each'],
      rows: [
        [
          'tilth',
          short(params.people),
          short(figure('movesPerSecond')),
          short(figure('deliveriesPerSecond')),
          percent(figure('unseen')),
          short(figure('p50')),
          short(p99),
          percent(figure('cpuShare')),
          short(figure('kbPerSecondEach')),
        ],
      ],
      goals: [
        atLeast(
          'People moving at 10 Hz, all seeing all, p99 < 100 ms',
          800,
          p99 < 100 ? params.people : 0,
          '',
        ),
        atMost('p99 of these', 100, p99, ' ms'),
      ],
    };
  },
};
