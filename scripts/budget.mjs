/**
 * How much script people load, each file compressed by itself as it travels, against a budget each. Fails above one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In bytes. */
const budgets = {
  /** The entry of dist/client/board.html and everything it imports statically: with these a board is read. */
  board: 57_000,
  /** The same in a frame on another site, and what lets it in there. */
  live: 60_000,
  /** What a board fetches as soon as it stands, and is needed to write. */
  later: 20_000,
  /** What a page of somebody else's loads to show a board. */
  embed: 7_700,
  /** What that page loads besides when somebody wants to write. */
  more: 2_000,
};

const folder = 'dist/client';
/** @typedef {{ file: string, imports?: string[] }} Chunk @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
const byFile = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));

/** These files, and all that they import. @param {Iterable<string>} entries @returns {Set<string>} */
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

/** @param {string} source */
function fileOf(source) {
  const chunk = manifest[source];
  if (!chunk) throw new Error(`${source} is no file of its own any more.`);
  return chunk.file;
}

/** @param {number} bytes @param {string} what */
const say = (bytes, what) => console.log(`${String(bytes).padStart(7)} B  ${what}`);
/** @param {string} file */
const size = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).byteLength;
/** @param {Iterable<string>} files */
const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);

/** @param {string} what @param {number} bytes @param {number} budget */
function hold(what, bytes, budget) {
  say(bytes, `${what}, gzip; the budget is ${budget} B`);
  if (bytes > budget) process.exitCode = 1;
}

const page = readFileSync(join(folder, 'board.html'), 'utf8');
const board = withImports([...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? ''));
if (board.size === 0) throw new Error('board.html loads no script: is it built?');
const lets = ['embedded/embedded.ts', 'sync/host-wire.ts'];
const live = withImports([...board, ...lets.map(fileOf)]);
const later = [...withImports([fileOf('components/later.ts')])].filter((file) => !board.has(file));

for (const file of board) say(size(file), file);
hold('first load of a board', sum(board), budgets.board);
hold('the live board in a frame', sum(live), budgets.live);
hold('what a board that stands fetches to be written on', sum(later), budgets.later);
hold('embed.js', size('embed.js'), budgets.embed);
hold('embed-more.js', size('embed-more.js'), budgets.more);
