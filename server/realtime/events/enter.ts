/**
 * The holder of a link becomes a member, the holder of a pass gets back in on this device, and whoever another site
 * vouches for comes in with it, and stays with another token.
 */
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Credential } from '#server/rooms/keys.ts';
import { freshId, hashSecret } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { EnterMessage, EnterReply } from '#shared/protocol.ts';
import { bodyOf } from '#shared/board/keys.ts';
import type { Connection } from '../connection.ts';
import type { Live } from '../live.ts';
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
    if (message.token !== undefined) {
      const refusal = await renew(live, connection, already, message.token);
      if (refusal) {
        answer({ ok: false, refusal });
        return;
      }
    } else if (!already) {
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
    const device = deviceOf(connection, hash);
    if (!device) {
      answer({ ok: false, refusal: { code: 'linkGone', retry: 'never' } });
      return;
    }
    connection.credential = device;
    live.entered(connection);
    const { member, until } = device;
    answer({ ok: true, member, ...(until !== undefined && { until }) });
  },
};

type Device = Extract<Credential, { type: 'device' }>;

function deviceOf({ room }: Connection, hash: string): Device | null {
  const found = room.keys.find('device', hash);
  return found?.type === 'device' ? found : null;
}

/** Another token for the device of this very connection. */
async function renew(
  { tokens }: Live,
  { room, credential, address }: Connection,
  device: Device | null,
  token: string,
): Promise<Refusal | null> {
  const own = credential.type === 'device' && credential.device === device?.device;
  const body = own ? bodyOf(room.state, 'device', `device:${credential.device}`) : undefined;
  const site = bodyOf(room.state, 'siteKey', `siteKey:${body?.key}`)?.site;
  if (!own || site === undefined) return { code: 'linkGone', retry: 'never' };
  const taken = await tokens.take(room, { token, site, address }, ({ key, subject, role, until }) => [
    { type: 'visitor.renew', key, subject, role, device: credential.device, until },
  ]);
  return taken.ok ? null : taken.refusal;
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
    case 'token': {
      const { key, subject, name, role, until } = credential;
      const member = freshId('member', randomBytes);
      return {
        actor: { type: 'system' },
        command: { type: 'visitor.enter', key, subject, role, name, member, device, hash, until },
      };
    }
    case 'device':
      return { code: 'exists', retry: 'never' };
  }
}
