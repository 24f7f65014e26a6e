/** Headers that keep other sites out, and limits a request by address. */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/**
 * @param secure people come by https, so browsers may be told never to come otherwise
 * @param development Vite's client writes inline styles and scripts, which the policy forbids
 */
export async function secureHeaders(
  app: FastifyInstance,
  { secure, development }: { secure: boolean; development: boolean },
): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: development
      ? false
      : {
          useDefaults: false,
          directives: {
            'default-src': ["'none'"],
            'script-src': ["'self'"],
            'style-src': ["'self'"],
            'font-src': ["'self'"],
            'img-src': ["'self'", 'data:'],
            'connect-src': ["'self'"],
            // what a facilitator is shown of the board in a frame: `/embed/:id`
            'frame-src': ["'self'"],
            'manifest-src': ["'self'"],
            'base-uri': ["'none'"],
            'form-action': ["'none'"],
            'frame-ancestors': ["'none'"],
            // Strings become markup in Lit's templates and nowhere else.
            'require-trusted-types-for': ["'script'"],
            'trusted-types': ['lit-html'],
          },
        },
    // The key is in the fragment, which no browser sends; the board's id stays here, too.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
    frameguard: { action: 'deny' },
    // Over plain http on a network in a hall these only make browsers complain.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
  await app.register(rateLimit, { global: false });
}
