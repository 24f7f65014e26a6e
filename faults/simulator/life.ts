/**
 * The life of a simulated process: it runs, stands still for a while, and ends. What reaches it while it stands still
 * waits, in order; what reaches it afterwards is lost.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { World } from '#client/sync/testing/world.ts';
import type { Surroundings } from '#server/surroundings.ts';

export class Life {
  #state: 'running' | 'paused' | 'over' = 'running';
  #held: (() => void)[] = [];

  get running(): boolean {
    return this.#state === 'running';
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  /** Something reaches the process. */
  do(run: () => void): void {
    switch (this.#state) {
      case 'running':
        return run();
      case 'paused':
        this.#held.push(run);
        return;
      case 'over':
        return;
    }
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    for (const run of this.#held.splice(0)) this.do(run);
  }

  end(): void {
    this.#state = 'over';
    this.#held = [];
  }
}

/**
 * What a server process needs of its place, in the simulated world.
 * @param skew how far this machine's clock is from the world's at each moment, ms
 */
export function serverSurroundings(world: World, life: Life, skew: () => number): Surroundings {
  const after = (delay: number, run: () => void): (() => void) => {
    let cancelled = false;
    const cancel = world.after(delay, () => life.do(() => void (cancelled || run())));
    return () => {
      cancelled = true;
      cancel();
    };
  };
  return {
    // clocks tell whole milliseconds
    now: () => Math.floor(world.now + skew()),
    mono: () => world.now,
    after,
    every(period, run) {
      let cancel: () => void;
      const again = (): void => {
        cancel = after(period, again);
        run();
      };
      cancel = after(period, again);
      return () => cancel();
    },
    soon: (run) => void after(0, run),
    random: () => world.random(),
    randomBytes: (length) => randomBytes(world, length),
    // no thread's answer may come between
    gzip: (bytes) => Promise.resolve(gzipSync(bytes, { level: 1 })),
    hashCode: (code) => Promise.resolve(codeHash(code)),
  };
}

/** What stands for the slow hash of a code. */
export function codeHash(code: string): string {
  return createHash('sha256').update(`code ${code}`).digest('base64url');
}

export function randomBytes(world: World, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => world.int(256));
}
