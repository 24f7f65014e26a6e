/** The sites that a board is shown on, and the keys with which they say who their visitors are. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { originOf } from '#server/public/sites.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import { newSiteKey } from '#server/rooms/site-keys.ts';
import { idPattern } from '#shared/board/ids.ts';
import { bodiesBy } from '#shared/board/keys.ts';
import { siteRoles } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { readPublicKey } from '#shared/public/site-key.ts';
import { boardId } from './board-id.ts';
import { sayNotFound } from './errors.ts';
import { asFacilitator, done, facilitatorsRate, problem, problems, sayNotNow } from './facilitator.ts';

const origin = Type.String({ maxLength: limits.origin });
const role = Type.Enum([...siteRoles]);
const keyId = Type.String({ pattern: idPattern('siteKey'), maxLength: 32 });

const newKey = Type.Object(
  {
    site: origin,
    role: Type.Optional(role),
    publicKey: Type.Optional(Type.Unknown({ description: 'An Ed25519 public key, as a JWK.' })),
  },
  { additionalProperties: false },
);
const madeKey = Type.Object({
  key: keyId,
  secret: Type.Optional(Type.String({ description: 'For HS256, base64url. It is told only now.' })),
});
const knownKey = Type.Object({
  key: keyId,
  site: origin,
  role,
  alg: Type.Enum(['EdDSA', 'HS256']),
  made: Type.Integer({ description: 'ms since 1970' }),
});

export async function siteRoutes(plain: FastifyInstance, { rooms }: { rooms: Rooms }): Promise<void> {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();

  app.put(
    '/api/boards/:id/sites',
    {
      config: facilitatorsRate,
      schema: {
        summary: 'Open a board to other sites',
        description:
          'The bearer token is the key of the facilitator link. The list replaces the one before; a site that is taken off loses its keys.',
        params: Type.Object({ id: boardId }),
        body: Type.Object(
          { origins: Type.Array(origin, { maxItems: limits.sites }) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ origins: Type.Array(origin) }), ...problems },
      },
    },
    async (request, reply) => {
      const read = request.body.origins.map((text) => ({ text, is: originOf(text) }));
      const wrong = read.find(({ is }) => is === null);
      if (wrong) return sayNoSite(reply, wrong.text);
      const origins = [...new Set(read.flatMap(({ is }) => is ?? []))].sort();
      return asFacilitator(rooms, request.params.id, request, reply, async (room) => {
        const refused = await done(room, { type: 'board.sites', origins });
        return refused ? sayNotNow(reply) : reply.send({ origins });
      });
    },
  );

  app.post(
    '/api/boards/:id/site-keys',
    {
      config: facilitatorsRate,
      schema: {
        summary: 'Make a key with which a site signs tokens for its visitors',
        description:
          'The bearer token is the key of the facilitator link. Without a public key a secret for HS256 is made.',
        params: Type.Object({ id: boardId }),
        body: newKey,
        response: { 201: madeKey, ...problems, 409: problem },
      },
    },
    async (request, reply) => {
      const { site: text, role: most = 'member', publicKey } = request.body;
      const site = originOf(text);
      if (site === null) return sayNoSite(reply, text);
      const given = publicKey === undefined ? null : readPublicKey(publicKey);
      if (given && !given.ok) return reply.code(400).send({ error: 'words', message: noKey[given.why] });
      return asFacilitator(rooms, request.params.id, request, reply, async (room) => {
        const { add, told } = newSiteKey({ site, role: most, ...(given && { publicKey: given.x }) });
        const refused = await done(room, add);
        if (refused === 'wrongState') {
          const message = `“${site}” is not among the sites that this board is shown on. Put it there first.`;
          return reply.code(409).send({ error: 'notThisSite', message });
        }
        if (refused === 'boardFull') {
          const message = `A board has ${limits.siteKeys} keys at most. Please take one back first.`;
          return reply.code(409).send({ error: refused, message });
        }
        if (refused) return sayNotNow(reply);
        return reply.code(201).header('Cache-Control', 'no-store').send(told);
      });
    },
  );

  app.get(
    '/api/boards/:id/site-keys',
    {
      config: facilitatorsRate,
      schema: {
        summary: 'The keys of sites, without what verifies',
        params: Type.Object({ id: boardId }),
        response: { 200: Type.Object({ keys: Type.Array(knownKey) }), ...problems },
      },
    },
    async (request, reply) =>
      asFacilitator(rooms, request.params.id, request, reply, async (room) => {
        const keys = bodiesBy(room.state, 'siteKey', 'type:siteKey')
          .map(({ key, site, role: most, alg, made }) => ({ key, site, role: most, alg, made }))
          .sort((a, b) => a.made - b.made || (a.key < b.key ? -1 : 1));
        return reply.header('Cache-Control', 'no-store').send({ keys });
      }),
  );

  app.delete(
    '/api/boards/:id/site-keys/:key',
    {
      config: facilitatorsRate,
      schema: {
        summary: 'Take a key back: whoever came by its tokens is sent off at once',
        params: Type.Object({ id: boardId, key: keyId }),
        response: { 204: Type.Null(), ...problems },
      },
    },
    async (request, reply) =>
      asFacilitator(rooms, request.params.id, request, reply, async (room) => {
        const refused = await done(room, { type: 'siteKey.revoke', key: request.params.key });
        if (refused === 'linkGone') return sayNotFound(reply);
        return refused ? sayNotNow(reply) : reply.code(204).send(null);
      }),
  );
}

const noKey = {
  private: 'That key can sign, so it must stay with the site. Please send its public part, without “d”.',
  other: 'That is no Ed25519 public key. It looks like {"kty":"OKP","crv":"Ed25519","x":"…"}.',
} as const;

function sayNoSite(reply: FastifyReply, text: string): FastifyReply {
  const message = `“${text}” is not a site's address. It looks like https://example.org, without a path.`;
  return reply.code(400).send({ error: 'words', message });
}
