/** What rests in memory. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ours } from '../contestants.ts';
import { short } from '../table.ts';
import { atMost, type Report, type Workload } from '../workload.ts';

const collecting = pathToFileURL(join(import.meta.dirname, '../collect.mjs')).href;
const contestant = {
  ...ours,
  runs: { with: 'tilth', environment: { NODE_OPTIONS: `--import ${collecting}` } },
} as const;

export const memory: Workload = {
  name: 'memory',
  async run({ bench, quick }): Promise<Report> {
    const connections = quick ? 100 : 2_000;
    const boards = quick ? { boards: 5, warm: 2, rest: 1 } : { boards: 300, warm: 30 };
    const once = bench.once();
    const connection = await once.measure(contestant, 'idleConnections', { connections, collects: 1 });
    const board = await once.measure(contestant, 'idleBoards', { ...boards, collects: 1 });
    const kB = [connection['kBPerConnection'], board['kBIdle'], board['kBLive']].map(
      (each) => each ?? Number.NaN,
    );
    const [idleConnection = Number.NaN, idleBoard = Number.NaN] = kB;
    return {
      title: 'Memory',
      about:
        `After a garbage collection, one round. Resident memory of each of ${connections.toLocaleString('en')} connections that read one board of 50 cards and do ` +
        `nothing. In the server's heap and buffers, of each of ${boards.boards} boards of 50 cards with bodies of 100 characters, just used, and a minute after ` +
        `its last reader left; ${boards.warm} boards before them were used and left as long.`,
      head: ['server', 'idle connection kB', 'idle board kB', 'board just used kB'],
      rows: [['tilth', ...kB.map(short)]],
      goals: [
        atMost('Memory of an idle connection', 32, idleConnection, ' kB'),
        atMost('Memory of an idle board of 50 cards', 20, idleBoard, ' kB'),
      ],
    };
  },
};
