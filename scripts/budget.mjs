/**
 * How much script people load, each file compressed by itself as it travels, against three budgets: the first load of a
 * board (the entry of dist/client/board.html and everything it imports statically), the live board in a frame on another
 * site, and the element of that site. Fails above one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 60_000;
/** What a page of somebody else's loads to show a board. */
const EMBED_BUDGET = 8_000;
/** What the same page's frame loads until the live board stands in it: the board, and what lets it in there. */
const LIVE_BUDGET = 62_500;
/** What the element loads besides when somebody wants to write. */
const MORE_BUDGET = 2_000;
const folder = 'dist/client';

/** @typedef {{ file: string, imports?: string[] }} Chunk @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
const byFile = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));

const page = readFileSync(join(folder, 'board.html'), 'utf8');
const waiting = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');

/** These files, and all that they import. @param {Iterable<string>} entries */
function withImports(entries) {
  const files = new Set(entries);
  for (const file of files) {
    for (const key of byFile.get(file)?.imports ?? []) {
      const next = manifest[key];
      if (next) files.add(next.file);
    }
  }
  return files;
}
const files = withImports(waiting);
if (files.size === 0) throw new Error('board.html loads no script: is it built?');

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(join(folder, file)), { level: 9 }).byteLength;
  total += size;
  console.log(`${String(size).padStart(7)} B  ${file}`);
}
console.log(`${String(total).padStart(7)} B  first load of a board, gzip; the budget is ${BUDGET} B`);
if (total > BUDGET) process.exitCode = 1;

let live = total;
const lets = ['embedded/embedded.ts', 'embedded/tab-keep.ts', 'embedded/wishes.ts', 'sync/host-wire.ts'].map(
  (source) => {
    const chunk = manifest[source];
    if (!chunk) throw new Error(`${source} is no file of its own any more.`);
    return chunk.file;
  },
);
for (const file of withImports(lets))
  if (!files.has(file)) live += gzipSync(readFileSync(join(folder, file)), { level: 9 }).byteLength;
console.log(`${String(live).padStart(7)} B  the live board in a frame, gzip; the budget is ${LIVE_BUDGET} B`);
if (live > LIVE_BUDGET) process.exitCode = 1;

for (const [file, budget] of /** @type {const} */ ([
  ['embed.js', EMBED_BUDGET],
  ['embed-more.js', MORE_BUDGET],
])) {
  const size = gzipSync(readFileSync(join(folder, file)), { level: 9 }).byteLength;
  console.log(`${String(size).padStart(7)} B  ${file}, gzip; the budget is ${budget} B`);
  if (size > budget) process.exitCode = 1;
}
