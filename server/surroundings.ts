/**
 * What rooms, sockets and presence need from the place they run in: clocks, timers and chance. They touch no global, so
 * that the same code runs in a simulated world as well, where a seed decides all of it.
 */
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { hashCode } from '#server/rooms/secrets.ts';

export interface Surroundings {
  /** This machine's clock, ms since 1970. It may jump; what is logged goes by the store's clock. */
  now(): number;
  /** A clock that only goes forward, ms since some moment: for spans. */
  mono(): number;
  /** Runs once after `delay` ms, and keeps no process alive for it. Returns the canceller. */
  after(delay: number, run: () => void): () => void;
  /** Runs every `period` ms, and keeps no process alive for it. Returns the canceller. */
  every(period: number, run: () => void): () => void;
  /** Runs at the end of this turn of the event loop. */
  soon(run: () => void): void;
  /** 0 ≤ x < 1, for spreading what would otherwise happen at once. */
  random(): number;
  /** From a cryptographic source: ids and secrets are made of it. */
  randomBytes(length: number): Uint8Array;
  /** Compresses beside the event loop. */
  gzip(bytes: Uint8Array): Promise<Uint8Array>;
  /** Hashes a spoken code beside the event loop, slowly. */
  hashCode(code: string): Promise<string>;
}

/** The process and machine that the server really runs on. */
export const realSurroundings: Surroundings = {
  now: () => Date.now(),
  mono: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay).unref();
    return () => clearTimeout(timer);
  },
  every(period, run) {
    const timer = setInterval(run, period).unref();
    return () => clearInterval(timer);
  },
  soon: (run) => void setImmediate(run),
  random: () => Math.random(),
  randomBytes: (length) => randomBytes(length),
  gzip: promisify(gzip),
  hashCode,
};
