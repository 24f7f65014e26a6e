import { limits } from '#shared/limits.ts';
import type { CommandMessage, CommandReply } from '#shared/protocol.ts';
import { isCommandMessage } from '../schemas/messages.ts';
import type { Event } from './event.ts';

export const command: Event<'command', CommandMessage, CommandReply> = {
  name: 'command',
  check: isCommandMessage,
  allowance: 'command',
  refuse: (refusal) => ({ ok: false, refusal }),
  async run({ connection, actor }, message, answer) {
    const { id, command: asked, text } = message;
    // The schema has made it flat, so that writing it out is safe.
    if (JSON.stringify(asked).length > limits.command) {
      answer({ ok: false, refusal: { code: 'tooLong', retry: 'never' } });
      return;
    }
    const job = { type: 'command', id, actor, commands: () => [asked], ...(text ? { text } : {}) } as const;
    const outcome = await connection.room.do(job);
    if (outcome.type === 'refused') {
      answer({ ok: false, refusal: outcome.refusal });
      return;
    }
    const { seq, outcome: how, again } = outcome;
    answer({ ok: true, seq, ...(how ? { outcome: how } : {}), ...(again ? { again } : {}) });
  },
};
