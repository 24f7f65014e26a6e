/** A run, planned beforehand: every step is a datum of its own, so that any of them can be left out. */
import { diceFrom } from './dice.ts';
import { mishaps, type Mishap } from './mishaps.ts';

export interface Step {
  /** What happens: somebody does something, or something goes wrong. */
  what: 'deed' | Mishap;
  /** Decides what exactly. */
  seed: number;
  /** How long nothing else happens afterwards, ms. */
  pause: number;
}

/** Those that take a while to get over come less often. */
const rare: ReadonlySet<Mishap> = new Set<Mishap>(['longSleep', 'memberRemoved', 'linkRotated', 'newEpoch']);

export function plan(seed: number, steps: number): Step[] {
  const dice = diceFrom(seed);
  const common = mishaps.filter((mishap) => !rare.has(mishap));
  return Array.from({ length: steps }, () => {
    const seed = dice.int(2 ** 31);
    const pause = dice.pick([0, 0, 1, 5, 20, 60, 150, 400, 1_200]);
    if (!dice.rarely(3)) return { what: 'deed', seed, pause };
    return { what: dice.rarely(12) ? dice.pick([...rare]) : dice.pick(common), seed, pause };
  });
}
