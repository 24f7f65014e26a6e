/**
 * Measures the log's clock against this device's while somebody looks at a clock, after Cristian (1989): an answer was
 * read off the log's clock between asking and hearing, which bounds how far that is ahead from both sides. What all answers
 * allow is kept, so that one quick answer outweighs any number of slow ones; its middle is the best guess.
 */
import { limits } from '#shared/limits.ts';
import type { Surroundings } from './surroundings.ts';
import { type Wire, WireLost } from './wire.ts';

/** By how much clocks drift apart at most: what an answer said counts less the longer ago it was. ms per ms */
const DRIFT = 0.0001;

export class Measuring {
  #wire: Wire | null = null;
  /** The log's clock is ahead by so many ms, as it was known at that moment. */
  #known = { least: -Infinity, most: Infinity, at: 0 };
  #asking = false;
  #askedAt = 0;

  /** @param clock is told how far ahead the log's clock is, ms */
  constructor(
    private readonly clock: { ahead: number },
    private readonly around: Pick<Surroundings, 'now'>,
  ) {}

  /** Asks a few times over a wire that is new, and then now and then. Call it as often as a clock ticks. */
  look(wire: Wire): void {
    const anew = wire !== this.#wire;
    // this device's clock may have been put back since
    const due = Math.abs(this.around.now() - this.#askedAt) >= limits.timeEvery;
    if (this.#asking || (!anew && !due)) return;
    this.#wire = wire;
    this.#asking = true;
    void this.#ask(wire, anew ? limits.timeSamples : 1).finally(() => {
      this.#asking = false;
    });
  }

  async #ask(wire: Wire, times: number): Promise<void> {
    for (let nth = 0; nth < times; nth += 1) {
      const asked = (this.#askedAt = this.around.now());
      try {
        const reply = await wire.request('time', null);
        if (!reply.ok) return;
        this.#learn(reply.now, asked, this.around.now());
      } catch (error) {
        // the next wire is asked afresh
        if (error instanceof WireLost) return;
        throw error;
      }
    }
  }

  /** The log's clock was read as `now` between those two moments of this device's. */
  #learn(now: number, asked: number, heard: number): void {
    const answer = { least: now - heard, most: now - asked, at: heard };
    const before = this.#known;
    const doubt = Math.abs(heard - before.at) * DRIFT;
    const both = {
      least: Math.max(before.least - doubt, answer.least),
      most: Math.min(before.most + doubt, answer.most),
      at: heard,
    };
    // if not, a clock was set meanwhile, this device's or the server's: only the newest answer counts
    this.#known = both.least <= both.most ? both : answer;
    this.clock.ahead = (this.#known.least + this.#known.most) / 2;
  }
}
