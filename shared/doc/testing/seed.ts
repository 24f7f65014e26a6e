/** Randomised tests draw from one number, which their name prints: `SEED=… npx vitest run …` plays it again. */
import * as prng from 'lib0/prng';

export function seedFrom(environment: { readonly SEED?: string | undefined }): number {
  return environment.SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(environment.SEED);
}

export class Dice {
  readonly #source: prng.PRNG;

  constructor(seed: number) {
    this.#source = prng.create(seed);
  }

  /** A whole number from `least` to `most`, both included. */
  roll(least: number, most: number): number {
    return prng.int53(this.#source, least, most);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.roll(1, times) === 1;
  }

  one<T>(from: readonly T[]): T {
    return from[this.roll(0, from.length - 1)]!;
  }

  bytes(length: number): Uint8Array {
    return prng.uint8Array(this.#source, length);
  }

  /** Up to `longest` characters, some of which are surrogate pairs. */
  words(longest: number): string {
    let out = '';
    for (let left = this.roll(1, longest); left > 0; left -= 1) out += this.one(characters);
    return out;
  }

  /** A clientID as Yjs makes them. */
  client(): number {
    return this.roll(1_000, 2 ** 32 - 1);
  }
}

const characters = ['a', 'b', 'c', 'd', 'e', ' ', 'ä', 'ß', '\n', '😀', '🌱', '𝄞', '👩‍🌾'];
