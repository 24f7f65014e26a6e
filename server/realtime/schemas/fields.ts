/**
 * The fields that payloads are made of. Bounds here are generous: they keep hostile payloads small and flat, while the
 * rules (`decide`) refuse what is merely too long, in words.
 */
import { type TProperties, type TSchema, Type } from 'typebox';
import {
  allTerms,
  kinds,
  roles,
  siteRoles,
  type CardChips,
  type Subject,
  urgencies,
} from '#shared/board/types.ts';
import { idForm, idPattern, type IdKind } from '#shared/board/ids.ts';
import { limits } from '#shared/limits.ts';

/** Whether a schema's type is the hand-written one: either fits the other, and their fields have the same names. */
export type Same<A, B> = [A, keyof A] extends [B, keyof B]
  ? [B, keyof B] extends [A, keyof A]
    ? true
    : false
  : false;

const closed = { additionalProperties: false } as const;

/** An object with these fields and no others. */
export const fields = <P extends TProperties>(properties: P) => Type.Object(properties, closed);

/** Text up to twice the limit: what is longer than that was not typed. */
export const words = (limit: number) => Type.String({ maxLength: 2 * limit });
export const id = (kind: IdKind) => Type.String({ pattern: idPattern(kind), maxLength: 32 });
export const textId = Type.String({ pattern: `^(notes|${idForm('card')})$`, maxLength: 32 });
export const matchId = Type.String({
  pattern: `^(${idForm('help')}|${idForm('introduction')})$`,
  maxLength: 32,
});
export const whole = (most: number) => Type.Integer({ minimum: 0, maximum: most });
const instant = Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 });
export const optional = Type.Optional;
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const kind = Type.Enum([...kinds]);
export const role = Type.Enum([...roles]);
export const siteRole = Type.Enum([...siteRoles]);
export const memberRole = Type.Enum(['member', 'facilitator']);
export const fellThrough = Type.Enum(['refusedBeforeStart', 'triedDidNotWork']);
export const was = (limit: number) => fields({ is: words(limit), was: words(limit) });

/** Type.Unsafe keeps the hand-written type where the schema's own would only differ by `readonly`. */
export const subject = Type.Unsafe<Subject>(
  Type.Union([
    fields({ type: Type.Literal('member'), member: id('member') }),
    fields({ type: Type.Literal('outside'), name: words(limits.outsideName) }),
    fields({ type: Type.Literal('service'), name: words(limits.outsideName) }),
  ]),
);

export const chips = {
  urgency: Type.Enum([...urgencies]),
  terms: Type.Enum([...allTerms]),
  category: words(limits.category),
  tags: Type.Unsafe<readonly string[]>(Type.Array(words(limits.tag), { maxItems: 2 * limits.tags })),
  area: words(limits.area),
  availability: words(limits.availability),
  paidWelcome: Type.Boolean(),
  quantity: whole(1_000_000),
  language: words(limits.language),
  expires: instant,
  gain: Type.Boolean(),
  answers: id('card'),
  subject,
} satisfies Record<keyof CardChips, TSchema>;
