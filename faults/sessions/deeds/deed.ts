import type { Dice } from '#shared/testing/dice.ts';
import type { Draft } from '../drafts.ts';
import type { Evening } from '../evening.ts';

/** @returns what happened, or null if there was nothing to do */
export type Deed = (evening: Evening) => Promise<string | null>;

/** One of them, or null. */
export function oneOf(dice: Dice, drafts: readonly Draft[]): Draft | null {
  return drafts.length > 0 ? dice.one(drafts) : null;
}
