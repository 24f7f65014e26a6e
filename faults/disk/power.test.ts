/**
 * The power fails, at every point of a recording of what a server's store does to its disk, and nothing that was
 * acknowledged may be missing, or be there in part, when it starts again. `kill -9` does not prove that: what a killed
 * process wrote is still in the memory of the machine.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { Dice } from '#shared/testing/dice.ts';
import { seed } from '#shared/testing/seed.ts';
import { inForm } from '../form.ts';
import { cuts, inspect, type Places, type Recording } from './cuts.ts';
import { boards, mostSteps } from './history.ts';
import { inLanes } from './lanes.ts';
import { memoryFolder } from './memory-folder.ts';
import type { Survival } from './power.ts';
import { shimmed } from './shim.ts';
import { type DiskOperation, readTrace } from './trace.ts';

/** Every so many points the power is cut. */
const every = inForm({ short: 100, faults: 1, long: 1 });
/** How many random survivals of each cut are tried, beside that nothing survives. */
const torn = inForm({ short: 1, faults: 1, long: 6 });

/** At one in so many of these points also that everything survives. */
const EASY = inForm({ short: 2, faults: 4, long: 1 });

const memory = await memoryFolder();
afterAll(() => memory.remove());

async function record(name: string, honesty: 'synced' | 'unsynced', steps: number) {
  const root = join(memory.path, name);
  const trace = join(memory.path, `${name}.trace`);
  await mkdir(root);
  const script = join(import.meta.dirname, 'recorded.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, root, honesty, String(steps)], {
    env: { ...process.env, ...(await shimmed({ root, trace })) },
  });
  const places: Places = { root, log: join(root, 'data', 'log'), diary: join(root, 'diary') };
  return { operations: readTrace(await readFile(trace)), places };
}

interface Looked extends Recording {
  states: number;
  wrong: string[];
}

async function lookAt(
  { operations, places }: { operations: readonly DiskOperation[]; places: Places },
  survivals: (point: number) => readonly Survival[],
): Promise<Looked> {
  const found = { states: 0, wrong: new Array<string>() };
  const recording = await inLanes(cuts(operations, places, survivals), async (cut) => {
    found.states += 1;
    found.wrong.push(...(await inspect(cut, places.log, memory.path)));
  });
  return { ...recording, ...found };
}

test(
  `0 acknowledged lost over the power cuts of 2,000 operations (SEED=${seed})`,
  {
    timeout: 900_000,
  },
  async () => {
    const recording = await record('synced', 'synced', mostSteps);
    const dice = new Dice(seed);
    const hard: Survival[] = [
      { type: 'nothing' },
      ...Array.from({ length: torn }, (): Survival => ({ type: 'some', dice })),
    ];
    // That everything survives is what killing the process proves as well, so it is tried less often.
    const survivals: Survival[] = [...hard, { type: 'everything' }];
    const found = await lookAt(recording, (point) => {
      if ((point + seed) % every !== 0) return [];
      return (point + seed) % (EASY * every) === 0 ? survivals : hard;
    });
    process.stdout.write(
      `${found.acks} acknowledged operations, ${found.points} points at which the power can fail, ` +
        `${found.states} states of the disk opened: ${found.wrong.length} wrong\n`,
    );
    expect(found.wrong.slice(0, 10)).toEqual([]);
    expect(found.acks).toBe(boards.length * mostSteps);
    // An append, its sync, and now and then new tables: a recorder that saw less would prove nothing.
    expect(found.points).toBeGreaterThan(mostSteps * 4);
    expect(found.states).toBeGreaterThan((found.points / every) * 2 - 2);
  },
);

test('a store that forgets to sync is found out', { timeout: 60_000 }, async () => {
  const recording = await record('unsynced', 'unsynced', 20);
  const found = await lookAt(recording, () => [{ type: 'nothing' }]);
  expect(found.acks).toBe(boards.length * 20);
  expect(found.wrong.length).toBeGreaterThan(found.points / 4);
});
