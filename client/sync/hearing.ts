/** What the server says by itself, handed to the part it concerns. */
import type { ServerEvents } from '#shared/protocol.ts';
import type { Parts } from './parts.ts';

type Listeners = Pick<Parts, 'following' | 'replica' | 'texts' | 'presence'>;

/**
 * @param own what concerns the connection itself
 * @param failed told of what a part made of it that should not be
 */
export function hearing(
  { following, replica, texts, presence }: Listeners,
  own: Pick<ServerEvents, 'saving' | 'bye'>,
  failed: (error: unknown) => void,
): ServerEvents {
  const heard =
    <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A): void => {
      following.heard();
      try {
        run(...args);
      } catch (error) {
        failed(error);
      }
    };
  return {
    frame: heard((epoch, from, to, update) => replica.frame(epoch, from, to, update)),
    records: heard((seq, changes) => replica.records(seq, changes)),
    saving: heard(own.saving),
    pulse: heard((...told) => following.pulse(...told)),
    standing: heard((standing) => replica.setStanding(standing)),
    text: heard((...args) => texts.texts?.remote(...args)),
    textReset: heard((text) => texts.texts?.reset(text)),
    presence: heard((...news) => presence.take(...news)),
    resync: heard(() => void following.resync()),
    bye: heard(own.bye),
  };
}
