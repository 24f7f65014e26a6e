/**
 * The end of the store's journal, cut off at every byte of its last 64 kB, and with a bit flipped in every byte: the store
 * starts each time, all records that are whole are there, and nothing else is.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { entries, noteRecord } from '#server/store/fixtures.ts';
import { levelStore } from '#server/store/level/engine.ts';
import { seed } from '#shared/testing/seed.ts';
import { inForm } from '../form.ts';
import { inLanes } from './lanes.ts';
import { memoryFolder } from './memory-folder.ts';

const TAIL = 64 * 1024;
/** One byte of so many is tried; which, the seed says. */
const every = inForm({ short: 1_021, faults: 31, long: 1 });
/** Likewise of the bits of the last three records. */
const everyBit = inForm({ short: 131, faults: 3, long: 1 });
const LAST_RECORDS = 3;
const boards = ['b_0', 'b_1', 'b_2', 'b_3'];

const memory = await memoryFolder();
afterAll(() => memory.remove());

interface Written {
  journal: string;
  bytes: Buffer;
  /** The other files. */
  others: Map<string, Buffer>;
  /** Where the record of each append ends. */
  ends: number[];
}

/** Appends to one board after the other, until the journal is longer than the tail. */
async function write(): Promise<Written> {
  const folder = join(memory.path, 'original');
  const store = levelStore({ folder });
  await store.open();
  const journal = (await readdir(folder)).find((name) => name.endsWith('.log'))!;
  const ends: number[] = [];
  for (let i = 0; (ends.at(-1) ?? 0) < TAIL + 8_192; i++) {
    const after = Math.floor(i / boards.length);
    const note = noteRecord('h_1', `at ${after + 1}`);
    await store.append(boards[i % boards.length]!, after, entries(after, 1), [{ id: note.id, record: note }]);
    ends.push((await readFile(join(folder, journal))).length);
  }
  await store.close();
  const files = new Map<string, Buffer>();
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
  const bytes = files.get(journal)!;
  files.delete(journal);
  return { journal, bytes, others: files, ends };
}

const written = await write();
const start = written.bytes.length - TAIL;

/** @returns what is wrong, in words, when the journal is that; null if exactly the first `appends` are there */
async function lookAt(journal: Buffer, appends: number): Promise<string | null> {
  const folder = await mkdtemp(join(memory.path, 'tail-'));
  for (const [name, bytes] of written.others) await writeFile(join(folder, name), bytes);
  await writeFile(join(folder, written.journal), journal);
  const store = levelStore({ folder });
  try {
    await store.open();
    for (const [index, board] of boards.entries()) {
      const end = Math.ceil((appends - index) / boards.length);
      const found = { read: await store.read(board, 0), records: await store.records(board) };
      const wanted = {
        read: { type: 'entries', entries: entries(0, end) },
        records: end > 0 ? [noteRecord('h_1', `at ${end}`)] : [],
      };
      if (!isDeepStrictEqual(found, wanted)) return `${board} does not end at ${end}`;
    }
    return null;
  } catch (error) {
    return String(error);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

interface Damage {
  what: string;
  journal: Buffer;
  /** How many appends are whole in it. */
  whole: number;
}

async function expectWhole(damages: Iterator<Damage, number>): Promise<number> {
  const wrong: string[] = [];
  const tried = await inLanes(damages, async ({ what, journal, whole }) => {
    const found = await lookAt(journal, whole);
    if (found) wrong.push(`${what}: ${found}`);
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  return tried;
}

function flipped(at: number, bit: number): Damage {
  const journal = Buffer.from(written.bytes);
  journal[at]! ^= 1 << bit;
  return { what: `bit ${bit} of byte ${at}`, journal, whole: written.ends.length };
}

test('the journal is there as written', async () => {
  expect(written.bytes.length).toBeGreaterThan(TAIL);
  expect(await lookAt(written.bytes, written.ends.length)).toBeNull();
  // What follows would pass if nothing were looked at: so the one thing that must be found wrong is.
  expect(await lookAt(written.bytes, written.ends.length - 1)).not.toBeNull();
});

test(`cut off at every byte (SEED=${seed})`, { timeout: 900_000 }, async () => {
  const tried = await expectWhole(
    (function* () {
      let count = 0;
      for (let length = start + (seed % every); length < written.bytes.length; length += every, count++) {
        const whole = written.ends.filter((end) => end <= length).length;
        yield { what: `cut at ${length}`, journal: written.bytes.subarray(0, length), whole };
      }
      return count;
    })(),
  );
  process.stdout.write(
    `the journal cut off at ${tried} of its last ${TAIL} bytes: it always starts, 0 lost\n`,
  );
  expect(tried).toBeGreaterThanOrEqual(Math.floor(TAIL / every));
});

test(`a bit flipped in every byte (SEED=${seed})`, { timeout: 900_000 }, async () => {
  const tried = await expectWhole(
    (function* () {
      let count = 0;
      for (let at = start + (seed % every); at < written.bytes.length; at += every, count++)
        yield flipped(at, (at + seed) % 8);
      const last = written.ends.at(-1 - LAST_RECORDS)!;
      for (let bit = seed % everyBit; bit < 8 * (written.bytes.length - last); bit += everyBit, count++)
        yield flipped(last + (bit >> 3), bit & 7);
      return count;
    })(),
  );
  process.stdout.write(`${tried} flipped bits in the journal: it always starts, 0 lost\n`);
  expect(tried).toBeGreaterThan(TAIL / every);
});

const zeroed = (from: number): Buffer => Buffer.from(written.bytes).fill(0, from, from + 4_096);

test('4 kB of zeros at the end: what was whole before them is there', async () => {
  const from = written.bytes.length - 4_096;
  const whole = written.ends.filter((end) => end <= from).length;
  expect(await lookAt(zeroed(from), whole)).toBeNull();
});

test('4 kB of zeros with acknowledged batches behind them: refused in plain words, nothing is changed', async () => {
  const folder = await mkdtemp(join(memory.path, 'middle-'));
  const journal = zeroed(start);
  for (const [name, bytes] of written.others) await writeFile(join(folder, name), bytes);
  await writeFile(join(folder, written.journal), journal);
  const failure = await levelStore({ folder })
    .open()
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'corrupt', message: expect.stringContaining(written.journal) });
  expect(await readFile(join(folder, written.journal))).toEqual(journal);
  expect((await readdir(folder)).toSorted()).toEqual([...written.others.keys(), written.journal].toSorted());
});
