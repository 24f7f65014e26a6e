/** Making a board, and the little that anyone may know of one: its title and how much is open. */
import type { FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Rooms } from '#server/rooms/rooms.ts';
import { cardStatus } from '#shared/board/cards.ts';
import { kinds, type Kind, type State } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';
import { isBoardId } from './board-id.ts';
import { sayNotFound } from './errors.ts';

const problem = Type.Object({ error: Type.String(), message: Type.String() });
const link = Type.String({ description: 'A URL whose fragment holds the key. Whoever has it has the role.' });
const count = Type.Integer({ minimum: 0 });

const created = Type.Object({
  id: Type.String(),
  links: Type.Object({ facilitator: link, member: link, viewer: link }),
});
const summary = Type.Object({
  id: Type.String(),
  title: Type.String(),
  counts: Type.Object({ needs: count, offers: count, referrals: count, promotions: count }),
});

export interface BoardRoutes {
  rooms: Rooms;
  /** That one address may make. */
  boardsPerHour: number;
  /** Where links begin, without a slash at the end. */
  origin: () => string;
}

/** The URL that lets someone in. The key is in the fragment: it is in no request, no log and no Referer. */
export function linkTo(origin: string, board: string, key: string): string {
  return `${origin}/b/${board}#key=${key}`;
}

export async function boardRoutes(
  plain: FastifyInstance,
  { rooms, boardsPerHour, origin }: BoardRoutes,
): Promise<void> {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/api/boards',
    {
      config: { rateLimit: { max: boardsPerHour, timeWindow: time.HOUR } },
      schema: {
        summary: 'Make a board',
        body: Type.Object(
          { title: Type.String({ minLength: 1, maxLength: limits.boardTitle, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response: { 201: created, 400: problem, 429: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const board = await rooms.create(request.body.title.trim());
      if (!board) {
        const message = 'The board could not be kept just now. Please try again in a moment.';
        return reply.code(503).send({ error: 'notNow', message });
      }
      const { id, keys } = board;
      const to = (key: string): string => linkTo(origin(), id, key);
      const links = { facilitator: to(keys.facilitator), member: to(keys.member), viewer: to(keys.viewer) };
      return reply.code(201).header('Cache-Control', 'no-store').send({ id, links });
    },
  );

  app.get(
    '/api/boards/:id',
    {
      config: { rateLimit: { max: 240, timeWindow: time.MINUTE } },
      schema: {
        summary: 'What anyone may know of a board',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        response: { 200: summary, 404: problem, 429: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const hold = isBoardId(id) ? await rooms.hold(id) : null;
      if (!hold) return sayNotFound(reply);
      const { room, release } = hold;
      try {
        const title = room.state.meta.get('board')?.title ?? '';
        return { id, title, counts: openCounts(room.state, room.now()) };
      } finally {
        release();
      }
    },
  );
}

const countedAs = { need: 'needs', offer: 'offers', referral: 'referrals', promotion: 'promotions' } as const;

/** How many cards are open of each kind: what is matched, done, withdrawn or past its time is not counted. */
function openCounts(state: State, at: number): Record<(typeof countedAs)[Kind], number> {
  const counts = { needs: 0, offers: 0, referrals: 0, promotions: 0 };
  for (const card of state.cards.values()) {
    if (!kinds.includes(card.kind)) continue;
    const status = cardStatus(card, at);
    if (status === 'open' || status === 'partDone') counts[countedAs[card.kind]] += 1;
  }
  return counts;
}
