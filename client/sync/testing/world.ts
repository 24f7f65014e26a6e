/** A small world with its own clock, for tests: nothing happens in it unless somebody turns it. */
import { randomFrom } from '#shared/testing/dice.ts';
import type { KeepPort } from '../keep/port.ts';
import { plainSurroundings, type SurroundingEvent, type Surroundings } from '../surroundings.ts';

// the project's client types know no Node, where tests run
declare const setImmediate: (run: () => void) => void;

interface Timer {
  at: number;
  run: () => void;
}

export class World {
  now = Date.UTC(2026, 10, 23, 9);
  readonly random: () => number;
  /** In the order in which they will run. */
  readonly #timers: Timer[] = [];

  constructor(readonly seed: number) {
    this.random = randomFrom(seed);
  }

  after(delay: number, run: () => void): () => void {
    const timer = { at: this.now + Math.max(0, delay), run };
    // after those of the same moment: they were asked for earlier
    this.#timers.splice(this.#timers.findLastIndex(({ at }) => at <= timer.at) + 1, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Lets `span` ms pass, with everything that falls into them, and with what follows from each before the next. */
  async pass(span: number): Promise<void> {
    const end = this.now + span;
    await settled();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    this.now = end;
  }

  /** Takes out what runs next, if that is not after `end`. */
  #next(end: number): Timer | undefined {
    const [first] = this.#timers;
    return first && first.at <= end ? this.#timers.shift() : undefined;
  }

  /** Time passes for everybody, and nothing happens in it: the devices sleep. */
  sleep(span: number): void {
    this.now += span;
  }

  /** Passes time in steps until `wanted`, at most `most` ms. */
  async until(wanted: () => boolean, most = 60_000): Promise<void> {
    const end = this.now + most;
    await settled();
    while (!wanted()) {
      if (this.now >= end) throw new Error('it did not come to that');
      await this.pass(50);
    }
  }

  int(below: number): number {
    return Math.floor(this.random() * below);
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.int(from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }
}

/** Everything that promises alone bring about has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export interface FakeSurroundings extends Surroundings {
  /** The page is gone at once: nothing that it planned happens. */
  die(): void;
  readonly alive: boolean;
  /** The page sleeps: what it planned waits until {@link wake}. */
  sleep(): void;
  wake(): void;
  /** Makes something happen to the page. */
  happen(event: SurroundingEvent): void;
}

/** @param skew how far this device's clock is from the world's, ms */
export function surroundingsIn(world: World, skew = 0): FakeSurroundings {
  const listeners = new Map<SurroundingEvent, Set<() => void>>();
  let alive = true;
  /** While it sleeps: what waits, in order. */
  let asleep: (() => void)[] | null = null;
  const ifAlive = (run: () => void) => (): void => {
    if (asleep) asleep.push(run);
    else if (alive) run();
  };
  return {
    gunzip: plainSurroundings().gunzip,
    now: () => world.now + skew,
    random: () => world.random(),
    randomBytes: (length) => Uint8Array.from({ length }, () => world.int(256)),
    after: (delay, run) => world.after(delay, ifAlive(run)),
    frame: (run) => void world.after(16, ifAlive(run)),
    listen(event, run) {
      const those = listeners.get(event) ?? new Set();
      listeners.set(event, those.add(run));
      return () => those.delete(run);
    },
    die: () => (alive = false),
    get alive() {
      return alive;
    },
    sleep: () => void (asleep ??= []),
    wake() {
      const waiting = asleep ?? [];
      asleep = null;
      for (const run of waiting) ifAlive(run)();
      this.happen('wake');
    },
    happen(event) {
      for (const run of listeners.get(event) ?? []) run();
    },
  };
}

/** A device's storage as one page has it: when the page is gone, it writes nothing more. */
export function keepWhile(around: FakeSurroundings, keep: KeepPort): KeepPort {
  const never = new Promise<never>(() => undefined);
  return {
    load: (board) => (around.alive ? keep.load(board) : never),
    write: (board, changes) => (around.alive ? keep.write(board, changes) : never),
    adopt: (board, tab, now) => (around.alive ? keep.adopt(board, tab, now) : never),
    forget: (board) => (around.alive ? keep.forget(board) : never),
    close: () => undefined,
  };
}
