import type { Mutant } from './mutant.ts';
import { serverMutants } from './server.ts';
import { sharedMutants } from './shared.ts';
import { tokenMutants } from './tokens.ts';

/** Every seeded bug. */
export const mutants: readonly Mutant[] = [...serverMutants, ...sharedMutants, ...tokenMutants];

/** @returns the file's contents with the bug in them, or null unless its place is there exactly once */
export function mutated(contents: string, { is, becomes }: Mutant): string | null {
  const [before, after, ...more] = contents.split(is);
  if (before === undefined || after === undefined || more.length > 0 || is === becomes) return null;
  return before + becomes + after;
}
