/** Schemas of all other payloads; each is the type of the same name in shared/protocol.ts. */
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { limits } from '#shared/limits.ts';
import { publicKeyPattern } from '#shared/public/site-key.ts';
import type {
  AccessRequest,
  CommandMessage,
  EnterMessage,
  HandshakeAuth,
  Here,
  SyncRequest,
  TextOpen,
  TextPush,
} from '#shared/protocol.ts';
import { isCommand } from './commands.ts';
import { chips, fields, id, optional, orNull, role, type Same, siteRole, textId, words } from './fields.ts';

const bytes = (most: number) =>
  Type.Refine(Type.Unsafe<Uint8Array>(Type.Object({})), (value) => isBytes(value, most));

function isBytes(value: unknown, most: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length <= most;
}

/** 128 bits or more, as base64url. */
const secret = Type.String({ pattern: '^[0-9A-Za-z_-]{22,64}$', maxLength: 64 });
/** A key, or a code of nine digits. */
const key = Type.String({ pattern: '^([0-9A-Za-z_-]{22,64}|[0-9]{9})$', maxLength: 64 });
const code = Type.String({ pattern: '^[0-9]{9}$', maxLength: 9 });
const origin = Type.String({ maxLength: limits.origin });
/** A JWS in its compact form (RFC 7515). */
const token = Type.String({
  pattern: '^[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+$',
  maxLength: limits.token,
});
const ed25519 = Type.String({ pattern: publicKeyPattern, maxLength: 43 });
const epoch = Type.Integer({ minimum: 0, maximum: 2 ** 31 });
/** A handful of clientIDs for a board, at most `limits.gateClients` for a text. */
const stateVector = bytes(4_096);

const handshake = fields({
  v: Type.Integer(),
  board: id('board'),
  key: optional(key),
  device: optional(secret),
  pass: optional(secret),
  token: optional(token),
  site: optional(origin),
  name: optional(words(limits.name)),
  secret: optional(secret),
});
const position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const sync = fields({
  epoch: optional(epoch),
  seq: optional(position),
  stateVector: optional(stateVector),
  differs: optional(Type.Literal(true)),
});
const enter = fields({
  id: id('command'),
  name: optional(words(limits.name)),
  secret,
  token: optional(token),
});
const access = Type.Union([
  fields({ id: id('command'), type: Type.Literal('link.mint'), role, label: words(limits.linkLabel) }),
  fields({ id: id('command'), type: Type.Literal('link.rotate'), role }),
  fields({ id: id('command'), type: Type.Literal('link.revoke'), link: id('link') }),
  fields({ id: id('command'), type: Type.Literal('pass.mint'), member: id('member') }),
  fields({
    id: id('command'),
    type: Type.Literal('door.open'),
    session: id('session'),
    asks: Type.Boolean(),
    shown: Type.Boolean(),
  }),
  fields({
    id: id('command'),
    type: Type.Literal('door.show'),
    session: id('session'),
    code: orNull(code),
  }),
  fields({ id: id('command'), type: Type.Literal('site.add'), site: origin }),
  fields({ id: id('command'), type: Type.Literal('site.remove'), site: origin }),
  fields({
    id: id('command'),
    type: Type.Literal('siteKey.add'),
    site: origin,
    role: siteRole,
    publicKey: optional(ed25519),
  }),
  fields({ id: id('command'), type: Type.Literal('siteKey.revoke'), key: id('siteKey') }),
  fields({ id: id('command'), type: Type.Literal('board.erase'), title: words(limits.boardTitle) }),
]);
const textOpen = fields({ text: textId, epoch: optional(epoch), stateVector: optional(stateVector) });
/** Longer updates than the gate takes are let through to it, so that it can say so. */
const textPush = fields({ text: textId, epoch, update: bytes(limits.message) });
const here = fields({
  card: optional(id('card')),
  writing: optional(Type.Boolean()),
  looking: optional(
    fields({
      words: words(limits.lookingWords),
      urgency: orNull(chips.urgency),
      area: words(limits.area),
      terms: orNull(chips.terms),
      open: Type.Boolean(),
    }),
  ),
});
const time = Type.Null();
/** The command in it has a schema of its own. */
const envelope = fields({
  id: id('command'),
  command: Type.Unknown(),
  text: optional(bytes(limits.message)),
});

const same: [
  Same<Static<typeof handshake>, HandshakeAuth>,
  Same<Static<typeof sync>, SyncRequest>,
  Same<Static<typeof enter>, EnterMessage>,
  Same<Static<typeof access>, AccessRequest>,
  Same<Static<typeof textOpen>, TextOpen>,
  Same<Static<typeof textPush>, TextPush>,
  Same<Static<typeof here>, Here>,
  Same<Static<typeof time>, null>,
] = [true, true, true, true, true, true, true, true];
void same;

export type Check<T> = (value: unknown) => value is T;

function checkOf<T>(schema: TSchema): Check<T> {
  const validator = Compile(schema);
  return (value): value is T => validator.Check(value);
}

const isEnvelope = checkOf<{ id: string; command: unknown; text?: Uint8Array }>(envelope);

export const isHandshake = checkOf<HandshakeAuth>(handshake);
export const isSync = checkOf<SyncRequest>(sync);
export const isEnter = checkOf<EnterMessage>(enter);
export const isAccess = checkOf<AccessRequest>(access);
export const isTextOpen = checkOf<TextOpen>(textOpen);
export const isTextPush = checkOf<TextPush>(textPush);
export const isHere = checkOf<Here>(here);
export const isTime = checkOf<null>(time);
export const isTextId = checkOf<string>(textId);
export const isCommandMessage: Check<CommandMessage> = (value): value is CommandMessage =>
  isEnvelope(value) && isCommand(value.command);
