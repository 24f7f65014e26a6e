import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Feeds } from '#server/public/feeds.ts';
import { sayNotFound } from './errors.ts';
import { ancestors, frameable, framesLimited, openBoard } from './framing.ts';

/**
 * The board's own page at `/embed/:id/live`, in which a visitor of another site writes: what the site's scripts share no
 * memory with. Only the sites on the board's list may frame it; for all others, and without a list, there is none.
 * @param send answers with the page, however it is made
 */
export function liveFrameRoute(
  app: FastifyInstance,
  feeds: Pick<Feeds, 'open'>,
  send: (request: FastifyRequest, reply: FastifyReply) => unknown,
): void {
  app.get<{ Params: { id: string } }>(
    '/embed/:id/live',
    {
      config: framesLimited,
      schema: { hide: true, params: Type.Object({ id: Type.String({ maxLength: 64 }) }) },
    },
    async (request, reply) => {
      const opened = await openBoard(feeds, request.params.id);
      if (!opened) return sayNotFound(reply);
      const own = String(reply.getHeader('Content-Security-Policy') ?? "frame-ancestors 'none'");
      frameable(reply).header(
        'Content-Security-Policy',
        own.replace("frame-ancestors 'none'", ancestors(...opened.sites)),
      );
      return send(request, reply);
    },
  );
}
