/**
 * The pages: the start page at `/` and `/join`, a board at `/b/<id>` and, for other sites' frames, at `/embed/<id>/live`,
 * and their files, as built; in development straight from Vite.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Feeds } from '#server/public/feeds.ts';
import { sayNotFound } from './errors.ts';
import { liveFrameRoute } from './live-frame.ts';

/** Vite gives files in here names that change with their content. */
const HASHED = '/assets/';
/** The scripts that other people's pages load. */
const EMBED = /\/embed(-more)?\.js(\.gz|\.br)?$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/** Where the build lies, seen from the built server (dist/server) or from its source (server/http). */
export function builtPages(): string | null {
  const candidates = [
    resolve(import.meta.dirname, '../client'),
    resolve(import.meta.dirname, '../../dist/client'),
  ];
  return candidates.find((folder) => existsSync(join(folder, 'board.html'))) ?? null;
}

export async function builtPageRoutes(
  app: FastifyInstance,
  feeds: Pick<Feeds, 'open'>,
  folder: string,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    dotfiles: 'ignore',
    // The build lays each file beside itself compressed.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('Cache-Control', path.includes(HASHED) ? FOR_EVER : ASK_EACH_TIME);
      if (!EMBED.test(path)) return;
      // for pages of any site, with or without an integrity hash
      reply.header('Access-Control-Allow-Origin', '*').header('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  });
  for (const start of ['/', '/join'])
    app.get(start, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  app.get('/b/:id', { schema: { hide: true } }, (_request, reply) => reply.sendFile('board.html'));
  liveFrameRoute(app, feeds, (_request, reply) => reply.sendFile('board.html'));
  app.setNotFoundHandler((_request, reply) => sayNotFound(reply));
}

/** Without a build there is still the API. */
export function noPageRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sayNotFound(reply));
}

/** Pages straight from their sources. @returns what ends Vite */
export async function developmentPageRoutes(
  app: FastifyInstance,
  feeds: Pick<Feeds, 'open'>,
): Promise<() => Promise<void>> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: app.server } } });
  const pass = ({ raw }: FastifyRequest, reply: FastifyReply, path?: string): void => {
    if (path) raw.url = path;
    reply.hijack();
    vite.middlewares(raw, reply.raw, () => reply.raw.writeHead(404).end());
  };
  liveFrameRoute(app, feeds, (request, reply) => {
    reply.raw.setHeader('Content-Security-Policy', String(reply.getHeader('Content-Security-Policy')));
    pass(request, reply, '/board.html');
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.raw.url?.split('?') ?? [];
    if (/^\/b\/[^/]+$/.test(path)) pass(request, reply, '/board.html');
    else if (path === '/join') pass(request, reply, '/index.html');
    else if (EMBED.test(path)) pass(request, reply, `/embed${path.replace('.js', '.ts')}`);
    else pass(request, reply);
  });
  return () => vite.close();
}
