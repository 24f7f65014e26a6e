/**
 * A board as other people's sites show it (DESIGN §6): read only, to the origins that its facilitator named, without
 * cookies. Whoever can read it at all can read it without a browser too; the list keeps other *sites* from showing it.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Feeds } from '#server/public/feeds.ts';
import { maySee, originOf } from '#server/public/sites.ts';
import { Streams } from '#server/public/streams.ts';
import { freshId, hashSecret } from '#server/rooms/secrets.ts';
import { addressOf } from '#server/realtime/address.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { idPattern } from '#shared/board/ids.ts';
import { limits, time } from '#shared/limits.ts';
import { sayNotFound } from './errors.ts';

export interface PublicRoutes {
  rooms: Rooms;
  feeds: Feeds;
  /** Open streams that one address may have, and how many proxies of ours say which address it is. */
  socketsPerAddress: number;
  trustProxy: number;
}

const problem = Type.Object({ error: Type.String(), message: Type.String() });
const params = Type.Object({ id: Type.String({ pattern: idPattern('board'), maxLength: 32 }) });
const sites = Type.Object({ origins: Type.Array(Type.String({ maxLength: 253 })) });

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

  app.put(
    '/api/boards/:id/sites',
    {
      config: { rateLimit: { max: limits.failedKeysPerMinute, timeWindow: time.MINUTE } },
      schema: {
        summary: 'Open a board to other sites',
        description: 'The bearer token is the key of the facilitator link. The list replaces the one before.',
        params,
        body: Type.Object(
          { origins: Type.Array(Type.String({ maxLength: 253 }), { maxItems: limits.sites }) },
          { additionalProperties: false },
        ),
        response: { 200: sites, 400: problem, 401: problem, 404: problem, 429: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const origins = request.body.origins.map(originOf);
      const wrong = request.body.origins.find((_, index) => origins[index] === null);
      if (wrong !== undefined) {
        const message = `“${wrong}” is not a site's address. It looks like https://example.org, without a path.`;
        return reply.code(400).send({ error: 'words', message });
      }
      const hold = await parts.rooms.hold(request.params.id);
      if (!hold) return sayNotFound(reply);
      try {
        const credential = hold.room.keys.find('link', hashSecret(bearer(request)));
        if (credential?.type !== 'link' || credential.role !== 'facilitator') {
          const message = 'The key in the header Authorization is not the one of the facilitator link.';
          return await reply.code(401).send({ error: 'facilitatorsOnly', message });
        }
        const outcome = await hold.room.do({
          type: 'command',
          id: freshId('command'),
          actor: { type: 'system' },
          commands: () => [{ type: 'board.sites', origins: origins.filter((one) => one !== null) }],
        });
        if (outcome.type !== 'applied') {
          const message = 'That could not be saved just now. Please try again in a moment.';
          return await reply.code(503).send({ error: 'notNow', message });
        }
        return { origins: [...new Set(origins.filter((one) => one !== null))].sort() };
      } finally {
        hold.release();
      }
    },
  );

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

function bearer(request: FastifyRequest): string {
  return /^Bearer (\S{1,128})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
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
