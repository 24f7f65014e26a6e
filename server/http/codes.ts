/** From a spoken code to its board. What the code then opens is the board's affair, over the socket. */
import type { FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { addressOf } from '#server/realtime/address.ts';
import type { Codes } from '#server/realtime/codes.ts';
import { time } from '#shared/limits.ts';

export interface CodeRoutes {
  codes: Codes;
  /** How many proxies of ours say from which address a request comes. */
  trustProxy: number;
}

const problem = Type.Object({ error: Type.String(), message: Type.String() });

const wrong = {
  error: 'noEntry',
  message: 'This code opens nothing now. Codes end with their session; ask for the one that is current.',
};
const tooMany = {
  error: 'slowDown',
  message: 'Many codes were tried just now. Please try again in a minute.',
};

export async function codeRoutes(plain: FastifyInstance, { codes, trustProxy }: CodeRoutes): Promise<void> {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/api/join',
    {
      // a hall behind one address types its code within a minute
      config: { rateLimit: { max: 240, timeWindow: time.MINUTE } },
      schema: {
        summary: 'Find the board of a spoken code',
        body: Type.Object(
          { code: Type.String({ pattern: '^[0-9]{9}$', maxLength: 9 }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ board: Type.String() }),
          400: problem,
          404: problem,
          429: problem,
          503: problem,
        },
      },
    },
    async (request, reply) => {
      const found = await codes.boardOf(request.body.code, addressOf(request.raw, trustProxy));
      reply.header('Cache-Control', 'no-store');
      if (found === 'wrong') return reply.code(404).send(wrong);
      if (found === 'tooMany') return reply.code(429).send(tooMany);
      return found;
    },
  );
}
