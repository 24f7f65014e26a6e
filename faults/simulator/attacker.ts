/** Somebody who holds the members' link and a program of their own: well-formed, ill-formed and other people's messages. */
import { fromBase64, toBase64 } from '#shared/doc/pack.ts';
import { craft } from '#shared/doc/testing/craft.ts';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';
import { newId } from '#shared/board/ids.ts';
import type { Command } from '#shared/board/commands.ts';
import { protocolVersion, type HandshakeAuth } from '#shared/protocol.ts';
import { deaf, nothing } from '#client/sync/deaf.ts';
import type { Wire } from '#client/sync/wire.ts';
import * as Y from 'yjs';
import type { Dice } from './dice.ts';
import { randomBytes } from './life.ts';
import type { Mishap } from './mishaps.ts';
import type { Person } from './people.ts';
import type { Street } from './street.ts';
import type { Trouble } from './trouble.ts';
import { Watch } from './watch.ts';
import { wireOver } from './wire.ts';

export type Forgery = Extract<Mishap, `forged${string}`>;

export class RawPage {
  readonly person: Person;
  readonly #street: Street;
  #wire: Wire | null = null;
  #say: (event: string, payload: unknown) => void = nothing;
  #secret = '';

  constructor(street: Street, person: Person) {
    this.#street = street;
    this.person = person;
  }

  /** Comes in, by a link at first, and joins; afterwards as that member. Whatever happens, it tries again. */
  begin(): void {
    const { board, world } = this.#street;
    const auth: HandshakeAuth = { v: protocolVersion, board: board.id };
    const known = this.#secret !== '';
    this.knock(known ? { ...auth, device: this.#secret } : { ...auth, key: this.person.key }, {
      opened: (wire) => {
        const secret = known ? this.#secret : secretFrom(world);
        void (async () => {
          const id = newId('command', (length) => randomBytes(world, length));
          if (!known) {
            const reply = await wire.request('enter', { id, name: 'Mallory', secret });
            if (reply.ok) this.#secret = secret;
          }
          await wire.request('sync', {});
        })().catch(nothing);
      },
      over: (refused) => {
        this.#wire = null;
        if (refused) this.#secret = '';
        world.after(1_000, () => this.begin());
      },
    });
  }

  /** Tries to come in with anything. */
  knock(auth: HandshakeAuth, hooks: { opened(wire: Wire): void; over(refused: boolean): void }): void {
    const street = this.#street;
    let say = this.#say;
    const wire: Wire = wireOver({
      world: street.world,
      name: this.person.name,
      node: () => street.world.pick(street.nodes),
      alive: () => true,
      watch: (shown) => new Watch(street, this.person, null, shown),
      opened: (_, put) => (say = put),
    })(auth, {
      opened: () => {
        this.#wire = wire;
        this.#say = say;
        hooks.opened(wire);
      },
      refused: (code) => hooks.over(code === 'noEntry' || code === 'banned'),
      closed: () => hooks.over(false),
      events: deaf,
    });
  }

  get here(): boolean {
    return this.#wire !== null;
  }

