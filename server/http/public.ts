/**
 * A board as other people's sites show it (docs/decisions/0034): read only, to the origins that its facilitator named, without
 * cookies. Whoever can read it at all can read it without a browser too; the list keeps other *sites* from showing it.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { again } from '#server/public/feed.ts';
import type { Feeds } from '#server/public/feeds.ts';
import { maySee } from '#server/public/sites.ts';
import { Streams } from '#server/public/streams.ts';
import { addressOf } from '#server/realtime/address.ts';
import { idForm } from '#shared/board/ids.ts';
import { limits, time } from '#shared/limits.ts';
import { boardId } from './board-id.ts';
import { sayNotFound } from './errors.ts';

export interface PublicRoutes {
  feeds: Feeds;
  /** Open streams that one address may have, and how many proxies of ours say which address it is. */
  socketsPerAddress: number;
  trustProxy: number;
}

const params = Type.Object({ id: boardId });
/** A board, and the revision of it that a reader has. */
const one = `${idForm('board')}(:[\\d-]{0,64})?`;

const notThisSite = (site = 'this site') => ({
  error: 'notThisSite',
  message: `The board has not been opened to ${site}. A facilitator can do that.`,
});

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
      reply.header('Vary', 'Origin');
      const { origin } = request.headers;
      if (!maySee(opened.sites, origin)) return tellable(reply).code(403).send(notThisSite(origin));
      allow(reply, origin);
      const picture = await opened.feed.picture();
      const etag = `"${picture.revision}"`;
      reply.header('Cache-Control', 'no-cache').header('ETag', etag).type('application/json; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      if (!request.headers['accept-encoding']?.includes('gzip')) return reply.send(picture.json);
      return reply.header('Content-Encoding', 'gzip').send(picture.gzipped);
    },
  );

  app.get(
    '/api/public/live',
    {
      ...readable,
      schema: {
        summary: 'What changes on boards, as server-sent events',
        description:
          '`boards`: their ids with commas between, each with the revision that is known behind a colon. `again` names a board whose picture is to be asked for afresh.',
        querystring: Type.Object({
          boards: Type.String({ pattern: `^${one}(,${one}){0,${limits.publicBoards - 1}}$` }),
        }),
      },
    },
    async (request, reply) => {
      const asked = [...new Map(request.query.boards.split(',').map(boardAndRevision))];
      const opened = await Promise.all(asked.map(([board]) => parts.feeds.open(board)));
      const { origin } = request.headers;
      const seen = opened.map((one) => (one && maySee(one.sites, origin) ? one.feed : null));
      if (seen.every((feed) => feed === null)) {
        return opened.every((one) => one === null)
          ? sayNotFound(tellable(reply))
          : tellable(reply).code(403).send(notThisSite(origin));
      }
      const stream = streams.take(addressOf(request.raw, parts.trustProxy), origin);
      if (!stream) {
        return reply
          .code(429)
          .send({ error: 'slowDown', message: 'Too many readers here. Please try later.' });
      }
      // gone meanwhile: nothing would tell of it any more
      if (reply.raw.destroyed) return stream.leave();
      allow(reply, origin);
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
      reply.hijack();
      stream.begin(reply.raw);
      for (const [nth, [board, knows]] of asked.entries()) {
        const feed = seen[nth];
        if (feed) stream.follow(board, feed, knows);
        else stream.send(again(board));
      }
    },
  );
}

/** Splits "b_…:<revision>". */
function boardAndRevision(text: string): [board: string, revision: string] {
  const [board = '', revision = ''] = text.split(':');
  return [board, revision];
}

/** Why nothing is shown may be read by the scripts of any page: else all they can say is that something failed. */
function tellable(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Lets the browser hand the answer to the scripts of the page, whose site is on the list. */
function allow(reply: FastifyReply, origin: string | undefined): void {
  reply.header('Vary', 'Origin');
  if (origin === undefined) return;
  reply.header('Access-Control-Allow-Origin', origin).header('Cross-Origin-Resource-Policy', 'cross-origin');
}
