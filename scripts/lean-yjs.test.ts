/** The Yjs that pages have, in a bundle like theirs, beside the whole one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as whole from 'yjs';
import { type State, tableNames } from '#shared/board/types.ts';
import * as board from '#shared/doc/board.ts';
import * as text from '#shared/doc/text.ts';
import { OpSource } from '#shared/doc/testing/ops.ts';
import { Dice } from '#shared/testing/dice.ts';
import { seed } from '#shared/testing/seed.ts';
import { leanYjs } from './lean-yjs.ts';

const here = { ...whole, ...board, ...text };
/** What both have. */
type Side = Pick<
  typeof here,
  | ('applyUpdate' | 'encodeStateAsUpdate' | 'encodeStateAsUpdateV2' | 'encodeStateVector' | 'UndoManager')
  | ('newBoardCopy' | 'Projection' | 'newTextDoc' | 'spliceText' | 'textOf')
>;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const entry = `
  export { applyUpdate, encodeStateAsUpdate, encodeStateAsUpdateV2, encodeStateVector, UndoManager } from 'yjs';
  export { newBoardCopy, Projection } from '${at('../shared/doc/board.ts')}';
  export { newTextDoc, spliceText, textOf } from '${at('../shared/doc/text.ts')}';`;

let folder: string;
let pages: Side;

beforeAll(async () => {
  // a bundle has its own on purpose
  vi.spyOn(console, 'error').mockReturnValue();
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      leanYjs,
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id.endsWith('/entry') ? id : null),
        load: (id) => (id.endsWith('/entry') ? entry : null),
      },
    ],
    build: { write: false, minify: false, target: 'es2022', lib: { entry: 'entry', formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const { code } = built[0]!.output[0];
  folder = await mkdtemp(join(tmpdir(), 'lean-yjs-'));
  const file = join(folder, 'pages.mjs');
  await writeFile(file, code);
  pages = (await import(pathToFileURL(file).href)) as Side;
});

afterAll(() => rm(folder, { recursive: true }));

/** A text as one of the two has it, with what its screen was told. */
function typist(side: Side, clientID: number) {
  const doc = side.newTextDoc();
  doc.clientID = clientID;
  const told: unknown[] = [];
  const undo = new side.UndoManager(side.textOf(doc), {
    trackedOrigins: new Set(['me']),
    captureTimeout: 1e9,
  });
  side.textOf(doc).observe((event) => told.push(event.delta));
  return { side, doc, undo, told };
}

/** Compared as one word: number by number takes seconds. */
const stateOf = ({ side, doc }: ReturnType<typeof typist>): string =>
  Buffer.from(side.encodeStateAsUpdate(doc)).toString('base64');

test(`texts are typed, merged and taken back as in the whole (SEED=${seed})`, () => {
  const dice = new Dice(seed);
  const other = text.newTextDoc();
  other.clientID = 3;
  const both = [typist(pages, 7), typist(here, 7)] as const;
  let told = 0;
  for (let step = 0; step < 400; step += 1) {
    const [index, remove] = [dice.between(0, 40), dice.between(0, 4)];
    const insert = dice.one(['', 'a', 'soup ', '🍲', 'é\n']);
    const what = dice.between(0, 9);
    if (what < 2) text.spliceText(other, index, remove, insert, 'them');
    const theirs = whole.encodeStateAsUpdate(other);
    for (const { side, doc, undo } of both) {
      if (what === 0) side.applyUpdate(doc, theirs);
      else if (what === 2) undo.undo();
      else if (what === 3) undo.redo();
      else if (what === 4) undo.stopCapturing();
      else if (what > 4) side.spliceText(doc, index, remove, insert, 'me');
    }
    const [lean, full] = both;
    expect(stateOf(lean), `step ${step}`).toBe(stateOf(full));
    told += full.told.length;
    expect(lean.told.splice(0)).toEqual(full.told.splice(0));
    if (dice.rarely(5))
      whole.applyUpdate(other, pages.encodeStateAsUpdate(lean.doc, whole.encodeStateVector(other)));
  }
  expect(told).toBeGreaterThan(100);
});

test(`a board is followed and kept as in the whole (SEED=${seed})`, () => {
  const source = new OpSource(new Dice(seed));
  const server = board.newBoardDoc(7);
  const page = pages.newBoardCopy();
  const projection = new pages.Projection(page);
  server.on('update', (update: Uint8Array) => pages.applyUpdate(page, update));
  for (let entries = 0; entries < 200; entries += 1) board.applyToDoc(server, source.entry());
  expect(rowsOf(projection.state)).toEqual(rowsOf(source.state));
  const kept = board.loadBoardDoc(8, pages.encodeStateAsUpdateV2(page));
  expect(rowsOf(board.readBoard(kept))).toEqual(rowsOf(source.state));
});

test('a type that no board holds is refused', () => {
  const odd = new whole.Doc();
  odd.getMap('cards').set('c_1', new whole.Array());
  expect(() => pages.applyUpdate(pages.newBoardCopy(), whole.encodeStateAsUpdate(odd))).toThrow(
    'No board holds this.',
  );
});

function rowsOf(state: State): unknown {
  return tableNames.map((table) => [...state[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
}