  /** Puts anything on the connection. */
  say(event: string, payload: unknown): void {
    if (this.#wire) this.#say(event, payload);
  }
}

function secretFrom(world: Street['world']): string {
  return toBase64(randomBytes(world, 32)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function forge(forgery: Forgery, { street, dice, attacker }: Trouble, hit: () => void): void {
  if (!attacker.here) return;
  hit();
  const id = newId('command', (length) => Uint8Array.from({ length }, () => dice.int(248)));
  switch (forgery) {
    case 'forgedPayload':
      return attacker.say(dice.pick(allEvents), dice.pick(junk));
    case 'forgedCommand':
      return attacker.say('command', { id, command: othersCommand(street, dice) });
    case 'forgedText':
      return forgeText(street, dice, attacker);
    case 'forgedPresence': {
      const members = [...street.truth.state.members.values()].map(({ id }) => id);
      const cards = [...street.truth.state.cards.values()].map((card) => card.id);
      const card = cards.length > 0 ? dice.pick(cards) : undefined;
      attacker.say('here', { card, writing: true });
      if (members.length === 0) return;
      return attacker.say('here', { card, writing: true, member: dice.pick(members) });
    }
    case 'forgedKey': {
      const { board } = street;
      const auth = { v: protocolVersion, board: board.id };
      const looked = dice.pick<HandshakeAuth>([
        { ...auth, key: secretFrom(street.world) },
        { ...auth, device: attacker.person.key },
        { ...auth, pass: attacker.person.key },
        { ...auth, key: board.keys.viewer },
        { ...auth, board: 'b_000000000000', key: attacker.person.key },
        { v: 7 } as unknown as HandshakeAuth,
        // at a door that asks: to be told nothing, whatever is asked there
        {
          ...auth,
          key: street.doors.at(-2 + dice.int(2)) ?? '000000000',
          name: 'Mallory',
          secret: secretFrom(street.world),
        },
      ]);
      const other = new RawPage(street, attacker.person);
      return other.knock(looked, {
        // who may only look tries to do something
        opened: (wire) => {
          wire.request('command', { id, command: othersCommand(street, dice) }).catch(nothing);
          street.world.after(500, () => wire.close());
        },
        over: nothing,
      });
    }
  }
}

const allEvents = [
  'sync',
  'enter',
  'command',
  'access',
  'textOpen',
  'textPush',
  'textClose',
  'here',
  'frame',
];
const junk: readonly unknown[] = [
  undefined,
  null,
  0,
  'word',
  [],
  {},
  { id: 'q_0000000000', command: { type: 'card.create' } },
  { id: '__proto__', command: null },
  { text: 'notes', epoch: 1, update: 'not bytes' },
  { text: 'notes', epoch: -1, update: new Uint8Array(70_000) },
  { epoch: 1, stateVector: new Uint8Array([255, 255, 255, 255]) },
  { card: 'c_0000000000', writing: 'yes' },
  { id: 'q_0000000000', type: 'link.rotate', role: 'king' },
  { id: 'q_00000000000', type: 'link.rotate', role: 'facilitator' },
  { id: 'q_00000000001', type: 'link.mint', role: 'facilitator', label: 'mine' },
];

/** Something that is not theirs to do. */
function othersCommand({ truth }: Street, dice: Dice): Command {
  const { state } = truth;
  const one = (ids: readonly string[], none: string): string => (ids.length > 0 ? dice.pick(ids) : none);
  const card = one(
    [...state.cards.values()].map((row) => row.id),
    'c_0000000000',
  );
  const hidden = [...state.records.values()].flatMap(({ body }) =>
    body.type === 'waiting' || body.type === 'held' ? body.card.id : [],
  );
  const help = one(
    [...state.helps.values()].map((row) => row.id),
    'h_0000000000',
  );
  const comment = one(
    [...state.comments.values()].map((row) => row.id),
    'k_0000000000',
  );
  const member = one(
    [...state.members.values()].map((row) => row.id),
    'm_0000000000',
  );
  const notice = newId('notice', (length) => Uint8Array.from({ length }, () => dice.int(248)));
  const reason = 'because I can';
  return dice.pick<Command>([
    { type: 'card.edit', card, title: { is: 'mine now', was: state.cards.get(card)?.title ?? '' } },
    { type: 'card.edit', card: one(hidden, card), chips: { urgency: 'now' } },
    { type: 'card.withdraw', card },
    { type: 'card.done', card },
    { type: 'card.hold', card, note: reason },
    { type: 'card.release', card: one(hidden, card) },
    { type: 'card.invite', card, member },
    { type: 'comment.remove', comment },
    { type: 'comment.add', comment: 'k_0000000001', card: one(hidden, card), text: reason },
    { type: 'help.accept', help },
    { type: 'help.decline', help, reason },
    { type: 'help.done', help },
    { type: 'contact.share', match: help, line: reason },
    { type: 'promotion.answer', card, yes: false },
    { type: 'promotion.swap', live: card, waiting: one(hidden, card) },
    { type: 'member.role', member, role: 'facilitator' },
    { type: 'member.remove', member, ban: true },
    { type: 'member.rename', member, name: 'Fool' },
    { type: 'member.approve', member },
    { type: 'board.settings', base: 3, ceiling: 5, reason },
    { type: 'override.extraSlot', notice, member, reason },
    { type: 'override.hide', notice, card, reason },
    { type: 'override.retag', notice, card, kind: 'promotion', reason },
  ]);
}

/** Bytes that no Yjs would write, and honest bytes for texts that are not theirs. */
function forgeText({ truth }: Street, dice: Dice, attacker: RawPage): void {
  const others = [...truth.texts.keys()].filter((text) => text !== 'notes');
  const text = others.length > 0 && dice.rarely(2) ? dice.pick(others) : 'notes';
  const record = truth.texts.get(text);
  const epoch = record?.epoch ?? 1;
  const victims = [...(record?.owners.keys() ?? [])];
  const client = victims.length > 0 && !dice.rarely(3) ? dice.pick(victims) : 1 + dice.int(1_000_000);
  // where the victim's own next letter would stand, or somewhere else
  const next = record ? Y.decodeStateVector(Y.encodeStateVectorFromUpdate(record.state)).get(client) : 0;
  const clock = dice.pick([next ?? 0, next ?? 0, 0, 1, 50, 1_000_000]);
  const letters = { string: dice.pick(['x', 'forged']) };
  const updates: readonly (() => Uint8Array)[] = [
    () => craft([{ client, clock, structs: [{ content: letters }] }]),
    () =>
      craft([{ client, clock, structs: [{ origin: [client, 3], right: [client, 1], content: letters }] }]),
    () => craft([{ client, clock, structs: [{ parent: 'elsewhere', content: letters }] }]),
    () => craft([{ client, clock, structs: [{ info: 10, length: 1_000_000 }] }]),
    () => craft([{ client, clock, claims: 1_000_000, structs: [] }]),
    () => Uint8Array.from({ length: 40 }, () => dice.int(256)),
    () => (text === 'notes' ? honest('forged') : deleting(victims)),
    () => (text === 'notes' ? fromBase64('AAA=') : honest('forged')),
  ];
  attacker.say('textOpen', { text });
  // the first is the one that would silence its victim
  const update = dice.rarely(2) ? updates[0]!() : dice.pick(updates)();
  attacker.say('textPush', { text, epoch, update });
}

function honest(words: string): Uint8Array {
  const doc = newTextDoc();
  spliceText(doc, 0, 0, words, null);
  return Y.encodeStateAsUpdate(doc);
}

/** Takes out whatever these wrote. */
function deleting(clients: readonly number[]): Uint8Array {
  return craft(
    [],
    clients.map((client) => ({ client, ranges: [[0, 10_000]] as const })),
  );
}
