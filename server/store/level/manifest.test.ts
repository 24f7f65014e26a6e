import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entries } from '../fixtures.ts';
import { levelStore } from './engine.ts';
import { intoTables, newFolder } from './testing.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await newFolder()));
afterEach(() => remove());

/** A store with tables and a journal, closed. @returns the names of its files that end so */
async function written(): Promise<(ending: RegExp) => Promise<string[]>> {
  const store = levelStore({ folder });
  await store.open();
  await store.append('b_1', 0, entries(0, 6), []);
  await intoTables(store);
  await store.append('b_1', 6, entries(6, 1), []);
  await store.close();
  return async (ending) => (await readdir(folder)).filter((name) => ending.test(name));
}

async function contents(): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => !/^(LOG|LOCK)/.test(name));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

async function isWhole(): Promise<void> {
  const store = levelStore({ folder });
  await store.open();
  expect(await store.read('b_1', 0)).toEqual({ type: 'entries', entries: entries(0, 7) });
  await store.close();
}

test.each([
  ['the journal', /\.log$/],
  ['the pointer to the list of files', /^CURRENT$/],
  ['the list of files', /^MANIFEST/],
  ['a table', /\.ldb$/],
])(
  'without %s a folder is refused, nothing in it is changed, and with it all is there',
  async (_, ending) => {
    const files = await written();
    const [name] = await files(ending);
    await rename(join(folder, name!), join(folder, '..', name!));
    const before = await contents();
    const store = levelStore({ folder });
    await expect(store.open()).rejects.toMatchObject({ code: 'corrupt' });
    expect(await contents()).toEqual(before);
    await rename(join(folder, '..', name!), join(folder, name!));
    await isWhole();
  },
);

test('an edit that was only begun is taken back', async () => {
  const files = await written();
  const [list] = await files(/^MANIFEST/);
  const path = join(folder, list!);
  const bytes = await readFile(path);
  // The header of a record with 40 bytes that never came.
  const begun = Buffer.alloc(47);
  begun.set([1, 2, 3, 4, 40, 0, 1]);
  await writeFile(path, Buffer.concat([bytes, begun]));
  await isWhole();
});

test.each([
  ['an empty list of files', (path: string) => writeFile(path, '')],
  ['no list of files', (path: string) => rm(path)],
])('a folder that never got further than %s is begun afresh', async (_, damage) => {
  const store = levelStore({ folder });
  await store.open();
  await store.close();
  const names = await readdir(folder);
  for (const name of names.filter((each) => /\.(log|ldb)$/.test(each))) await rm(join(folder, name));
  await damage(
    join(
      folder,
      names.find((name) => name.startsWith('MANIFEST'))!,
    ),
  );
  const again = levelStore({ folder });
  await again.open();
  expect(await again.append('b_1', 0, entries(0, 1), [])).toEqual({ type: 'ok', seq: 1 });
  await again.close();
});
