/** For those who run the server: is it alive, can it write, how is it doing, what can one ask it. */
import { timingSafeEqual } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '#server/metrics.ts';
import type { LogStore } from '#server/store/port.ts';
import { sayNotFound } from './errors.ts';

export interface Operating {
  store: LogStore;
  metrics: Metrics;
  /** Null: only this machine may read the metrics. */
  metricsToken: string | null;
  stopping: () => boolean;
}

/** Must be registered before the routes that it describes. */
export async function openApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Tilth',
        description: 'Boards over HTTP. What happens on a board goes over a socket: see docs/protocol.md.',
        version: '1',
      },
    },
  });
}

export async function operatingRoutes(app: FastifyInstance, operating: Operating): Promise<void> {
  const { store, metrics, stopping } = operating;
  const hidden = { schema: { hide: true } };

  app.get('/api/openapi.json', hidden, async () => app.swagger());

  app.get('/healthz', hidden, async () => ({ status: 'ok' }));

  app.get('/readyz', hidden, async (_request, reply) => {
    if (stopping()) return reply.code(503).send({ status: 'stopping' });
    try {
      await store.check();
      return { status: 'ok' };
    } catch (error) {
      app.log.error({ err: error }, 'the store cannot write');
      return reply.code(503).send({ status: 'cannot write' });
    }
  });

  app.get('/metrics', hidden, async (request, reply) => {
    if (!mayRead(request, operating.metricsToken)) return sayNotFound(reply);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return /^(::ffff:)?127\.|^::1$/.test(request.ip);
  const shown = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}
