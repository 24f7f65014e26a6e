import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entries, noteRecord, snapshotAt } from '../fixtures.ts';
import { StoreError } from '../port.ts';
import { levelStore } from './engine.ts';
import { newFolder } from './testing.ts';

const BOARDS = 8;
let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await newFolder()));
afterEach(() => remove());

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** mulberry32: small, seeded, good enough to choose what to break. */
function randomFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Burst {
  /** The last acknowledged seq of each board. */
  acked: Map<string, number>;
  doubts: string[];
}

/** Runs a burst until `enough` says so after a line, then kills it with SIGKILL. */
async function burst(enough: (burst: Burst) => boolean, shell?: (command: string) => string): Promise<Burst> {
  const script = join(import.meta.dirname, 'burst.ts');
  const command = [process.execPath, '--import', 'tsx', script, folder, String(BOARDS)];
  const child = shell
    ? spawn('sh', ['-c', shell(`exec ${command.map((part) => `'${part}'`).join(' ')}`)])
    : spawn(command[0]!, command.slice(1));
  const exited = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (data) => (complaints += String(data)));
  const seen: Burst = { acked: new Map(), doubts: [] };
  let killed = false;
  for await (const line of createInterface(child.stdout)) {
    const [board, seq] = line.split(' ');
    if (seq === 'unknown') seen.doubts.push(line);
    else seen.acked.set(board!, Number(seq));
    if (!killed && enough(seen)) killed = child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal, complaints).toBe('SIGKILL');
  return seen;
}

/** Everything acknowledged is there, whole, in order; what was not acknowledged is there whole or not at all. */
async function expectAll(acked: ReadonlyMap<string, number>): Promise<void> {
  const store = levelStore({ folder });
  await store.open();
  for (const [board, seq] of acked) {
    const read = await store.read(board, 0);
    if (read.type === 'gone') throw new Error('Nobody trimmed the log.');
    const end = read.entries.length;
    expect(end).toBeGreaterThanOrEqual(seq);
    expect(read.entries).toEqual(entries(0, end));
    expect(await store.records(board)).toEqual([noteRecord('h_1', `at ${end}`)]);
  }
  await store.close();
}

test(
  `kill -9 in a burst, five times: every acknowledged append is there (SEED=${seed})`,
  { timeout: 60_000 },
  async () => {
    const random = randomFrom(seed);
    const acked = new Map<string, number>();
    for (let round = 0; round < 5; round++) {
      const lines = 50 + random(400);
      let heard = 0;
      const { acked: now, doubts } = await burst(
        ({ acked: boards }) => ++heard >= lines && boards.size === BOARDS,
      );
      expect(doubts).toEqual([]);
      for (const [board, seq] of now) acked.set(board, seq);
      await expectAll(acked);
    }
    expect(acked.size).toBe(BOARDS);
  },
);

test(
  'a disk that fills up: no append is acknowledged and lost, and writing goes on after',
  { timeout: 60_000 },
  async () => {
    // No file may grow beyond 400 blocks of 512 bytes: LevelDB's log reaches that soon, its compressed tables later.
    const full = (command: string): string => `trap '' XFSZ; ulimit -f 400; ${command}`;
    let ackedAtDoubt = 0;
    const total = (boards: ReadonlyMap<string, number>): number =>
      [...boards.values()].reduce((sum, seq) => sum + seq, 0);
    const { acked, doubts } = await burst((seen) => {
      if (seen.doubts.length === 0) return false;
      ackedAtDoubt ||= total(seen.acked);
      return total(seen.acked) > ackedAtDoubt + 200;
    }, full);
    expect(doubts[0]).toContain('unknown');
    await expectAll(acked);
  },
);

test(
  `random bits flipped in the files: found, or without effect, but never believed (SEED=${seed})`,
  { timeout: 60_000 },
  async () => {
    const random = randomFrom(seed);
    const boards = Array.from({ length: BOARDS }, (_, i) => `b_${i}`);
    const fresh = levelStore({ folder });
    await fresh.open();
    for (let after = 0; after < 200; after += 20) {
      await Promise.all(boards.map((board) => fresh.append(board, after, entries(after, 20), [])));
      // Some of it in tables, the rest in the log.
      if (after === 100) await fresh.erase('b_none');
    }
    await fresh.saveSnapshot('b_0', snapshotAt(50));
    await fresh.close();
    const files = (await readdir(folder)).filter((name) => /\.(ldb|log)$|^MANIFEST/.test(name));
    const originals = new Map<string, Buffer>();
    for (const name of await readdir(folder)) originals.set(name, await readFile(join(folder, name)));

    const outcome = { whole: 0, corrupt: 0, shorter: 0, refused: 0 };
    for (let round = 0; round < 40; round++) {
      await remove();
      ({ folder, remove } = await newFolder());
      await restore(folder, originals);
      const name = files[random(files.length)]!;
      const bytes = Buffer.from(originals.get(name)!);
      if (bytes.length === 0) continue;
      bytes[random(bytes.length)]! ^= 1 << random(8);
      await writeFile(join(folder, name), bytes);

      const store = levelStore({ folder });
      try {
        await store.open();
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError);
        outcome.refused++;
        await store.close();
        continue;
      }
      for (const board of boards) {
        try {
          const read = await store.read(board, board === 'b_0' ? 50 : 0);
          if (read.type === 'gone') throw new Error('Nobody trimmed the log there.');
          const first = board === 'b_0' ? 50 : 0;
          expect(read.entries).toEqual(entries(first, read.entries.length));
          if (read.entries.length === 200 - first) outcome.whole++;
          else outcome.shorter++;
        } catch (error) {
          expect(error).toMatchObject({
            code: 'corrupt',
            message: expect.stringContaining(`board ${board}`),
          });
          outcome.corrupt++;
        }
      }
      await store.close();
    }
    expect(outcome.corrupt).toBeGreaterThan(0);
    expect(outcome.whole).toBeGreaterThan(0);
  },
);

async function restore(into: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(into, name), bytes);
}
