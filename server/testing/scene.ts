/**
 * A board on which every command has something to act on: cards, helps, introductions and people, laid down through the
 * room itself, so that a test can ask who may do what to them.
 */
import { randomBytes } from 'node:crypto';
import { freshId, hashSecret, newSecret } from '#server/rooms/secrets.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Actor, AnyCommand, Command, CommandType } from '#shared/board/commands.ts';
import { time } from '#shared/limits.ts';

/** What became of the card that a command is about, before the command comes. */
export const situations = ['open', 'withdrawn', 'held', 'missing'] as const;
export type Situation = (typeof situations)[number];

/** Whose doing it is when a command is in order. */
export interface Cast {
  author: string;
  other: string;
  bystander: string;
  facilitator: string;
}

/** Does commands as people would, without sockets; a refusal is the test's own mistake. */
export class Hands {
  readonly room: Room;
  constructor(room: Room) {
    this.room = room;
  }

  async as(who: string | Actor, ...commands: AnyCommand[]): Promise<void> {
    const actor: Actor = typeof who === 'string' ? { type: 'member', member: who } : who;
    for (const command of commands) {
      const id = freshId('command');
      const outcome = await this.room.do({ type: 'command', id, actor, commands: () => [command] });
      if (outcome.type === 'refused') throw new Error(`${command.type}: ${outcome.refusal.code}`);
    }
  }

  async join(name: string, role: 'member' | 'facilitator' = 'member'): Promise<string> {
    const member = freshId('member');
    const device = freshId('device');
    const hash = hashSecret(newSecret());
    await this.as({ type: 'link', role }, { type: 'member.join', member, name, role, device, hash });
    return member;
  }
}

interface Prepared {
  command: Command;
  /** The card that a situation happens to, if the command is about one. */
  card?: string;
}

type Prepare = (hands: Hands, cast: Cast) => Prepared | Promise<Prepared>;

const words = (): string => randomBytes(6).toString('hex');

async function newCard(
  hands: Hands,
  { author }: Cast,
  more: Partial<Extract<Command, { type: 'card.create' }>> = {},
) {
  const card = freshId('card');
  const chips = { quantity: 3, ...more.chips };
  await hands.as(author, {
    type: 'card.create',
    card,
    kind: 'need',
    title: words(),
    body: '',
    ...more,
    chips: more.kind === 'promotion' || more.kind === 'referral' ? { ...more.chips } : chips,
  });
  return card;
}

async function proposedHelp(hands: Hands, cast: Cast) {
  const card = await newCard(hands, cast);
  const help = freshId('help');
  await hands.as(cast.other, { type: 'help.propose', help, card, share: 'part', quantity: 1, note: '' });
  return { card, help };
}

async function acceptedHelp(hands: Hands, cast: Cast) {
  const made = await proposedHelp(hands, cast);
  await hands.as(cast.author, { type: 'help.accept', help: made.help });
  return made;
}

async function doneHelp(hands: Hands, cast: Cast) {
  const made = await acceptedHelp(hands, cast);
  await hands.as(cast.other, { type: 'help.done', help: made.help });
  return made;
}

async function introduction(hands: Hands, cast: Cast) {
  const card = await newCard(hands, cast);
  const made = freshId('introduction');
  await hands.as(cast.other, {
    type: 'introduction.propose',
    introduction: made,
    card,
    person: { type: 'outside', name: 'Somebody' },
    personAgreed: true,
    warmth: 3,
    message: '',
    gain: false,
  });
  return { card, introduction: made };
}

async function agreedIntroduction(hands: Hands, cast: Cast) {
  const made = await introduction(hands, cast);
  await hands.as(cast.author, { type: 'introduction.agree', introduction: made.introduction });
  return made;
}

/** Takes down what is up, so that the next promotion is the first. */
async function promotions(hands: Hands, { author }: Cast) {
  for (const card of hands.room.state.cards.values()) {
    if (card.author === author && card.promoted !== undefined && card.state === 'open') {
      await hands.as(author, { type: 'card.withdraw', card: card.id });
    }
  }
}

