/** How large a room may grow while everyone sees every edit in time. */
import { ours } from '../contestants.ts';
import { atLeast, atMost, type Report, type Workload } from '../workload.ts';
import { fanoutTable } from './fanout.ts';

const sizes = [2_750];
const IN_TIME = 100;

export const rooms: Workload = {
  name: 'rooms',
  async run({ bench, quick }): Promise<Report> {
    const cells = new Map();
    let largest = 0;
    let core = Number.NaN;
    const params = { cards: 200, body: 0, edits: 100, seconds: quick ? 1 : 5 };
    for (const listeners of quick ? [60] : sizes) {
      const name = `tilth, ${listeners.toLocaleString('en')}`;
      const contestant = { ...ours, name };
      const figures = await bench.measure(contestant, 'fanout', { ...params, listeners });
      cells.set(name, { contestant, rounds: [], median: figures });
      if ((figures['p99'] ?? Infinity) >= IN_TIME || (figures['lost'] ?? 1) > 0) break;
      largest = listeners;
      if (listeners === sizes[0]) core = 100 * (figures['cpuShare'] ?? Number.NaN);
    }
    return {
      ...fanoutTable(cells, params),
      title: 'The largest room',
      about: `As fan-out, with more and more listeners, as long as p99 stays under ${IN_TIME} ms.`,
      goals: [
        atLeast('Largest room, 100 edits/s, p99 < 100 ms', 2_750, largest, ''),
        atMost('Share of the core with 2,750 listeners', 75, core, ' %'),
      ],
    };
  },
};
