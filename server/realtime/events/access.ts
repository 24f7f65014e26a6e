/**
 * Making, changing and taking back links, passes and the keys of sites, and ending the board. The server makes the secrets;
 * only their hashes are decided on, but for the secret of a site's key, which the server needs itself.
 */
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { State } from '#shared/board/types.ts';
import type { Credential } from '#server/rooms/keys.ts';
import { freshId, hashSecret, newSecret } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { time } from '#shared/limits.ts';
import type { AccessReply, AccessRequest } from '#shared/protocol.ts';
import type { Connection } from '../connection.ts';
import { isAccess } from '../schemas/messages.ts';
import { planOpening, planShowing } from './door.ts';
import type { Event } from './event.ts';
import type { Plan } from './plan.ts';
import { planSiteKey, planSite } from './sites.ts';

/** A pass is made to be used at once, on the phone held next to this screen, or a message away. */
export const passFor = time.HOUR;

export const access: Event<'access', AccessRequest, AccessReply> = {
  name: 'access',
  check: isAccess,
  allowance: 'command',
  refuse: (refusal) => ({ ok: false, refusal }),
  async run({ live, connection, actor }, request, answer) {
    const { room } = connection;
    if (request.type === 'board.erase') {
      const { title } = request;
      const erased = await room.do({ type: 'erase', actor, title });
      answer(erased.type === 'refused' ? { ok: false, refusal: erased.refusal } : { ok: true, type: 'done' });
      return;
    }
    const { randomBytes } = live.around;
    const told = live.secrets.get(connection.board, connection.payer, request.id);
    if (told) {
      answer(told);
      return;
    }
    const plan = await planOf(request, actor, connection, live.around);
    if ('code' in plan) {
      answer({ ok: false, refusal: plan });
      return;
    }
    let outcome = await room.do({ type: 'command', id: request.id, actor, commands: plan.commands });
    if (outcome.type === 'applied' && outcome.again && plan.reply.type !== 'done') {
      // It was done, but its secret was told to nobody who still has it, and the server keeps none: do it afresh.
      outcome = await room.do({
        type: 'command',
        id: freshId('command', randomBytes),
        actor,
        commands: plan.commands,
      });
    }
    if (outcome.type === 'refused') {
      plan.notDone?.();
      answer({ ok: false, refusal: outcome.refusal });
      return;
    }
    live.secrets.keep(connection.board, connection.payer, request.id, plan.reply);
    answer(plan.reply);
  },
};

function planOf(
  request: Exclude<AccessRequest, { type: 'board.erase' }>,
  actor: Actor,
  { room, credential }: Connection,
  around: Surroundings,
): Plan | Refusal | Promise<Plan | Refusal> {
  const { randomBytes } = around;
  const secret = newSecret(randomBytes);
  const hash = hashSecret(secret);
  switch (request.type) {
    case 'link.mint': {
      const link = freshId('link', randomBytes);
      const { role, label } = request;
      const mint: AnyCommand = { type: 'link.mint', link, role, label, hash };
      return { commands: () => [mint], reply: { ok: true, type: 'link', link, key: secret } };
    }
    case 'link.rotate': {
      const link = freshId('link', randomBytes);
      const { role } = request;
      const mint: AnyCommand = { type: 'link.mint', link, role, label: '', hash };
      return {
        commands: (state) => [...linksOf(state, role).map(revoke), mint],
        reply: { ok: true, type: 'link', link, key: secret },
      };
    }
    case 'link.revoke':
      return { commands: () => [revoke(request.link)], reply: { ok: true, type: 'done' } };
    case 'pass.mint': {
      if (actor.type !== 'member') return { code: 'viewersOnlyLook', retry: 'never' };
      // it would let them in after the site's word has ended, and its key was taken back
      if (endsByItself(credential)) return { code: 'facilitatorsOnly', retry: 'never' };
      const until = room.now() + passFor;
      const mint: AnyCommand = { type: 'pass.mint', member: request.member, hash, until };
      return { commands: () => [mint], reply: { ok: true, type: 'pass', pass: secret, until } };
    }
    case 'site.add':
    case 'site.remove':
      return planSite(request);
    case 'siteKey.add':
      return planSiteKey(request, randomBytes);
    case 'siteKey.revoke':
      return {
        commands: () => [{ type: 'siteKey.revoke', key: request.key }],
        reply: { ok: true, type: 'done' },
      };
    case 'door.open':
      // whoever comes in by the door stays when the site's key was taken back
      if (endsByItself(credential)) return { code: 'facilitatorsOnly', retry: 'never' };
      return planOpening(request, actor, room, around);
    case 'door.show':
      return planShowing(request, room, around);
  }
}

function endsByItself(credential: Credential): boolean {
  return credential.type === 'device' && credential.until !== undefined;
}

function revoke(link: string): AnyCommand {
  return { type: 'link.revoke', link };
}

function linksOf(state: State, role: string): string[] {
  const links: string[] = [];
  for (const { body } of state.records.values()) {
    if (body.type === 'link' && body.role === role) links.push(body.link);
  }
  return links.toSorted();
}
