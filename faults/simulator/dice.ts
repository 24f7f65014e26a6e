/** Chance of a seed's own. */
import { randomFrom } from '#shared/testing/dice.ts';

/** Seeded chance of one step, so that a step does the same when others are left out. */
export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `times`. */
  rarely(times: number): boolean;
}

export function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const int = (below: number): number => Math.floor(random() * below);
  return {
    int,
    rarely: (times) => int(times) === 0,
    pick(from) {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      return from[int(from.length)]!;
    },
  };
}
