/** One flat schema a command. A command without a row here does not compile, nor does a row that says something else. */
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Chips, Command, CommandType } from '#shared/board/commands.ts';
import { phaseEnds, phaseSorts, type Phase, reveals } from '#shared/board/types.ts';
import { limits, sessionRule } from '#shared/limits.ts';
import {
  chips,
  fellThrough,
  fields,
  id,
  kind,
  matchId,
  memberRole,
  optional,
  orNull,
  type Same,
  subject,
  was,
  whole,
  words,
} from './fields.ts';

type Of<T extends CommandType> = Extract<Command, { type: T }>;

/** Each chip as `change` makes it; none can be missing, for the fields are those of `CardChips`. */
function eachChip(change: (schema: TSchema) => TSchema) {
  return fields(Object.fromEntries(Object.entries(chips).map(([name, schema]) => [name, change(schema)])));
}

const newChips = Type.Unsafe<Chips>(eachChip(optional));
const changedChips = Type.Unsafe<NonNullable<Of<'card.edit'>['chips']>>(
  eachChip((schema) => optional(orNull(schema))),
);

const is = Type.Literal;
const card = id('card');
const help = id('help');
const introduction = id('introduction');
const comment = id('comment');
const member = id('member');
const notice = id('notice');
const reason = words(limits.reason);
const message = words(limits.note);
const session = id('session');
const knocks = Type.Unsafe<readonly string[]>(Type.Array(id('device'), { maxItems: limits.knocks }));
const phases = Type.Unsafe<readonly Phase[]>(
  Type.Array(
    fields({
      id: Type.String({ pattern: '^[0-9A-Za-z]{1,24}$' }),
      name: words(limits.phaseName),
      prompt: words(limits.phasePrompt),
      minutes: Type.Number({ minimum: 0, maximum: limits.phaseMinutes }),
      writes: Type.Array(Type.Enum(['need', 'offer', 'referral']), { maxItems: 3 }),
      silent: optional(Type.Enum([...reveals])),
      promotions: optional(Type.Boolean()),
      sort: Type.Enum([...phaseSorts]),
      groups: optional(whole(sessionRule.groupMost)),
      atEnd: Type.Enum([...phaseEnds]),
    }),
    { maxItems: limits.phases },
  ),
);

