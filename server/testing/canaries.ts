/** Words that are planted and searched for again: what is forgotten must be in no file any more. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const PIECE = 8;

/** Words that occur nowhere else, not even in part. */
export const canary = (): string => randomBytes(24).toString('base64url');

/**
 * Eight characters of the words in a row, beginning at every `stride`-th: tables and dumps are compressed, which may cut a
 * string in pieces.
 */
export function piecesOf(words: string, stride = 1): Buffer[] {
  const count = Math.floor((words.length - PIECE) / stride) + 1;
  return Array.from({ length: count }, (_, i) => Buffer.from(words.slice(i * stride, i * stride + PIECE)));
}

/** Names of the files in a folder, and in those within it, that hold a piece of `words`. */
export async function filesWith(folder: string, words: string): Promise<string[]> {
  const pieces = piecesOf(words);
  const found: string[] = [];
  for (const [name, content] of await contentsOf(folder)) {
    if (pieces.some((piece) => content.includes(piece))) found.push(name);
  }
  return found;
}

/** Every file in a folder and in those within it. One that goes away meanwhile is left out. */
export async function contentsOf(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => null);
    if (content) contents.set(relative(folder, path), content);
  }
  return contents;
}