/** A session that is planned, or on: whichever was before is over. */
async function session(hands: Hands, cast: Cast, state: 'none' | 'planned' | 'running'): Promise<string> {
  for (const row of hands.room.state.sessions.values()) {
    const { id, phase, phases } = row;
    if (row.state === 'planned') await hands.as(cast.facilitator, { type: 'session.drop', session: id });
    if (row.state !== 'running') continue;
    await hands.as(cast.facilitator, { type: 'session.step', session: id, from: phase, to: phases.length });
  }
  const made = freshId('session');
  if (state === 'none') return made;
  await hands.as(cast.facilitator, plan(made));
  if (state === 'running') await hands.as(cast.facilitator, { type: 'session.start', session: made });
  return made;
}

/** A session whose door asks first, and somebody who waits at it. */
async function door(hands: Hands, cast: Cast): Promise<{ session: string; knocks: string[] }> {
  const made = await session(hands, cast, 'running');
  const device = freshId('device');
  const until = hands.room.now() + time.HOUR;
  const [key, code, hash] = [hashSecret(newSecret()), hashSecret(newSecret()), hashSecret(newSecret())];
  const open = { type: 'door.open', session: made, key, code, until, asks: true, shown: null } as const;
  await hands.as(cast.facilitator, open);
  const came = { session: made, device, hash, member: freshId('member'), name: words(), until };
  await hands.as({ type: 'system' }, { type: 'door.knock', ...came });
  return { session: made, knocks: [device] };
}

const phases: Extract<Command, { type: 'session.plan' }>['phases'] = ['1', '2'].map((id) => ({
  id,
  name: `Phase ${id}`,
  prompt: '',
  minutes: 5,
  writes: ['need', 'offer', 'referral'],
  promotions: true,
  sort: 'newest',
  atEnd: 'nudge',
}));

function plan(made: string): Command {
  return { type: 'session.plan', session: made, title: words(), phases };
}