const commandSchemas = {
  'card.create': fields({
    type: is('card.create'),
    card,
    kind,
    title: words(limits.title),
    body: words(limits.body),
    chips: newChips,
    anonymous: optional(Type.Boolean()),
    behalf: optional(fields({ who: words(limits.behalf), consent: is(true) })),
  }),
  'card.edit': fields({
    type: is('card.edit'),
    card,
    title: optional(was(limits.title)),
    kind: optional(kind),
    chips: optional(changedChips),
  }),
  'card.withdraw': fields({ type: is('card.withdraw'), card }),
  'card.restore': fields({ type: is('card.restore'), card }),
  'card.done': fields({ type: is('card.done'), card, part: optional(Type.Boolean()) }),
  'card.invite': fields({ type: is('card.invite'), card, member }),
  'card.uninvite': fields({ type: is('card.uninvite'), card, member }),
  'card.report': fields({ type: is('card.report'), card, reason }),
  'card.hold': fields({ type: is('card.hold'), card, note: message }),
  'card.release': fields({ type: is('card.release'), card }),
  'report.close': fields({ type: is('report.close'), card }),
  'comment.add': fields({
    type: is('comment.add'),
    comment,
    card,
    text: words(limits.comment),
    asAuthor: optional(Type.Boolean()),
  }),
  'comment.remove': fields({ type: is('comment.remove'), comment }),
  'help.propose': fields({
    type: is('help.propose'),
    help,
    card,
    share: Type.Enum(['all', 'part', 'other']),
    quantity: optional(whole(1_000_000)),
    note: message,
  }),
  'help.accept': fields({ type: is('help.accept'), help }),
  'help.decline': fields({ type: is('help.decline'), help, reason }),
  'help.cancel': fields({ type: is('help.cancel'), help }),
  'help.done': fields({
    type: is('help.done'),
    help,
    part: optional(Type.Boolean()),
    quantity: optional(whole(1_000_000)),
  }),
  'help.fail': fields({ type: is('help.fail'), help, how: fellThrough, reason }),
  'help.thank': fields({ type: is('help.thank'), help, words: message }),
  'introduction.propose': fields({
    type: is('introduction.propose'),
    introduction,
    card,
    person: subject,
    personAgreed: optional(Type.Boolean()),
    warmth: Type.Enum([1, 2, 3, 4, 5]),
    message,
    gain: Type.Boolean(),
  }),
  'introduction.ask': fields({ type: is('introduction.ask'), introduction, card, message }),
  'introduction.agree': fields({ type: is('introduction.agree'), introduction }),
  'introduction.refuse': fields({ type: is('introduction.refuse'), introduction, reason }),
  'introduction.done': fields({ type: is('introduction.done'), introduction }),
  'introduction.fail': fields({ type: is('introduction.fail'), introduction, how: fellThrough, reason }),
  'introduction.thank': fields({ type: is('introduction.thank'), introduction, words: message }),
  'contact.share': fields({ type: is('contact.share'), match: matchId, line: words(limits.contactLine) }),
  'contact.unshare': fields({ type: is('contact.unshare'), match: matchId }),
  'promotion.swap': fields({ type: is('promotion.swap'), live: card, waiting: card }),
  'promotion.suspect': fields({ type: is('promotion.suspect'), card }),
  'promotion.answer': fields({ type: is('promotion.answer'), card, yes: Type.Boolean() }),
  'member.rename': fields({ type: is('member.rename'), member, name: words(limits.name) }),
  'member.rest': fields({ type: is('member.rest'), resting: Type.Boolean() }),
  'member.host': fields({ type: is('member.host'), who: words(limits.behalf) }),
  'member.role': fields({ type: is('member.role'), member, role: memberRole }),
  'member.approve': fields({ type: is('member.approve'), member }),
  'member.merge': fields({ type: is('member.merge'), from: member, into: member }),
  'member.remove': fields({ type: is('member.remove'), member, ban: Type.Boolean() }),
  'member.leave': fields({ type: is('member.leave') }),
  'member.erase': fields({ type: is('member.erase'), member }),
  'member.named': fields({ type: is('member.named'), named: Type.Boolean() }),
  'device.revoke': fields({ type: is('device.revoke'), device: id('device') }),
  'board.rename': fields({ type: is('board.rename'), title: was(limits.boardTitle) }),
  'board.settings': fields({ type: is('board.settings'), base: whole(100), ceiling: whole(100), reason }),
  'override.extraSlot': fields({ type: is('override.extraSlot'), notice, member, reason }),
  'override.marketHour': fields({ type: is('override.marketHour'), notice, minutes: whole(10_000), reason }),
  'override.retag': fields({ type: is('override.retag'), notice, card, kind, reason }),
  'override.hide': fields({ type: is('override.hide'), notice, card, reason }),
  'session.plan': fields({ type: is('session.plan'), session, title: words(limits.sessionTitle), phases }),
  'session.edit': fields({ type: is('session.edit'), session, title: words(limits.sessionTitle), phases }),
  'session.drop': fields({ type: is('session.drop'), session }),
  'session.start': fields({ type: is('session.start'), session }),
  'session.step': fields({
    type: is('session.step'),
    session,
    from: whole(limits.phases),
    to: Type.Integer({ minimum: -1, maximum: limits.phases }),
    after: optional(whole(sessionRule.announce)),
  }),
  'session.extend': fields({
    type: is('session.extend'),
    session,
    minutes: Type.Number({ minimum: -limits.phaseMinutes, maximum: limits.phaseMinutes }),
  }),
  'session.pause': fields({ type: is('session.pause'), session, paused: Type.Boolean() }),
  'session.lock': fields({ type: is('session.lock'), session, locked: Type.Boolean() }),
  'session.spotlight': fields({ type: is('session.spotlight'), session, spotlight: orNull(card) }),
  'session.group': fields({ type: is('session.group'), session, size: whole(sessionRule.groupMost) }),
  'session.turn': fields({ type: is('session.turn'), session, member }),
  'session.lead': fields({ type: is('session.lead'), session, member }),
  'session.order': fields({
    type: is('session.order'),
    session,
    members: Type.Unsafe<readonly string[]>(Type.Array(member, { maxItems: limits.leadOrder })),
  }),
  'door.ask': fields({ type: is('door.ask'), session, asks: Type.Boolean() }),
  'door.close': fields({ type: is('door.close'), session }),
  'door.admit': fields({ type: is('door.admit'), session, knocks }),
  'door.refuse': fields({ type: is('door.refuse'), session, knocks }),
  'seat.ready': fields({ type: is('seat.ready'), session, ready: Type.Boolean() }),
  'seat.pass': fields({ type: is('seat.pass'), session, passed: Type.Boolean() }),
  'seat.hand': fields({ type: is('seat.hand'), session, member, up: Type.Boolean() }),
} satisfies Record<CommandType, TSchema>;

type Schemas = typeof commandSchemas;
type Wrong = { [T in CommandType]: Same<Static<Schemas[T]>, Of<T>> extends true ? never : T }[CommandType];
/** Names every command whose schema is not its type; must be never. */
const wrong: Wrong[] = [];
wrong satisfies never[];

const checks = new Map(
  Object.entries(commandSchemas).map(([type, schema]) => [type, Compile(schema as TSchema)] as const),
);

/** Is it a command, whole and flat? */
export function isCommand(value: unknown): value is Command {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
    return false;
  return checks.get(value.type)?.Check(value) ?? false;
}
