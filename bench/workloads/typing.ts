/** Keystrokes in open bodies, to those who write beside and to those who read. */
import { ours } from '../contestants.ts';
import { percent, short } from '../table.ts';
import { atMost, type Report, type Workload } from '../workload.ts';

export const typing: Workload = {
  name: 'typing',
  async run({ bench, quick }): Promise<Report> {
    const params = { listeners: quick ? 40 : 500, writers: 20, keys: 8, seconds: quick ? 1 : 6 };
    const of = await bench.measure(ours, 'typing', params);
    const figure = (name: string): number => of[name] ?? Number.NaN;
    return {
      title: 'Typing',
      about:
        `${params.listeners} people on a board of 200 cards with bodies of 100 characters. Twenty write 8 keys a second, each at the ` +
        'end of a body of their own, which one other has open; a key is a mark of 7 characters. All others read settled text.',
      head: [
        'server',
        'keys/s',
        'to editors p50',
        'p99 ms',
        'to readers p50',
        'p99 ms',
        'ack p50',
        'p99 ms',
        'core',
        'lost',
      ],
      rows: [
        [
          'tilth',
          ...[
            'keysPerSecond',
            'editorsP50',
            'editorsP99',
            'readersP50',
            'readersP99',
            'ackP50',
            'ackP99',
          ].map((name) => short(figure(name))),
          percent(figure('cpuShare')),
          percent(Math.max(figure('editorsLost'), figure('readersLost'))),
        ],
      ],
      goals: [
        atMost('Keys to co-editors: p99', 100, figure('editorsP99'), ' ms'),
        atMost('Keys to 480 readers: p99', 500, figure('readersP99'), ' ms'),
      ],
    };
  },
};
