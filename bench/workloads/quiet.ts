/** A board on which little happens: an edit should be there at once. */
import { ours } from '../contestants.ts';
import { atMost, type Report, type Workload } from '../workload.ts';
import { fanoutTable } from './fanout.ts';

const against = ['hocuspocus', 'y-websocket'];

export const quiet: Workload = {
  name: 'quiet',
  async run({ bench, others, quick }): Promise<Report> {
    const params = { listeners: 50, cards: 200, body: 0, edits: quick ? 5 : 1, seconds: quick ? 1 : 6 };
    const peers = others.filter(({ name }) => against.includes(name));
    const cells = await bench.compare([ours, ...peers], 'fanout', params);
    const p50 = (name: string): number => cells.get(name)?.median['p50'] ?? Number.NaN;
    const best = Math.min(...peers.filter(({ kind }) => kind === 'peer').map(({ name }) => p50(name)));
    return {
      ...fanoutTable(cells, params),
      title: 'A quiet board',
      goals: [
        atMost('Quiet board, 50 listeners, 1 edit/s: p50, of the best peer', 1.2, p50('tilth') / best, ''),
      ],
    };
  },
};
