/**
 * Wrong keys and codes, counted. A key cannot be guessed, so it is enough that one address does not try for ever. A code
 * has nine digits, so all addresses together may only be wrong so often, or a thousand of them would search in turn.
 */
import type { Surroundings } from '#server/surroundings.ts';
import { limits, time } from '#shared/limits.ts';
import { Buckets } from './buckets.ts';

const everyone = '';

export class Tries {
  readonly #around: Surroundings;
  readonly #wrong = perMinute(limits.failedKeysPerMinute);
  readonly #wrongCodes = perMinute(limits.wrongCodesPerMinute);

  constructor(around: Surroundings) {
    this.#around = around;
  }

  mayTry(address: string): boolean {
    return this.#wrong.level(address, this.#around.mono()) >= 1;
  }

  mayTryCode(address: string): boolean {
    return this.mayTry(address) && this.#wrongCodes.level(everyone, this.#around.mono()) >= 1;
  }

  wrong(address: string): void {
    this.#wrong.take(address, this.#around.mono());
  }

  wrongCode(address: string): void {
    this.wrong(address);
    this.#wrongCodes.take(everyone, this.#around.mono());
  }
}

function perMinute(most: number): Buckets {
  return new Buckets({ perSecond: most / (time.MINUTE / time.SECOND), burst: most });
}
