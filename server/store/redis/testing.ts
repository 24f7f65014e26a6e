/** What the tests of the engine share: a link that can be made to lose what is asked or answered. */
import { type Argument, type LinkOptions, RedisAway, RedisLink, type Reply } from '#server/redis/link.ts';

/** Decides what becomes of a command; `send` is what an honest link would do. */
export type Network = (
  send: (args?: readonly Argument[]) => Promise<Reply>,
  args: readonly Argument[],
) => Promise<Reply>;

/** A link whose commands pass through `network`. */
export function unreliable(network: Network) {
  return (options: LinkOptions): RedisLink => {
    const link = new RedisLink(options);
    const call = link.call;
    return Object.assign(link, {
      call: async <T extends Reply>(args: readonly Argument[], patience?: number): Promise<T> =>
        (await network((other = args) => call(other, patience), args)) as T,
    });
  };
}

export const lost = (): RedisAway => new RedisAway('Redis did not answer in time.');
