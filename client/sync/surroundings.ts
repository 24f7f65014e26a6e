/**
 * What the sync code needs from the place it runs in. Everything else in this folder touches no global, so the same
 * code runs in a page, in a test with its own clock, and in Node.
 */
export interface Surroundings {
  /** This device's clock, ms since 1970. It may be wrong or jump; nothing is ordered by it. */
  now(): number;
  /** 0 ≤ x < 1, for spreading reconnections. */
  random(): number;
  /** From a cryptographic source: ids and secrets are made of it. */
  randomBytes(length: number): Uint8Array;
  /** Runs once after `delay` ms. Returns the canceller. */
  after(delay: number, run: () => void): () => void;
  /** Runs once, before the next picture is drawn. */
  frame(run: () => void): void;
  gunzip(bytes: Uint8Array): Promise<Uint8Array>;
  /**
   * `wake`: the person or the network came back. `offline`: the network went. `hide`: the page may be frozen from now on. `leave`: it may be gone.
   * `active`: a sign of life of the person, at most one in some seconds. Returns the unsubscriber.
   */
  listen(event: SurroundingEvent, run: () => void): () => void;
}
export type SurroundingEvent = 'wake' | 'offline' | 'hide' | 'leave' | 'active';

/** Surroundings without a page: Node, or a worker. */
export function plainSurroundings(): Surroundings {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    after: (delay, run) => {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
    frame: (run) => void setTimeout(run, 0),
    gunzip: async (bytes) => {
      const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    },
    listen: () => () => undefined,
  };
}
