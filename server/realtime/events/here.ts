import type { Here } from '#shared/protocol.ts';
import { isHere } from '../schemas/messages.ts';
import type { Event } from './event.ts';

export const here: Event<'here', Here, void> = {
  name: 'here',
  check: isHere,
  allowance: 'here',
  refuse: () => undefined,
  run({ live, connection }, { card, writing, looking }, answer) {
    connection.here = { card: card ?? '', writing: writing ?? false, looking: looking ?? null };
    connection.active = live.around.now();
    live.presence.moved(connection);
    answer();
  },
};
