/** Delta debugging (Zeller and Hildebrandt 2002, ddmin): which steps of a failing run are enough to make it fail. */

/**
 * @param fails plays steps, and tells whether they fail; steps that do not are no use, whatever else they do
 * @param most how often it may play
 * @returns steps of which none can be left out alone, or the fewest found so far
 */
export async function minimise<Step>(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  most: number,
): Promise<Step[]> {
  let best = [...steps];
  let parts = 2;
  for (let plays = 0; best.length > 1 && plays < most;) {
    const size = Math.ceil(best.length / parts);
    let shorter: Step[] | null = null;
    for (let from = 0; from < best.length && !shorter && plays < most; from += size) {
      const rest = [...best.slice(0, from), ...best.slice(from + size)];
      plays += 1;
      if (await fails(rest)) shorter = rest;
    }
    if (shorter) {
      best = shorter;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(best.length, 2 * parts);
  }
  return best;
}
