/** What the tests of the engine share: a link that can be made to lose what is asked or answered. */
import { type Argument, type LinkOptions, RedisAway, RedisLink, type Reply } from '#server/redis/link.ts';

/** Decides what becomes of a command; `send` is what an honest link would do. */
export type Network = (
  send: (args?: readonly Argument[]) => Promise<Reply>,
  args: readonly Argument[],
) => Promise<Reply>;

/** For tests that are not about time: a machine that is busy with others' tests may need long for an answer. */
export const patient = (options: LinkOptions): RedisLink => new RedisLink({ ...options, patience: 10_000 });

/** A link whose commands pass through `network`. */
export function unreliable(network: Network) {
  return (options: LinkOptions): RedisLink => {
    const link = patient(options);
    const call = link.call;
    return Object.assign(link, {
      call: async <T extends Reply>(args: readonly Argument[], patience?: number): Promise<T> =>
        (await network((other = args) => call(other, patience), args)) as T,
    });
  };
}

export const lost = (): RedisAway => new RedisAway('Redis did not answer in time.');
