/** What people do in an evening. Each says what came of it, for the tally. */
import type { Dice } from '#shared/testing/dice.ts';
import { backAgain, lateComer, leaves, looksAt, secondDevice, syncsAgain } from './deeds/coming.ts';
import { begins, gestures, goesOn, regroups, turns } from './deeds/running.ts';
import type { Deed } from './deeds/deed.ts';
import { helps, comments, heldAndReleased } from './deeds/talking.ts';
import { pries } from './deeds/prying.ts';
import { edits, takesBack, types, writes } from './deeds/writing.ts';

const deeds: readonly [weight: number, deed: Deed][] = [
  [11, writes],
  [4, edits],
  [6, types],
  [4, takesBack],
  [9, pries],
  [6, goesOn],
  [2, begins],
  [4, turns],
  [2, regroups],
  [3, gestures],
  [3, looksAt],
  [2, syncsAgain],
  [2, backAgain],
  [1, secondDevice],
  [1, lateComer],
  [1, leaves],
  [3, helps],
  [3, comments],
  [1, heldAndReleased],
];

export function anyDeed(dice: Dice): Deed {
  let roll = dice.below(deeds.reduce((sum, [weight]) => sum + weight, 0));
  const found = deeds.find(([weight]) => (roll -= weight) < 0);
  return found![1];
}
