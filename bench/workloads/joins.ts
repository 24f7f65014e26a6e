/** Coming in. */
import { ours } from '../contestants.ts';
import { short } from '../table.ts';
import { atMost, type Report, type Workload } from '../workload.ts';

const against = ['hocuspocus', 'y-websocket', 'tldraw'];

export const joins: Workload = {
  name: 'joins',
  async run({ bench, others, quick }): Promise<Report> {
    const params = quick ? { cards: 100, body: 100, alone: 10, herds: 2 } : { cards: 2_000, body: 100 };
    const all = [ours, ...others.filter(({ name }) => against.includes(name))];
    const cells = await bench.compare(all, 'joins', params);
    const figure = (name: string): number => cells.get(ours.name)?.median[name] ?? Number.NaN;
    return {
      title: 'Joins',
      about:
        `A board of ${params.cards.toLocaleString('en')} cards with bodies of 100 characters, from opening the socket until all of it is there: ` +
        'the middle of one join after the other, the same in processor time of the server (counted in steps of 10 ms over all), and 20 at once until the last.',
      head: ['server', 'one ms', 'one CPU ms', '20 at once ms', 'kB'],
      rows: [...cells.values()].map(({ contestant, median: of }) => [
        contestant.name,
        ...['oneMs', 'cpuMs', 'twentyMs', 'kB'].map((name) => short(of[name] ?? Number.NaN)),
      ]),
      goals: [
        atMost('Join, 2,000 cards: one', 3, figure('oneMs'), ' ms'),
        atMost('Join, 2,000 cards: 20 at once', 25, figure('twentyMs'), ' ms'),
        atMost('Join, 2,000 cards: bytes', 60, figure('kB'), ' kB'),
      ],
    };
  },
};
