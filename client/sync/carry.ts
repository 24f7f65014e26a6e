/** Carrying unsent typing over to a text that began anew on the server. */
import { diffSplice, type Splice } from '#shared/doc/text.ts';

/**
 * What to change in `now` so that it holds what was typed, as one splice.
 * @param base the server's text when the typing began
 * @param mine `base` with the typing in it
 * @param now the server's text today
 * @returns null: nothing to carry; `conflict`: both changed the same place, and only a person can tell
 */
export function carry(base: string, mine: string, now: string): Splice | null | 'conflict' {
  if (mine === now) return null;
  const typed = diffSplice(base, mine);
  if (!typed) return null;
  const theirs = diffSplice(base, now);
  if (!theirs) return typed;
  // at least a space between the two, or one would land inside a word of the other
  const apart = (from: number, to: number): boolean => from <= to && /\s/.test(base.slice(from, to));
  if (apart(typed.index + typed.remove, theirs.index)) return typed;
  if (apart(theirs.index + theirs.remove, typed.index))
    return { ...typed, index: typed.index + theirs.insert.length - theirs.remove };
  return 'conflict';
}
