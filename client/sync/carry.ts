/** Carrying unsent typing over to a text that began anew on the server. */
import * as Y from 'yjs';
import { diffSplice, newTextDoc, type Splice, textOf } from '#shared/doc/text.ts';

/**
 * What to change in `now` so that it holds what was typed.
 * @param base the server's text when the typing began
 * @param doc the same text with the typing in it
 * @param now the server's text today
 * @returns splices from the last to the first, so that none moves another; `conflict`: they and the server changed the
 *   same place, and only a person can tell
 */
export function carry(base: Y.Doc, doc: Y.Doc, now: string): Splice[] | 'conflict' {
  const before = textOf(base).toJSON();
  if (now === textOf(doc).toJSON()) return [];
  const typed = editsOf(base, doc).reverse();
  const theirs = diffSplice(before, now);
  if (!theirs) return typed;
  // at least a space between the two, or one would land inside a word of the other
  const apart = (from: number, to: number): boolean => from <= to && /\s/.test(before.slice(from, to));
  // whether a push arrived is not always known: what stands there already must not come twice
  const there = (words: string): boolean => words !== '' && now.includes(words) && !before.includes(words);
  const moved: Splice[] = [];
  for (const edit of typed) {
    if (there(edit.insert.trim())) return 'conflict';
    if (apart(edit.index + edit.remove, theirs.index)) moved.push(edit);
    else if (apart(theirs.index + theirs.remove, edit.index))
      moved.push({ ...edit, index: edit.index + theirs.insert.length - theirs.remove });
    else return 'conflict';
  }
  return moved;
}

/**
 * The server's text from which unsent typing goes on: with the push in it whose answer was lost, if its words stand in
 * the server's text today. Else they would be carried over once more, together with what was typed since.
 * @param shadow what the server was known to have
 * @param sent the update that was pushed and not answered, if there is one
 * @param now the server's text today
 */
export function baseOf(shadow: Y.Doc, sent: Uint8Array | null, now: string): Y.Doc {
  if (!sent) return shadow;
  const pushed = newTextDoc();
  Y.applyUpdate(pushed, Y.encodeStateAsUpdate(shadow));
  Y.applyUpdate(pushed, sent);
  const before = textOf(shadow).toJSON();
  const words = editsOf(shadow, pushed).flatMap(({ insert }) => insert.trim() || []);
  const arrived = words.length > 0 && words.every((each) => now.includes(each) && !before.includes(each));
  return arrived ? pushed : shadow;
}

/**
 * Does the server's text go on from the one whose card was made here? It holds all that was `sent` with the create, or,
 * if nobody knows what arrived, something of `mine`.
 */
export function descends(theirs: Y.Doc, sent: Y.Doc, mine: Y.Doc): boolean {
  const has = Y.decodeStateVector(Y.encodeStateVector(theirs));
  const needs = [...Y.decodeStateVector(Y.encodeStateVector(sent))];
  if (needs.length > 0) return needs.every(([client, clock]) => (has.get(client) ?? 0) >= clock);
  const own = Y.decodeStateVector(Y.encodeStateVector(mine));
  return has.size === 0 || [...own.keys()].some((client) => has.has(client));
}

/**
 * How `doc` differs from `base`, letter by letter as it was typed, from the first place to the last, with positions in
 * `base`. Comparing the two texts would not do: what stands between two places where somebody typed would count as
 * replaced, and two people who carry it over would each bring it back.
 */
function editsOf(base: Y.Doc, doc: Y.Doc): Splice[] {
  const known = new Map<number, Set<number>>();
  for (const { client, clock, letter } of lettersOf(base)) {
    if (letter === null) continue;
    const clocks = known.get(client) ?? new Set();
    known.set(client, clocks.add(clock));
  }
  const edits: Splice[] = [];
  let index = 0;
  let open: Splice | null = null;
  for (const { client, clock, letter } of lettersOf(doc)) {
    const inBase = known.get(client)?.has(clock) ?? false;
    if (inBase === (letter !== null)) {
      // in both, or in neither
      if (!inBase) continue;
      index += 1;
      open = null;
      continue;
    }
    if (!open) edits.push((open = { index, remove: 0, insert: '' }));
    if (inBase) {
      open.remove += 1;
      index += 1;
    } else open.insert += letter;
  }
  return edits;
}

interface Letter {
  client: number;
  clock: number;
  /** One UTF-16 unit; null: deleted. */
  letter: string | null;
}

function* lettersOf(doc: Y.Doc): IterableIterator<Letter> {
  for (let item = textOf(doc)._start; item; item = item.right) {
    const words = !item.deleted && item.content instanceof Y.ContentString ? item.content.str : null;
    for (let offset = 0; offset < item.length; offset += 1) {
      const { client, clock } = item.id;
      yield { client, clock: clock + offset, letter: words?.[offset] ?? null };
    }
  }
}
