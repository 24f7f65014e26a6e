/**
 * A board as other people's sites show it (DESIGN §6): read only, to the origins that its facilitator named, without
 * cookies. Whoever can read it at all can read it without a browser too; the list keeps other *sites* from showing it.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Feeds } from '#server/public/feeds.ts';
import { maySee } from '#server/public/sites.ts';
import { Streams } from '#server/public/streams.ts';
import { addressOf } from '#server/realtime/address.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { time } from '#shared/limits.ts';
import { sayNotFound } from './errors.ts';
import { boardId } from './facilitator.ts';

export interface PublicRoutes {
  rooms: Rooms;
  feeds: Feeds;
  /** Open streams that one address may have, and how many proxies of ours say which address it is. */
  socketsPerAddress: number;
  trustProxy: number;
}

const params = Type.Object({ id: boardId });

const notThisSite = {
  error: 'notThisSite',
  message: 'This board has not been opened to this site. One of its facilitators can do that.',
};

export async function publicRoutes(plain: FastifyInstance, parts: PublicRoutes): Promise<void> {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const streams = new Streams(parts.socketsPerAddress);
  app.addHook('preClose', async () => {
    streams.close();
    await parts.feeds.close();
  });

  // as many a minute as may be open at once: a hall has one address, and its pages all come back together
  const readable = { config: { rateLimit: { max: parts.socketsPerAddress, timeWindow: time.MINUTE } } };

  app.get(
    '/api/boards/:id/public',
    { ...readable, schema: { summary: 'A board as other sites show it', params } },
    async (request, reply) => {
      const opened = await parts.feeds.open(request.params.id);
      if (!opened) return sayNotFound(tellable(reply));
      if (!allow(request, reply, opened.sites)) return tellable(reply).code(403).send(notThisSite);
      const picture = await opened.feed.picture();
      const etag = `"${picture.revision}"`;
      reply.header('Cache-Control', 'no-cache').header('ETag', etag).type('application/json; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      if (!request.headers['accept-encoding']?.includes('gzip')) return reply.send(picture.json);
      return reply.header('Content-Encoding', 'gzip').send(picture.gzipped);
    },
  );

  app.get(
    '/api/boards/:id/public/live',
    {
      ...readable,
      schema: {
        summary: 'What changes on it, as server-sent events',
        params,
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 64 })) }),
      },
    },
    async (request, reply) => {
      const opened = await parts.feeds.open(request.params.id);
      if (!opened) return sayNotFound(tellable(reply));
      if (!allow(request, reply, opened.sites)) return tellable(reply).code(403).send(notThisSite);
      const stream = streams.take(addressOf(request.raw, parts.trustProxy), request.headers.origin);
      if (!stream) {
        return reply
          .code(429)
          .send({ error: 'slowDown', message: 'Too many readers here. Please try later.' });
      }
      const { 'last-event-id': last } = request.headers;
      const knows = typeof last === 'string' ? last : (request.query.after ?? '');
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
      reply.hijack();
      stream.begin(reply.raw);
      opened.feed.join(stream, knows);
      reply.raw.once('close', () => {
        opened.feed.leave(stream);
        stream.leave();
      });
    },
  );
}

/** Why nothing is shown may be read by the scripts of any page: else all they can say is that something failed. */
function tellable(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Lets the browser hand the answer to the page's scripts, if the page's site is on the list. */
function allow(request: FastifyRequest, reply: FastifyReply, allowed: readonly string[]): boolean {
  reply.header('Vary', 'Origin');
  const { origin } = request.headers;
  if (!maySee(allowed, origin)) return false;
  if (origin === undefined) return true;
  reply.header('Access-Control-Allow-Origin', origin).header('Cross-Origin-Resource-Policy', 'cross-origin');
  return true;
}
