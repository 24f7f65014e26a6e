/** The HTTP side of the server, put together. */
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Config } from '#server/config.ts';
import { loggerOptions } from '#server/log.ts';
import { limits, time } from '#shared/limits.ts';
import { logRequests } from './access-log.ts';
import { type BoardRoutes, boardRoutes } from './boards.ts';
import { type CodeRoutes, codeRoutes } from './codes.ts';
import { speakPlainly } from './errors.ts';
import { openApi, type Operating, operatingRoutes } from './operating.ts';
import { builtPageRoutes, builtPages, developmentPageRoutes, noPageRoutes } from './pages.ts';
import { type FrameRoutes, frameRoutes } from './frames.ts';
import { type PublicRoutes, publicRoutes } from './public.ts';
import { secureHeaders } from './security.ts';
import { siteRoutes } from './sites.ts';

/** A board's title is all that anyone sends here. */
const BODY = 8 * 1024;

export function httpServer(config: Config, logTo?: NodeJS.WritableStream): FastifyInstance {
  return Fastify({
    logger: { ...(loggerOptions(config.logLevel) as object), ...(logTo ? { stream: logTo } : {}) },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY,
    // The socket's own address is hop 0: so many of the nearest are our proxies, whose word is taken.
    trustProxy: (_address, hop) => hop < config.trustProxy,
    requestTimeout: 15 * time.SECOND,
    // who takes an answer and does not read it holds it for no longer; streams have a heartbeat, sockets one of their own
    connectionTimeout: limits.unreadFor,
    keepAliveTimeout: 30 * time.SECOND,
    http: { headersTimeout: limits.unauthenticatedFor, connectionsCheckingInterval: time.SECOND },
    forceCloseConnections: true,
    return503OnClosing: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
}

export async function httpRoutes(
  app: FastifyInstance,
  config: Config,
  parts: BoardRoutes & CodeRoutes & Operating & PublicRoutes & FrameRoutes,
): Promise<void> {
  speakPlainly(app);
  logRequests(app);
  // JSON is all that the API takes: fewer parsers, fewer ways around a check.
  app.removeContentTypeParser('text/plain');
  await secureHeaders(app, {
    secure: config.publicUrl?.startsWith('https:') ?? false,
    development: config.development,
  });
  await openApi(app);
  await app.register(boardRoutes, parts);
  await app.register(codeRoutes, parts);
  await app.register(publicRoutes, parts);
  await app.register(siteRoutes, parts);
  await app.register(frameRoutes, parts);
  await app.register(operatingRoutes, parts);
  const folder = builtPages();
  if (config.development) {
    const endVite = await developmentPageRoutes(app, parts.feeds);
    app.addHook('onClose', endVite);
  } else if (folder) await builtPageRoutes(app, parts.feeds, folder);
  else noPageRoutes(app);
}
