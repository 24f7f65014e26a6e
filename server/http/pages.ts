/** The pages: the start page at `/` and `/join`, a board at `/b/<id>`, and their files, as built; in development straight from Vite. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sayNotFound } from './errors.ts';

/** Vite gives files in here names that change with their content. */
const HASHED = '/assets/';
/** The script that other people's pages load. */
const EMBED = /\/embed\.js(\.gz|\.br)?$/;
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

export async function builtPageRoutes(app: FastifyInstance, folder: string): Promise<void> {
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
  app.setNotFoundHandler((_request, reply) => sayNotFound(reply));
}

/** Without a build there is still the API. */
export function noPageRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sayNotFound(reply));
}

/** Pages straight from their sources. @returns what ends Vite */
export async function developmentPageRoutes(app: FastifyInstance): Promise<() => Promise<void>> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: app.server } } });
  app.setNotFoundHandler((request, reply) => {
    const { raw } = request;
    const [path = ''] = raw.url?.split('?') ?? [];
    if (/^\/b\/[^/]+$/.test(path)) raw.url = '/board.html';
    if (path === '/join') raw.url = '/index.html';
    reply.hijack();
    vite.middlewares(raw, reply.raw, () => reply.raw.writeHead(404).end());
  });
  return () => vite.close();
}
