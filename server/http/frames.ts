/**
 * A board in a frame, for pages that cannot run a script of ours: `/embed/:id`, and what oEmbed asks for so that an
 * address of a board becomes such a frame by itself (https://oembed.com, version 1.0, type rich).
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Feeds, Opened } from '#server/public/feeds.ts';
import { boardHtml } from '#server/public/html.ts';
import { themes, views } from '#shared/public/looks.ts';
import { idForm } from '#shared/board/ids.ts';
import { kinds } from '#shared/board/types.ts';
import { escape } from '#shared/public/escape.ts';
import { isBoardId } from './board-id.ts';
import { sayNotFound } from './errors.ts';
import { ancestors, frameable, framesLimited, openBoard } from './framing.ts';

export interface FrameRoutes {
  feeds: Feeds;
  origin: () => string;
}

const width = { usual: 420, least: 280 };
const height = 640;
const kind = `(${kinds.join('|')})`;
/** The attributes of the element that a frame's address may say. A link to join by is none of them: it holds a key. */
const choices = Type.Object({
  kinds: Type.Optional(Type.String({ pattern: `^${kind}( ${kind}){0,${kinds.length - 1}}$` })),
  view: Type.Enum([...views], { default: 'auto' }),
  theme: Type.Enum([...themes], { default: 'auto' }),
});

export async function frameRoutes(plain: FastifyInstance, { feeds, origin }: FrameRoutes): Promise<void> {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const open = (id: string): Promise<Opened | null> => openBoard(feeds, id);

  app.get(
    '/embed/:id',
    {
      config: framesLimited,
      schema: {
        hide: true,
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        querystring: choices,
      },
    },
    async (request, reply) => {
      // in development the script's own sources lie in a folder of that name
      if (!isBoardId(request.params.id)) return reply.callNotFound();
      const opened = await open(request.params.id);
      if (!opened) return sayNotFound(reply);
      const { kinds: named, view, theme } = request.query;
      const shown = opened.feed.board;
      const chosen = named === undefined ? kinds : kinds.filter((kind) => named.split(' ').includes(kind));
      const attributes = `board="${escape(request.params.id)}" kinds="${chosen.join(' ')}" view="${view}" theme="${theme}"`;
      // around the element, and before it, the frame is as bright as what stands in it
      const brightness = theme === 'auto' ? 'light dark' : theme;
      return framed(reply, opened.sites)
        .type('text/html; charset=utf-8')
        .header('Cache-Control', 'no-cache')
        .send(
          `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="${brightness}"><title>${escape(shown.title)}</title><link rel="alternate" type="application/json+oembed" href="${oembedOf(origin(), request.params.id)}"><script type="module" src="/embed.js"></script></head><body><tilth-board ${attributes}>${boardHtml(shown, chosen)}</tilth-board></body></html>`,
        );
    },
  );

  app.get(
    '/oembed',
    {
      config: framesLimited,
      schema: {
        summary: 'A board as a frame for pages that know oEmbed',
        querystring: Type.Object({
          url: Type.String({ maxLength: 512 }),
          format: Type.Optional(Type.String({ maxLength: 8 })),
          maxwidth: Type.Optional(Type.String({ pattern: '^\\d{1,5}$' })),
          maxheight: Type.Optional(Type.String({ pattern: '^\\d{1,5}$' })),
        }),
      },
    },
    async (request, reply) => {
      const { url, format = 'json', maxwidth, maxheight } = request.query;
      if (format !== 'json') {
        return reply.code(501).send({ error: 'words', message: 'Only the format json is spoken here.' });
      }
      const id = boardOf(url, origin());
      const opened = id === null ? null : await open(id);
      if (!opened || id === null) return sayNotFound(reply);
      const size = {
        width: Math.max(width.least, Math.min(width.usual, Number(maxwidth ?? width.usual))),
        height: Math.min(height, Number(maxheight ?? height)),
      };
      const { title } = opened.feed.board;
      const frame = `<iframe src="${origin()}/embed/${id}" title="${escape(title)}" width="${size.width}" height="${size.height}" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`;
      return reply
        .header('Access-Control-Allow-Origin', '*')
        .header('Cross-Origin-Resource-Policy', 'cross-origin')
        .send({
          version: '1.0',
          type: 'rich',
          title,
          provider_name: 'Tilth',
          provider_url: origin(),
          ...size,
          html: frame,
        });
    },
  );
}

const ofABoard = new RegExp(`^/(?:b|embed)/(${idForm('board')})$`);

/** The board that an address of ours leads to, or null. What stands after `#` is not looked at: it may hold a key. */
function boardOf(url: string, ours: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin === ours ? (ofABoard.exec(pathname)?.[1] ?? null) : null;
}

function oembedOf(origin: string, id: string): string {
  return `${origin}/oembed?url=${encodeURIComponent(`${origin}/b/${id}`)}`;
}

/** Only the sites on the board's list may frame it, and our own page, to show how it will look; it runs our script and nothing else. */
function framed(reply: FastifyReply, sites: readonly string[]): FastifyReply {
  return frameable(reply).header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      ancestors("'self'", ...sites),
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
  );
}
