/** Opening the door of a session, and showing its code: the server makes both secrets, and finds a code that is free. */
import type { Room } from '#server/rooms/room.ts';
import { hashSecret, newCode, newSecret, sameHash } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { Actor } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { mayRun } from '#shared/board/session/policy.ts';
import { doorRule } from '#shared/limits.ts';
import type { AccessRequest } from '#shared/protocol.ts';
import type { Plan } from './plan.ts';

type Of<T extends AccessRequest['type']> = Extract<AccessRequest, { type: T }>;

/** That one is taken is one in a million; that so many are, nobody will see. */
const ATTEMPTS = 4;

export async function planOpening(
  { session: id, asks, shown }: Of<'door.open'>,
  actor: Actor,
  room: Room,
  around: Surroundings,
): Promise<Plan | Refusal> {
  const session = room.state.sessions.get(id);
  if (!session) return { code: 'noSession', retry: 'never' };
  // asked before a code is taken for it; whoever may is decided again when it is opened
  const may = actor.type === 'member' && mayRun(room.state, session, actor.member);
  if (!may) return { code: actor.type === 'link' ? 'viewersOnlyLook' : 'facilitatorsOnly', retry: 'never' };
  const until = room.now() + doorRule.openFor;
  const claimed = await freeCode(room, until, around);
  if (!claimed) return { code: 'notNow', retry: 'later' };
  const { code, hash } = claimed;
  const key = newSecret(around.randomBytes);
  const open = { type: 'door.open', session: id, key: hashSecret(key), code: hash, until, asks } as const;
  return {
    commands: () => [{ ...open, shown: shown ? code : null }],
    reply: { ok: true, type: 'door', key, code, until },
    notDone: () => room.releaseCode(hash),
  };
}

async function freeCode(
  room: Room,
  until: number,
  { randomBytes, hashCode }: Surroundings,
): Promise<{ code: string; hash: string } | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const code = newCode(randomBytes);
    const hash = await hashCode(code);
    if (await room.claimCode(hash, until).catch(() => false)) return { code, hash };
  }
  return null;
}

/** Only what really opens the door is put on the board. */
export async function planShowing(
  { session, code }: Of<'door.show'>,
  room: Room,
  { hashCode }: Surroundings,
): Promise<Plan | Refusal> {
  const door = room.state.records.get(`door:${session}`)?.body;
  const right = code === null || (door?.type === 'door' && sameHash(door.code, await hashCode(code)));
  if (!right) return { code: 'linkGone', retry: 'never' };
  return { commands: () => [{ type: 'door.show', session, code }], reply: { ok: true, type: 'done' } };
}
