/** How many edits a second one board takes, each on the disk before its acknowledgement. */
import { ours } from '../contestants.ts';
import { atLeast, atMost, type Report, type Workload } from '../workload.ts';
import { fanoutTable } from './fanout.ts';

export const edits: Workload = {
  name: 'edits',
  async run({ bench, quick }): Promise<Report> {
    const wanted = quick ? 300 : 2_500;
    const params = {
      listeners: quick ? 40 : 200,
      cards: 200,
      body: 0,
      edits: wanted,
      seconds: quick ? 1 : 5,
    };
    const cells = await bench.compare([ours], 'fanout', params);
    const of = cells.get(ours.name)?.median ?? {};
    const written = (of['deliveriesPerSecond'] ?? Number.NaN) / (params.listeners - 1);
    return {
      ...fanoutTable(cells, params),
      title: 'Many edits',
      goals: [
        // Of what is under way at the end of the window a little is still to be counted.
        atLeast('Edits/s at 200 listeners, each acknowledged durable', 0.98 * wanted, written, ''),
        atMost('p99 of these', 100, of['p99'] ?? Number.NaN, ' ms'),
      ],
    };
  },
};
