/** Seeds spread over all processors; what is played a second time is played by another process. */
import { availableParallelism } from 'node:os';
import { Helper } from '../crowd/helper.ts';
import { type Bundle, bundled } from './bundle.ts';
import type { Asked, deeds, Played } from './player.ts';

type Player = Helper<typeof deeds>;

/** At least two: nothing that an earlier seed left in a process may be what makes two plays the same. */
const most = Math.max(2, availableParallelism());

export class Players {
  readonly #bundle: Bundle;
  readonly #all: readonly Player[];

  private constructor(bundle: Bundle) {
    this.#bundle = bundle;
    this.#all = Array.from({ length: most }, () => Helper.start<typeof deeds>(bundle.script));
  }

  static async start(): Promise<Players> {
    return new Players(await bundled('player.ts'));
  }

  /**
   * Plays seeds, until one of them is not as it should be.
   * @param twice how many of them are played a second time
   * @param played told of every first play, in the order in which they end
   * @returns the play that broke a law or differs from the one before it; null: none does
   */
  async play(seeds: readonly number[], twice: number, played: (one: Played) => void): Promise<Played | null> {
    const amiss: Played[] = [];
    const waiting = [...seeds];
    const again: (Asked & { by: Player })[] = [];
    const first = (): Asked | undefined => {
      const seed = waiting.shift();
      return seed === undefined ? undefined : { seed, as: null };
    };
    const second = (player: Player): Asked | undefined => {
      const others = again.find(({ by }) => by !== player);
      if (others) again.splice(again.indexOf(others), 1);
      return others && { seed: others.seed, as: others.as };
    };
    const round = async (
      next: (player: Player) => Asked | undefined,
      done: (one: Played, by: Player) => void,
    ): Promise<void> => {
      const playOn = async (player: Player): Promise<void> => {
        for (let asked = next(player); asked && amiss.length === 0; asked = next(player)) {
          const one = await playBy(player, asked);
          if (one.trace !== null) amiss.push(one);
          done(one, player);
        }
      };
      await Promise.all(this.#all.map(playOn));
    };

    await round(first, (one, by) => {
      played(one);
      if (again.length < twice) again.push({ seed: one.seed, as: one.hash, by });
    });
    await round(second, () => undefined);
    return amiss[0] ?? null;
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((player) => player.end()));
    await this.#bundle.remove();
  }
}

async function playBy(player: Player, asked: Asked): Promise<Played> {
  try {
    return await player.ask('play', asked);
  } catch (error) {
    throw new Error(`SEED=${asked.seed} was not played to its end`, { cause: error });
  }
}
