/** A board costs per edit what its edits need, however many cards and how long a past it has. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editCost, longPast } from '../../bench/growth.ts';
import { inForm } from '../form.ts';
import { memoryFolder } from './memory-folder.ts';

const memory = await memoryFolder();
afterAll(() => memory.remove());

test('an edit costs the same on a board of 100 cards and on one of 2,000', { timeout: 300_000 }, async () => {
  const { small, large } = await editCost(join(memory.path, 'cost'), {
    cards: [100, 2_000],
    edits: 1_000,
    rounds: inForm({ short: 3, faults: 9, long: 27 }),
  });
  process.stdout.write(
    `an edit: ${small.toFixed(3)} ms of processor time among 100 cards, ${large.toFixed(3)} ms among 2,000 ` +
      `(${(large / small).toFixed(2)} times)\n`,
  );
  expect(large / small).toBeLessThan(1.3);
});

/** Also in the short form enough for a document that is mostly past. */
const edits = inForm({ short: 21_000, faults: 100_000, long: 100_000 });

test(
  `a board with ${edits.toLocaleString('en')} edits behind it is small, and loads fast`,
  {
    timeout: 600_000,
  },
  async () => {
    const { folder, coldLoad } = await longPast(join(memory.path, 'past'), 500, edits);
    process.stdout.write(
      `${edits.toLocaleString('en')} edits of 500 cards: folder ${(folder / 1e6).toFixed(2)} MB, first load ${coldLoad.toFixed(0)} ms\n`,
    );
    expect(folder).toBeLessThan(2_000_000);
    expect(coldLoad).toBeLessThan(300);
  },
);
