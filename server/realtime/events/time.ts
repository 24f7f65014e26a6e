import type { TimeReply } from '#shared/protocol.ts';
import { isTime } from '../schemas/messages.ts';
import type { Event } from './event.ts';

/** What a clock on a screen is set by: the quicker the answer, the closer. */
export const time: Event<'time', null, TimeReply> = {
  name: 'time',
  check: isTime,
  allowance: 'here',
  refuse: ({ code }) => ({ ok: false, code: code === 'slowDown' ? 'slowDown' : 'notNow' }),
  run({ connection }, _nothing, answer) {
    answer({ ok: true, now: connection.room.now() });
  },
};
