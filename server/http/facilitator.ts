/** What facilitators do over HTTP: the bearer token is the key of their link. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Room } from '#server/rooms/room.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { freshId, hashSecret } from '#server/rooms/secrets.ts';
import type { AnyCommand } from '#shared/board/commands.ts';
import type { RefusalCode } from '#shared/board/decision.ts';
import { limits, time } from '#shared/limits.ts';
import { sayNotFound } from './errors.ts';

export const problem = Type.Object({ error: Type.String(), message: Type.String() });
/** Everything that may be answered besides what was asked for. */
export const problems = { 400: problem, 401: problem, 404: problem, 429: problem, 503: problem };

/** A key cannot be guessed, if one address does not try for ever. */
export const facilitatorsRate = { rateLimit: { max: limits.failedKeysPerMinute, timeWindow: time.MINUTE } };

/** Runs `act` if the request carries the facilitator key of that board, or says why not. */
export async function asFacilitator(
  rooms: Rooms,
  board: string,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (room: Room) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const hold = await rooms.hold(board);
  if (!hold) return sayNotFound(reply);
  try {
    const credential = hold.room.keys.find('link', hashSecret(bearer(request)));
    if (credential?.type !== 'link' || credential.role !== 'facilitator') {
      const message = 'The key in the header Authorization is not the one of the facilitator link.';
      return await reply.code(401).send({ error: 'facilitatorsOnly', message });
    }
    return await act(hold.room);
  } finally {
    hold.release();
  }
}

/** Puts a command to the room. @returns null once it is durable, or why it is not */
export async function done(room: Room, command: AnyCommand): Promise<RefusalCode | null> {
  const outcome = await room.do({
    type: 'command',
    id: freshId('command'),
    actor: { type: 'system' },
    commands: () => [command],
  });
  return outcome.type === 'applied' ? null : outcome.refusal.code;
}

export function sayNotNow(reply: FastifyReply): FastifyReply {
  const message = 'That could not be saved just now. Please try again in a moment.';
  return reply.code(503).send({ error: 'notNow', message });
}

function bearer(request: FastifyRequest): string {
  return /^Bearer (\S{1,128})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
