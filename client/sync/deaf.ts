/** Ears for a wire over which only answers are awaited: whatever a server tells by itself is passed over. */
import type { ServerEvents } from '#shared/protocol.ts';

export const nothing = (): void => undefined;

export const deaf: ServerEvents = {
  frame: nothing,
  pulse: nothing,
  saving: nothing,
  records: nothing,
  standing: nothing,
  text: nothing,
  textReset: nothing,
  presence: nothing,
  resync: nothing,
  bye: nothing,
};
