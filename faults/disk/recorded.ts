/**
 * The process whose disk is recorded: takes every step of every board, the boards side by side, and writes what it is
 * about to do and what was acknowledged into a file that the shim sees as well: so the trace has both in one order.
 * Arguments: the watched folder, `synced` or `unsynced` (a store that forgets to sync, which the proof must find out), and
 * how many steps of each board.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { ClassicLevel } from 'classic-level';
import type { Level } from '#server/store/level/database.ts';
import { levelStore } from '#server/store/level/engine.ts';
import { boards, take } from './history.ts';

/** It closes its store and opens it again so often. */
const STARTS = 4;

const [root, honesty, steps] = [argv[2]!, argv[3]!, Number(argv[4])];
const stepsBetweenStarts = Math.ceil(steps / STARTS);
const diary = openSync(join(root, 'diary'), 'a');
const say = (what: string, board: string, step: number) => writeSync(diary, `${what} ${board} ${step}\n`);

for (let from = 0; from < steps; from += stepsBetweenStarts) {
  const store = levelStore({ folder: join(root, 'data', 'log'), create });
  await store.open();
  await Promise.all(
    boards.map(async (board) => {
      for (let step = from; step < Math.min(steps, from + stepsBetweenStarts); step++) {
        say('asked', board, step);
        await take(store, board, step);
        say('acked', board, step);
      }
    }),
  );
  await store.close();
}

/** LevelDB's smallest write buffer: its files change as often as otherwise within hundreds of megabytes. */
function create(folder: string): Level {
  const level: Level = new ClassicLevel<string, Uint8Array>(folder, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
    writeBufferSize: 64 * 1024,
  });
  if (honesty === 'synced') return level;
  const batch = level.batch.bind(level) as (operations: unknown) => Promise<void>;
  return Object.assign(level, { batch: (operations: unknown) => batch(operations) });
}