/** For each command, what it takes for it to be in order when the right person gives it. */
export const prepare: { readonly [T in CommandType]: Prepare } = {
  'card.create': () => ({
    command: {
      type: 'card.create',
      card: freshId('card'),
      kind: 'need',
      title: words(),
      body: '',
      chips: {},
    },
  }),
  'card.edit': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.edit', card, chips: { area: words() } } };
  },
  'card.withdraw': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.withdraw', card } };
  },
  'card.restore': async (hands, cast) => {
    const card = await newCard(hands, cast);
    await hands.as(cast.author, { type: 'card.withdraw', card });
    return { card, command: { type: 'card.restore', card } };
  },
  'card.done': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.done', card } };
  },
  'card.invite': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.invite', card, member: cast.other } };
  },
  'card.uninvite': async (hands, cast) => {
    const card = await newCard(hands, cast);
    await hands.as(cast.author, { type: 'card.invite', card, member: cast.other });
    return { card, command: { type: 'card.uninvite', card, member: cast.other } };
  },
  'card.report': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.report', card, reason: words() } };
  },
  'card.hold': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'card.hold', card, note: words() } };
  },
  'card.release': async (hands, cast) => {
    const card = await newCard(hands, cast);
    await hands.as(cast.facilitator, { type: 'card.hold', card, note: words() });
    return { card, command: { type: 'card.release', card } };
  },
  'report.close': async (hands, cast) => {
    const card = await newCard(hands, cast);
    await hands.as(cast.other, { type: 'card.report', card, reason: words() });
    return { card, command: { type: 'report.close', card } };
  },
  'comment.add': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return { card, command: { type: 'comment.add', comment: freshId('comment'), card, text: words() } };
  },
  'comment.remove': async (hands, cast) => {
    const card = await newCard(hands, cast);
    const comment = freshId('comment');
    await hands.as(cast.other, { type: 'comment.add', comment, card, text: words() });
    return { card, command: { type: 'comment.remove', comment } };
  },
  'help.propose': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return {
      card,
      command: { type: 'help.propose', help: freshId('help'), card, share: 'part', quantity: 1, note: '' },
    };
  },
  'help.accept': async (hands, cast) => {
    const { card, help } = await proposedHelp(hands, cast);
    return { card, command: { type: 'help.accept', help } };
  },
  'help.decline': async (hands, cast) => {
    const { card, help } = await proposedHelp(hands, cast);
    return { card, command: { type: 'help.decline', help, reason: '' } };
  },
  'help.cancel': async (hands, cast) => {
    const { card, help } = await acceptedHelp(hands, cast);
    return { card, command: { type: 'help.cancel', help } };
  },
  'help.done': async (hands, cast) => {
    const { card, help } = await acceptedHelp(hands, cast);
    return { card, command: { type: 'help.done', help } };
  },
  'help.fail': async (hands, cast) => {
    const { card, help } = await acceptedHelp(hands, cast);
    return { card, command: { type: 'help.fail', help, how: 'triedDidNotWork', reason: '' } };
  },
  'help.thank': async (hands, cast) => {
    const { card, help } = await doneHelp(hands, cast);
    return { card, command: { type: 'help.thank', help, words: words() } };
  },
  'introduction.propose': async (hands, cast) => {
    const card = await newCard(hands, cast);
    return {
      card,
      command: {
        type: 'introduction.propose',
        introduction: freshId('introduction'),
        card,
        person: { type: 'outside', name: 'Somebody' },
        personAgreed: true,
        warmth: 3,
        message: '',
        gain: false,
      },
    };
  },
  'introduction.ask': async (hands, cast) => {
    const card = await newCard(hands, cast, {
      kind: 'referral',
      chips: { subject: { type: 'outside', name: 'Somebody' } },
    });
    return {
      card,
      command: { type: 'introduction.ask', introduction: freshId('introduction'), card, message: '' },
    };
  },
  'introduction.agree': async (hands, cast) => {
    const made = await introduction(hands, cast);
    return { card: made.card, command: { type: 'introduction.agree', introduction: made.introduction } };
  },
  'introduction.refuse': async (hands, cast) => {
    const made = await introduction(hands, cast);
    return {
      card: made.card,
      command: { type: 'introduction.refuse', introduction: made.introduction, reason: '' },
    };
  },
  'introduction.done': async (hands, cast) => {
    const made = await agreedIntroduction(hands, cast);
    return { card: made.card, command: { type: 'introduction.done', introduction: made.introduction } };
  },
  'introduction.fail': async (hands, cast) => {
    const made = await agreedIntroduction(hands, cast);
    return {
      card: made.card,
      command: {
        type: 'introduction.fail',
        introduction: made.introduction,
        how: 'triedDidNotWork',
        reason: '',
      },
    };
  },
  'introduction.thank': async (hands, cast) => {
    const made = await agreedIntroduction(hands, cast);
    await hands.as(cast.other, { type: 'introduction.done', introduction: made.introduction });
    return {
      card: made.card,
      command: { type: 'introduction.thank', introduction: made.introduction, words: words() },
    };
  },
  'contact.share': async (hands, cast) => {
    const { card, help } = await acceptedHelp(hands, cast);
    return { card, command: { type: 'contact.share', match: help, line: words() } };
  },
  'contact.unshare': async (hands, cast) => {
    const { card, help } = await acceptedHelp(hands, cast);
    await hands.as(cast.author, { type: 'contact.share', match: help, line: words() });
    return { card, command: { type: 'contact.unshare', match: help } };
  },
  'promotion.swap': async (hands, cast) => {
    await promotions(hands, cast);
    const live = await newCard(hands, cast, { kind: 'promotion' });
    const waiting = await newCard(hands, cast, { kind: 'promotion' });
    return { card: live, command: { type: 'promotion.swap', live, waiting } };
  },
  'promotion.suspect': async (hands, cast) => {
    const card = await newCard(hands, cast, { kind: 'offer' });
    return { card, command: { type: 'promotion.suspect', card } };
  },
  'promotion.answer': async (hands, cast) => {
    const card = await newCard(hands, cast, { kind: 'offer' });
    await hands.as(cast.other, { type: 'promotion.suspect', card });
    await hands.as(cast.facilitator, { type: 'promotion.suspect', card });
    return { card, command: { type: 'promotion.answer', card, yes: false } };
  },
  'member.rename': (_hands, cast) => ({
    command: { type: 'member.rename', member: cast.author, name: words() },
  }),
  'member.rest': () => ({ command: { type: 'member.rest', resting: true } }),
  'member.host': () => ({ command: { type: 'member.host', who: words() } }),
  'member.role': async (hands) => ({
    command: { type: 'member.role', member: await hands.join(words()), role: 'facilitator' },
  }),
  'member.approve': async (hands) => ({
    command: { type: 'member.approve', member: await hands.join(words()) },
  }),
  'member.merge': async (hands) => ({
    command: { type: 'member.merge', from: await hands.join(words()), into: await hands.join(words()) },
  }),
  'member.remove': async (hands) => ({
    command: { type: 'member.remove', member: await hands.join(words()), ban: false },
  }),
  'member.leave': () => ({ command: { type: 'member.leave' } }),
  'member.erase': (_hands, cast) => ({ command: { type: 'member.erase', member: cast.author } }),
  'member.named': () => ({ command: { type: 'member.named', named: true } }),
  'device.revoke': async (hands, cast) => {
    const device = freshId('device');
    const hash = hashSecret(newSecret());
    const until = hands.room.now() + 60_000;
    await hands.as(cast.author, { type: 'pass.mint', member: cast.author, hash, until });
    await hands.as(
      { type: 'system' },
      { type: 'pass.redeem', hash, device, deviceHash: hashSecret(newSecret()) },
    );
    return { command: { type: 'device.revoke', device } };
  },
  'board.rename': (hands) => ({
    command: {
      type: 'board.rename',
      title: { is: words(), was: hands.room.state.meta.get('board')?.title ?? '' },
    },
  }),
  'board.settings': () => ({ command: { type: 'board.settings', base: 1, ceiling: 3, reason: words() } }),
  'override.extraSlot': (_hands, cast) => ({
    command: {
      type: 'override.extraSlot',
      notice: freshId('notice'),
      member: cast.author,
      reason: words(),
    },
  }),
  'override.marketHour': () => ({
    command: { type: 'override.marketHour', notice: freshId('notice'), minutes: 30, reason: words() },
  }),
  'override.retag': async (hands, cast) => {
    const card = await newCard(hands, cast, { kind: 'offer' });
    return {
      card,
      command: {
        type: 'override.retag',
        notice: freshId('notice'),
        card,
        kind: 'referral',
        reason: words(),
      },
    };
  },
  'override.hide': async (hands, cast) => {
    const card = await newCard(hands, cast, { kind: 'offer' });
    return {
      card,
      command: { type: 'override.hide', notice: freshId('notice'), card, reason: words() },
    };
  },
  'session.plan': async (hands, cast) => ({ command: plan(await session(hands, cast, 'none')) }),
  'session.edit': async (hands, cast) => ({
    command: {
      type: 'session.edit',
      session: await session(hands, cast, 'planned'),
      title: words(),
      phases,
    },
  }),
  'session.drop': async (hands, cast) => ({
    command: { type: 'session.drop', session: await session(hands, cast, 'planned') },
  }),
  'session.start': async (hands, cast) => ({
    command: { type: 'session.start', session: await session(hands, cast, 'planned') },
  }),
  'session.step': async (hands, cast) => ({
    command: { type: 'session.step', session: await session(hands, cast, 'running'), from: 0, to: 1 },
  }),
  'session.extend': async (hands, cast) => ({
    command: { type: 'session.extend', session: await session(hands, cast, 'running'), minutes: 1 },
  }),
  'session.pause': async (hands, cast) => ({
    command: { type: 'session.pause', session: await session(hands, cast, 'running'), paused: true },
  }),
  'session.lock': async (hands, cast) => ({
    command: { type: 'session.lock', session: await session(hands, cast, 'running'), locked: false },
  }),
  'session.spotlight': async (hands, cast) => ({
    command: { type: 'session.spotlight', session: await session(hands, cast, 'running'), spotlight: null },
  }),
  'session.group': async (hands, cast) => ({
    command: { type: 'session.group', session: await session(hands, cast, 'running'), size: 4 },
  }),
  'session.turn': async (hands, cast) => ({
    command: { type: 'session.turn', session: await session(hands, cast, 'running'), member: cast.author },
  }),
  'session.lead': async (hands, cast) => ({
    command: {
      type: 'session.lead',
      session: await session(hands, cast, 'running'),
      member: cast.facilitator,
    },
  }),
  'session.order': async (hands, cast) => ({
    command: { type: 'session.order', session: await session(hands, cast, 'running'), members: [] },
  }),
  'door.ask': async (hands, cast) => ({
    command: { type: 'door.ask', session: (await door(hands, cast)).session, asks: true },
  }),
  'door.close': async (hands, cast) => ({
    command: { type: 'door.close', session: (await door(hands, cast)).session },
  }),
  'door.admit': async (hands, cast) => ({ command: { type: 'door.admit', ...(await door(hands, cast)) } }),
  'door.refuse': async (hands, cast) => ({ command: { type: 'door.refuse', ...(await door(hands, cast)) } }),
  'seat.ready': async (hands, cast) => ({
    command: { type: 'seat.ready', session: await session(hands, cast, 'running'), ready: true },
  }),
  'seat.pass': async (hands, cast) => ({
    command: { type: 'seat.pass', session: await session(hands, cast, 'running'), passed: true },
  }),
  'seat.hand': async (hands, cast) => ({
    command: {
      type: 'seat.hand',
      session: await session(hands, cast, 'running'),
      member: cast.author,
      up: true,
    },
  }),
};

