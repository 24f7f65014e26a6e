/** A world in which time passes faster, so that a test need not wait for a minute. */
import { realSurroundings, type Surroundings } from '#server/surroundings.ts';

/** @param speed how many times as fast as here every clock and timer goes */
export function fastSurroundings(speed: number): Surroundings {
  const [began, beganMono] = [Date.now(), performance.now()];
  const mono = (): number => (performance.now() - beganMono) * speed;
  return {
    ...realSurroundings,
    mono,
    now: () => began + Math.floor(mono()),
    after: (delay, run) => realSurroundings.after(delay / speed, run),
    every: (period, run) => realSurroundings.every(period / speed, run),
  };
}
