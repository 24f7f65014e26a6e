/** Cuts the power at chosen points of a recording, and starts a server's store on what is left each time. */
import { constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { levelStore } from '#server/store/level/engine.ts';
import { boards, difference, standingAfter, type Standing } from './history.ts';
import { Disk, type Survival } from './power.ts';
import type { DiskOperation } from './trace.ts';

/** Where a process did its work: `root` is what the shim watched, `log` the store's folder, `diary` what it said. */
export interface Places {
  root: string;
  log: string;
  diary: string;
}

export interface Cut {
  point: number;
  files: ReadonlyMap<string, Buffer>;
  /** How each board may stand, by its name. */
  allowed: ReadonlyMap<string, readonly Standing[]>;
}

/** What the process had been told, and what it had asked and not heard of, at each moment of the recording. */
class Diary {
  readonly #asked = new Map<string, number>();
  readonly #acked = new Map<string, number>();
  acks = 0;

  take(words: string): void {
    const [what, board, step] = words.trim().split(' ') as [string, string, string];
    if (what === 'acked') this.acks++;
    (what === 'acked' ? this.#acked : this.#asked).set(board, Number(step));
  }

  allowed(): Map<string, Standing[]> {
    return new Map(
      boards.map((board) => {
        const steps = new Set([this.#acked.get(board) ?? -1, this.#asked.get(board) ?? -1]);
        return [board, [...steps].map((step) => standingAfter(board, step))];
      }),
    );
  }
}

export interface Recording {
  /** How many power cuts are possible: one before each change of the disk, and one at the end. */
  points: number;
  /** How many acknowledgements the process got. */
  acks: number;
}

/**
 * @param survivals what of the un-synced survives a cut at point 0, 1, …; none: the power holds there
 * @returns every cut in order; at the end what there was to cut
 */
export function* cuts(
  operations: readonly DiskOperation[],
  places: Places,
  survivals: (point: number) => readonly Survival[],
): Generator<Cut, Recording> {
  const disk = new Disk(places.root);
  const diary = new Diary();
  const diaryFds = new Set<number>();
  let points = 0;
  function* cutHere(): Generator<Cut, void> {
    const point = points++;
    for (const survival of survivals(point))
      yield { point, files: disk.afterPowerLoss(survival), allowed: diary.allowed() };
  }
  for (const operation of operations) {
    if (operation.type === 'open') {
      if (operation.path === places.diary) diaryFds.add(operation.fd);
      else diaryFds.delete(operation.fd);
    }
    const isDiary = 'fd' in operation && diaryFds.has(operation.fd);
    if (isDiary && operation.type === 'write') diary.take(operation.bytes.toString());
    else if (changes(operation)) yield* cutHere();
    disk.do(operation);
  }
  yield* cutHere();
  return { points, acks: diary.acks };
}

function changes(operation: DiskOperation): boolean {
  return operation.type !== 'open' || (operation.flags & (constants.O_CREAT | constants.O_TRUNC)) !== 0;
}

/**
 * Starts a store on what a power loss left.
 * @param parent where the folder is laid down for the moment
 * @returns what is wrong, in words: nothing, if everything acknowledged is there, whole, and nothing else
 */
export async function inspect(cut: Cut, log: string, parent: string): Promise<string[]> {
  const folder = await mkdtemp(join(parent, 'cut-'));
  const wrong: string[] = [];
  const store = levelStore({ folder });
  try {
    for (const [path, bytes] of cut.files)
      if (path.startsWith(`${log}/`)) await writeFile(join(folder, basename(path)), bytes);
    await store.open();
    for (const [board, standings] of cut.allowed) {
      const differs = await difference(store, board, standings);
      if (differs) wrong.push(differs);
    }
  } catch (error) {
    wrong.push(String(error));
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
  return wrong.map((what) => `power lost at point ${cut.point}: ${what}`);
}