/** Brings about the situation. Null: the command is about no card, or what it is about cannot be missing. */
export async function bring(
  hands: Hands,
  cast: Cast,
  situation: Situation,
  { command, card }: Prepared,
): Promise<Command | null> {
  const { state } = hands.room;
  switch (situation) {
    case 'open':
      return command;
    case 'withdrawn':
      if (!card) return null;
      if (state.cards.get(card)?.state !== 'withdrawn' && state.cards.has(card)) {
        await hands.as(cast.author, { type: 'card.withdraw', card });
      }
      return command;
    case 'held':
      if (!card) return null;
      if (state.cards.has(card)) await hands.as(cast.facilitator, { type: 'card.hold', card, note: words() });
      return command;
    case 'missing':
      return missing(command);
  }
}

const about = {
  session: 'session',
  card: 'card',
  help: 'help',
  introduction: 'introduction',
  comment: 'comment',
  match: 'help',
  member: 'member',
  device: 'device',
  live: 'card',
  from: 'member',
} as const;

/** The same command about something that is not there. */
function missing(command: Command): Command | null {
  const made = {
    'card.create': 1,
    'session.plan': 1,
    'help.propose': 1,
    'introduction.propose': 1,
    'introduction.ask': 1,
  } as Record<string, 1>;
  for (const [field, kind] of Object.entries(about)) {
    if (!(field in command)) continue;
    if (made[command.type] && field !== 'card') continue;
    if (command.type === 'card.create' || (command.type === 'comment.add' && field !== 'card')) continue;
    return { ...command, [field]: freshId(kind) };
  }
  return null;
}
