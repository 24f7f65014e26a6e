/** What a board costs as it grows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editCost, longPast } from '../growth.ts';
import { short } from '../table.ts';
import { atMost, type Report, type Workload } from '../workload.ts';

export const growth: Workload = {
  name: 'growth',
  async run({ quick }): Promise<Report> {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-bench-'));
    try {
      const cards: [number, number] = quick ? [20, 100] : [100, 2_000];
      const edits = quick ? 200 : 1_000;
      const { small, large } = await editCost(join(folder, 'cost'), { cards, edits, rounds: quick ? 1 : 5 });
      const past = quick ? 1_000 : 100_000;
      const long = await longPast(join(folder, 'past'), quick ? 50 : 500, past);
      return {
        title: 'Growth',
        about:
          `Processor time of an edit, 20 together, on a board of ${cards[0]} and of ${cards[1].toLocaleString('en')} cards (the best of 5 rounds); and a ` +
          `board with ${past.toLocaleString('en')} edits behind it: all files of its data folder, and until a server that knows nothing has it in memory. No sockets.`,
        head: ['edit, small board ms', 'edit, large board ms', 'folder MB', 'first load ms'],
        rows: [[small, large, long.folder / 1e6, long.coldLoad].map(short)],
        goals: [
          atMost('An edit among 2,000 cards, of one among 100', 1.3, large / small, ''),
          atMost('Folder of a board with 100,000 edits behind it', 2, long.folder / 1e6, ' MB'),
          atMost('First load of a board with 100,000 edits behind it', 300, long.coldLoad, ' ms'),
        ],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
