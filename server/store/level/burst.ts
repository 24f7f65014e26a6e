/**
 * A server's writing, as a process that a test can kill: appends to several boards as fast as it can and prints
 * `<board> <seq>` for each append once it was acknowledged. Arguments: folder, number of boards.
 */
import { writeSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { entries, noteRecord } from '../fixtures.ts';
import { levelStore } from './engine.ts';

const [folder, count] = [argv[2]!, Number(argv[3])];
const store = levelStore({ folder });
await store.open();

await Promise.all(
  Array.from({ length: count }, async (_, i) => {
    const board = `b_${i}`;
    const read = await store.read(board, 0);
    let after = read.type === 'entries' ? read.entries.length : 0;
    for (;;) {
      const size = 1 + (after % 3);
      const record = noteRecord('h_1', `at ${after + size}`);
      const result = await store.append(board, after, entries(after, size), [{ id: record.id, record }]);
      switch (result.type) {
        case 'ok':
          after = result.seq;
          say(`${board} ${after}`);
          break;
        case 'unknown':
          say(`${board} unknown ${String(result.error)}`);
          await new Promise((resolve) => setTimeout(resolve, 50));
          after = await end(board, after);
          break;
        case 'conflict':
          after += result.entries.length;
          break;
        case 'erased':
          throw new Error(`Nobody erased ${board}.`);
      }
    }
  }),
);

/** Written at once: what lies in a buffer when the process dies was not acknowledged. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(stdout.fd, `${line}\n`);
      return;
    } catch (error) {
      // The pipe is full until the reader catches up.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

async function end(board: string, after: number): Promise<number> {
  try {
    const read = await store.read(board, after);
    return read.type === 'entries' ? after + read.entries.length : after;
  } catch {
    return after;
  }
}
