/** The holder of a link becomes a member, or the holder of a pass gets back in on this device. */
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { freshId, hashSecret } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { EnterMessage, EnterReply } from '#shared/protocol.ts';
import type { Connection } from '../connection.ts';
import { isEnter } from '../schemas/messages.ts';
import type { Event } from './event.ts';

export const enter: Event<'enter', EnterMessage, EnterReply> = {
  name: 'enter',
  check: isEnter,
  allowance: 'command',
  refuse: (refusal) => ({ ok: false, refusal }),
  async run({ live, connection, actor }, message, answer) {
    const { room } = connection;
    const hash = hashSecret(message.secret);
    // The secret tells whether this device is in already, whatever became of the answer to its first try.
    const already = deviceOf(connection, hash);
    if (!already) {
      const asked = joining(connection, actor, message, hash, live.around);
      if ('code' in asked) {
        answer({ ok: false, refusal: asked });
        return;
      }
      const outcome = await room.do({
        type: 'command',
        id: message.id,
        actor: asked.actor,
        commands: () => [asked.command],
      });
      if (outcome.type === 'refused') {
        answer({ ok: false, refusal: outcome.refusal });
        return;
      }
    }
    const device = already ?? deviceOf(connection, hash);
    if (!device) {
      answer({ ok: false, refusal: { code: 'linkGone', retry: 'never' } });
      return;
    }
    connection.credential = device;
    live.entered(connection);
    answer({ ok: true, member: device.member });
  },
};

function deviceOf({ room }: Connection, hash: string) {
  const found = room.keys.find('device', hash);
  return found?.type === 'device' ? found : null;
}

function joining(
  { credential }: Connection,
  actor: Actor,
  message: EnterMessage,
  hash: string,
  { randomBytes }: Surroundings,
): { actor: Actor; command: AnyCommand } | Refusal {
  const device = freshId('device', randomBytes);
  switch (credential.type) {
    case 'link':
    case 'door': {
      const role = credential.type === 'door' ? 'member' : credential.role;
      if (role === 'viewer') return { code: 'viewersOnlyLook', retry: 'never' };
      const member = freshId('member', randomBytes);
      return {
        actor,
        command: { type: 'member.join', member, name: message.name ?? '', role, device, hash },
      };
    }
    case 'pass':
      // A pass is no actor: whoever shows it is let in by the server, as the member it was made for.
      return {
        actor: { type: 'system' },
        command: { type: 'pass.redeem', hash: credential.hash, device, deviceHash: hash },
      };
    case 'device':
      return { code: 'exists', retry: 'never' };
  }
}
