/** Looks for words in every byte that a server left behind. */
import { contentsOf, piecesOf } from '#server/testing/canaries.ts';
import type { Words } from './planting.ts';

/** Compression cuts a word at most here and there: a piece that begins at every fourth letter is whole in what is left. */
const STRIDE = 4;

/** @returns the places whose words are in a file of these folders, each with the files */
export async function found(folders: readonly string[], words: Words): Promise<Map<string, string[]>> {
  const contents = (await Promise.all(folders.map(contentsOf))).flatMap((files) => [...files]);
  return foundIn(contents, words);
}

/** As {@link found}, in texts that have a name. */
export function foundIn(
  contents: Iterable<[name: string, content: Buffer]>,
  words: Words,
): Map<string, string[]> {
  const all = [...contents];
  const places = new Map<string, string[]>();
  for (const [place, word] of words) {
    const pieces = piecesOf(word, STRIDE);
    const names = all.flatMap(([name, content]) =>
      pieces.some((piece) => content.includes(piece)) ? [name] : [],
    );
    if (names.length > 0) places.set(place, names);
  }
  return places;
}
