/**
 * Flips one random bit in a copy of a store's files, round after round, and checks that whatever is read afterwards is
 * right or refused. A process of its own, because damage can make LevelDB end it. Arguments: seed, first round, rounds.
 * Prints `<round> <outcome> <boards>` as each round is over; a wrong value ends it with code 1.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { Dice } from '#shared/testing/dice.ts';
import { entries, snapshotAt } from '../fixtures.ts';
import { StoreError } from '../port.ts';
import { levelStore } from './engine.ts';
import { intoTables, newFolder } from './testing.ts';

const [seed, first, rounds] = argv.slice(2).map(Number) as [number, number, number];
const boards = Array.from({ length: 8 }, (_, i) => `b_${i}`);
const LENGTH = 200;
const TRIMMED = 50;

type Files = Map<string, Buffer>;

async function written(): Promise<Files> {
  const { folder, remove } = await newFolder();
  const store = levelStore({ folder });
  await store.open();
  for (let after = 0; after < LENGTH; after += 20) {
    await Promise.all(boards.map((board) => store.append(board, after, entries(after, 20), [])));
    // Some of it in tables, the rest in the log.
    if (after === 100) await intoTables(store);
  }
  await store.saveSnapshot('b_0', snapshotAt(TRIMMED));
  await store.close();
  const files: Files = new Map();
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
  await remove();
  return files;
}

async function read(folder: string): Promise<string[]> {
  const store = levelStore({ folder });
  try {
    await store.open();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    await store.close();
    return ['refused'];
  }
  const found: string[] = [];
  for (const board of boards) found.push(await readBoard(store, board));
  await store.close();
  return found;
}

async function readBoard(store: ReturnType<typeof levelStore>, board: string): Promise<string> {
  const from = board === 'b_0' ? TRIMMED : 0;
  try {
    const answer = await store.read(board, from);
    if (answer.type !== 'entries') throw new Error('Nobody trimmed the log there.');
    deepStrictEqual(answer.entries, entries(from, answer.entries.length));
    return answer.entries.length === LENGTH - from ? 'whole' : 'shorter';
  } catch (error) {
    const named = error instanceof StoreError && error.code === 'corrupt' && error.message.includes(board);
    if (!named) throw error;
    return 'corrupt';
  }
}

const originals = await written();
const targets = [...originals.keys()].filter((name) => /\.(ldb|log)$|^MANIFEST/.test(name)).toSorted();
for (let round = first; round < rounds; round += 1) {
  const dice = new Dice(seed + round);
  const { folder, remove } = await newFolder();
  await mkdir(folder, { recursive: true });
  const name = dice.one(targets);
  for (const [file, bytes] of originals) {
    const copy = Buffer.from(bytes);
    if (file === name && copy.length > 0) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
    await writeFile(join(folder, file), copy);
  }
  const found = await read(folder);
  for (const what of new Set(found)) {
    stdout.write(`${round} ${what} ${found.filter((each) => each === what).length}\n`);
  }
  await remove();
}
