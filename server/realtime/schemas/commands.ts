/** One flat schema a command. A command without a row here does not compile, nor does a row that says something else. */
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Chips, Command, CommandType } from '#shared/board/commands.ts';
import { limits } from '#shared/limits.ts';
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

export const commandSchemas = {
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
  'device.revoke': fields({ type: is('device.revoke'), device: id('device') }),
  'board.rename': fields({ type: is('board.rename'), title: was(limits.boardTitle) }),
  'board.settings': fields({ type: is('board.settings'), base: whole(100), ceiling: whole(100), reason }),
  'override.extraSlot': fields({ type: is('override.extraSlot'), notice, member, reason }),
  'override.marketHour': fields({ type: is('override.marketHour'), notice, minutes: whole(10_000), reason }),
  'override.retag': fields({ type: is('override.retag'), notice, card, kind, reason }),
  'override.hide': fields({ type: is('override.hide'), notice, card, reason }),
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
