/** People who do anything at any time: commands made up from what some tab last saw, right and wrong ones alike. */
import type { Actor, AnyCommand, Command } from '../commands.ts';
import {
  allTerms,
  type Kind,
  kinds,
  type Phase,
  phaseEnds,
  reveals,
  type State,
  urgencies,
} from '../types.ts';
import type { Dice } from '../../testing/dice.ts';
import { atTheDoor } from './doorstep.ts';
import { authorOf } from './laws.ts';
import { DAY, HOUR, type Village } from './village.ts';
import { fromOtherSites } from './visitors.ts';

const words = ['Bread', 'bread!', 'Yoga class', 'Fix bikes', 'Soup', 'Book now', 'A walk'] as const;

/** Kinds as often as they make trouble. */
const troubled: readonly Kind[] = [
  'need',
  'offer',
  'offer',
  'referral',
  'promotion',
  'promotion',
  'promotion',
];

/** What the server says of people, and they not of themselves. */
const served: ReadonlySet<AnyCommand['type']> = new Set(['session.seen', 'door.knock', 'door.leave']);

/** Phases of which many are silent, and the window opens now and then. */
function phasesBy(dice: Dice): Phase[] {
  return Array.from({ length: 2 + dice.below(3) }, (_, nth) => ({
    id: String(nth),
    name: `Part ${nth}`,
    prompt: '',
    minutes: 5,
    writes: ['need', 'offer', 'referral'],
    ...(dice.rarely(2) ? { silent: dice.one(reveals) } : {}),
    ...(dice.rarely(3) ? { promotions: true } : {}),
    ...(dice.rarely(3) ? { groups: 3 } : {}),
    sort: 'newest',
    atEnd: dice.one(phaseEnds),
  }));
}

export class Crowd {
  readonly members: string[] = [];
  readonly facilitators: string[] = [];
  readonly cards: string[] = ['c_nowhere0000'];
  readonly helps: string[] = ['h_nowhere0000'];
  readonly introductions: string[] = ['i_nowhere0000'];
  readonly comments: string[] = ['k_nowhere0000'];
  readonly #dice: Dice;
  readonly #village: Village;

  constructor(village: Village, dice: Dice) {
    this.#village = village;
    this.#dice = dice;
    this.facilitators.push(village.joins('fay', 'facilitator'), village.joins('gil', 'facilitator'));
    for (const name of ['ana', 'ben', 'cem', 'dao', 'eva']) this.members.push(village.joins(name));
    this.members.push(...this.facilitators);
  }

  /** Two people who have helped three others: they begin with a second slot, which fades after a month. */
  remembersService(): void {
    const [ana, ben, cem, dao, eva] = this.members as [string, string, string, string, string];
    this.#village.waits(2 * DAY);
    this.#village.serves(ana, [cem, dao, eva]);
    this.#village.serves(ben, [cem, dao, eva]);
  }

  /** A session, with all of them in it. */
  *meets(): Iterable<{ actor: Actor; command: AnyCommand }> {
    const session = this.#village.id('s');
    const [lead = ''] = this.facilitators;
    const actor: Actor = { type: 'member', member: lead };
    yield {
      actor,
      command: { type: 'session.plan', session, title: 'Market', phases: phasesBy(this.#dice) },
    };
    yield { actor, command: { type: 'session.start', session } };
    yield {
      actor: { type: 'system' },
      command: { type: 'session.seen', session, here: [...this.members], away: [] },
    };
  }

  /** Something about the session that there is; or null. */
  inSession(): { actor: Actor; command: AnyCommand } | null {
    const dice = this.#dice;
    const session = dice.one([...this.#village.state.sessions.values(), null]);
    if (!session) return null;
    const { id, phase, phases, lead } = session;
    const actor: Actor = { type: 'member', member: dice.rarely(4) ? this.#member() : lead };
    const to = phase + dice.one([1, 1, 1, 1, 2, 0, -1]);
    const command = dice.one<AnyCommand>([
      { type: 'session.step', session: id, from: phase, to },
      { type: 'session.step', session: id, from: phase, to },
      { type: 'session.step', session: id, from: phase, to, after: 10_000 },
      { type: 'session.extend', session: id, minutes: dice.one([1, 1, -1, 9]) },
      { type: 'session.pause', session: id, paused: dice.rarely(2) },
      { type: 'session.lock', session: id, locked: dice.rarely(2) },
      { type: 'session.group', session: id, size: dice.one([0, 3, 4]) },
      { type: 'session.turn', session: id, member: this.#member() },
      { type: 'session.lead', session: id, member: this.#member() },
      { type: 'session.order', session: id, members: [this.#member(), this.#member()] },
      { type: 'session.edit', session: id, title: 'Market', phases: [...phases.slice(0, -1)] },
      { type: 'seat.hand', session: id, member: this.#member(), up: dice.rarely(2) },
      { type: 'seat.ready', session: id, ready: true },
      { type: 'session.seen', session: id, here: [this.#member()], away: [this.#member()] },
      { type: 'session.start', session: id },
    ]);
    return { actor: served.has(command.type) ? { type: 'system' } : actor, command };
  }

  /** People come to the door of the session that there is, if there is one, one right after the other. */
  *atTheDoor(): Iterable<{ actor: Actor; command: AnyCommand }> {
    const dice = this.#dice;
    for (let more = 2 + dice.below(8); more > 0; more -= 1) {
      const [session] = [...this.#village.state.sessions.values()].filter(({ state }) => state !== 'ended');
      if (!session) return;
      const command = atTheDoor(dice, this.#village, session);
      const member = dice.rarely(6) ? this.#member() : session.lead;
      yield { actor: served.has(command.type) ? { type: 'system' } : { type: 'member', member }, command };
    }
  }

  /** People come by another site's word, one right after the other, and belong to the crowd from then on. */
  *fromOtherSites(): Iterable<{ actor: Actor; command: AnyCommand }> {
    for (let more = 2 + this.#dice.below(8); more > 0; more -= 1) {
      yield { actor: { type: 'system' }, command: fromOtherSites(this.#dice, this.#village) };
    }
    for (const { body } of this.#village.state.records.values()) {
      if (body.type === 'visitor' && !this.members.includes(body.member)) this.members.push(body.member);
    }
  }

  /** The next thing that somebody concerned would do about a match, so that many come to their end. */
  nextStep(): { actor: Actor; command: Command } | null {
    const { state } = this.#village;
    const dice = this.#dice;
    const helps = [...state.helps.values()].filter(
      (row) => row.state === 'proposed' || row.confirmed === undefined,
    );
    const introductions = [...state.introductions.values()].filter((row) => row.confirmed === undefined);
    const matches = [...helps, ...introductions];
    if (matches.length === 0) return null;
    const match = dice.one(matches);
    const { id } = match;
    const owner = authorOf(state, match.card);
    if ('by' in match) {
      const actor: Actor = { type: 'member', member: dice.one([match.by, owner ?? match.by]) };
      const steps: Command[] =
        match.state === 'proposed'
          ? [{ type: 'help.accept', help: id }]
          : match.state === 'accepted'
            ? [
                { type: 'help.done', help: id, part: dice.rarely(4) },
                { type: 'help.done', help: id },
                { type: 'contact.share', match: id, line: '0151' },
              ]
            : [{ type: 'help.thank', help: id, words: 'Thank you' }];
      return { actor, command: dice.one(steps) };
    }
    const record = state.records.get(`introduction:${id}`)?.body;
    const person =
      record?.type === 'introduction' && record.person.type === 'member' ? record.person.member : null;
    const seeker = record?.type === 'introduction' ? record.seeker : null;
    const sides = [match.introducer, owner, person, seeker].filter(Boolean) as string[];
    const steps: Command[] =
      match.state === 'proposed'
        ? [{ type: 'introduction.agree', introduction: id }]
        : [
            { type: 'introduction.done', introduction: id },
            { type: 'contact.share', match: id, line: '0151' },
            { type: 'introduction.thank', introduction: id, words: 'Thank you' },
          ];
    return {
      actor: { type: 'member', member: dice.one([...sides, this.members[0] ?? '']) },
      command: dice.one(steps),
    };
  }

  actor(): Actor {
    // most of what happens concerns few people, or slots would never fill
    const crowd = this.#dice.rarely(3) ? this.members : this.members.slice(0, 2);
    return { type: 'member', member: this.#dice.one(crowd) };
  }

  /** Something that a member might send. Seen: what their tab last saw of the board. */
  command(seen: State): Command {
    const dice = this.#dice;
    // at first people write, then they do things with what is written
    const roll = this.cards.length < 5 ? dice.below(28) : dice.below(100);
    if (roll < 20) return this.#create(seen);
    if (roll < 36) return this.#edit(seen);
    if (roll < 46)
      return { type: dice.one(['card.withdraw', 'card.restore', 'card.restore']), card: this.#card() };
    if (roll < 49) return { type: 'card.done', card: this.#card(), part: dice.rarely(3) };
    if (roll < 65) return this.#help();
    if (roll < 73) return this.#introduction();
    if (roll < 78) return { type: 'promotion.swap', live: this.#card(), waiting: this.#card() };
    if (roll < 82) {
      return dice.rarely(2)
        ? { type: 'promotion.suspect', card: this.#card() }
        : { type: 'promotion.answer', card: this.#card(), yes: !dice.rarely(3) };
    }
    if (roll < 87) return this.#beside();
    return this.#facilitate();
  }

  /** Something that the server makes by itself. */
  serverCommand(): AnyCommand {
    const dice = this.#dice;
    const text = this.#card();
    return dice.one<AnyCommand>([
      { type: 'text.settle', text, body: dice.one(words) },
      { type: 'text.settle', text: 'notes', body: `${dice.one(words)} ${dice.one(words)} 🌱` },
      { type: 'promotion.due', member: this.#member() },
      { type: 'need.due', card: text },
    ]);
  }

  #card(): string {
    // the newest cards are the ones that people do things to
    const recent = this.cards.slice(-6);
    return this.#dice.one(this.#dice.rarely(3) ? this.cards : recent);
  }

  #member(): string {
    return this.#dice.one(this.members);
  }

  #create(seen: State): Command {
    const dice = this.#dice;
    const card = this.#village.id('c');
    this.cards.push(card);
    const needs = [...seen.cards.values()].filter((row) => row.kind === 'need');
    const kind = dice.one(troubled);
    return {
      type: 'card.create',
      card,
      kind,
      title: `${dice.one(words)}${dice.rarely(2) ? ` ${this.cards.length}` : ''}`,
      body: dice.rarely(3) ? 'More about it' : '',
      chips: {
        ...(dice.rarely(2) ? { terms: dice.one(allTerms) } : {}),
        ...(dice.rarely(4) ? { gain: true } : {}),
        ...(dice.rarely(3) ? { paidWelcome: true } : {}),
        ...(dice.rarely(3) ? { quantity: 1 + dice.below(4) } : {}),
        ...(dice.rarely(5) ? { expires: this.#village.at + (dice.below(20) - 2) * DAY } : {}),
        ...(dice.rarely(5) ? { urgency: dice.one(urgencies) } : {}),
        ...(dice.rarely(3) && needs.length > 0 ? { answers: dice.one(needs).id } : {}),
        ...(dice.rarely(6) ? { subject: { type: 'member', member: this.#member() } } : {}),
      },
      ...(dice.rarely(kind === 'need' ? 2 : 5) ? { anonymous: true } : {}),
    };
  }

  #edit(seen: State): Command {
    const dice = this.#dice;
    const card = this.#card();
    const title = seen.cards.get(card)?.title ?? 'Unseen';
    const needs = [...seen.cards.values()].filter((row) => row.kind === 'need');
    const roll = dice.below(6);
    if (roll === 0) return { type: 'card.edit', card, title: { was: title, is: `${dice.one(words)} again` } };
    if (roll === 1) return { type: 'card.edit', card, kind: dice.one(kinds) };
    if (roll === 2) return { type: 'card.edit', card, chips: { terms: dice.one(['paid', 'gift', null]) } };
    if (roll === 3)
      return { type: 'card.edit', card, chips: { gain: dice.rarely(2), paidWelcome: dice.rarely(2) } };
    if (roll === 4) {
      const answers = needs.length > 0 && dice.rarely(2) ? dice.one(needs).id : null;
      return { type: 'card.edit', card, chips: { answers, terms: 'paid' } };
    }
    return {
      type: 'card.edit',
      card,
      chips: {
        expires: this.#village.at + (dice.below(30) - 3) * DAY,
        quantity: dice.rarely(2) ? 1 + dice.below(5) : null,
      },
      ...(dice.rarely(2) ? { kind: dice.one(kinds), title: { was: title, is: 'Both at once' } } : {}),
    };
  }

  #help(): Command {
    const dice = this.#dice;
    const help = dice.one(this.helps.slice(-5));
    switch (dice.below(9)) {
      case 0:
      case 1: {
        const proposed = this.#village.id('h');
        this.helps.push(proposed);
        return {
          type: 'help.propose',
          help: proposed,
          card: this.#card(),
          share: dice.one(['all', 'part', 'other']),
          ...(dice.rarely(3) ? { quantity: 1 + dice.below(3) } : {}),
          note: dice.rarely(2) ? 'Gladly' : '',
        };
      }
      case 2:
      case 3:
        return { type: 'help.accept', help };
      case 4:
        return { type: 'help.decline', help, reason: 'Another time' };
      case 5:
        return { type: 'help.cancel', help };
      case 6:
        return { type: 'help.done', help, part: dice.rarely(4) };
      case 7:
        return { type: 'help.fail', help, how: 'triedDidNotWork', reason: 'The part did not fit' };
      default:
        return { type: 'help.thank', help, words: 'Thank you' };
    }
  }

  #introduction(): Command {
    const dice = this.#dice;
    const introduction = dice.one(this.introductions.slice(-4));
    switch (dice.below(8)) {
      case 0: {
        const made = this.#village.id('i');
        this.introductions.push(made);
        return {
          type: 'introduction.propose',
          introduction: made,
          card: this.#card(),
          person: dice.rarely(2)
            ? { type: 'member', member: this.#member() }
            : { type: 'outside', name: 'Amara' },
          personAgreed: dice.rarely(2),
          warmth: 4,
          message: 'You two should talk',
          gain: dice.rarely(3),
        };
      }
      case 1: {
        const made = this.#village.id('i');
        this.introductions.push(made);
        return { type: 'introduction.ask', introduction: made, card: this.#card(), message: 'Please' };
      }
      case 2:
      case 3:
      case 4:
        return { type: 'introduction.agree', introduction };
      case 5:
        return { type: 'introduction.refuse', introduction, reason: 'Not now' };
      case 6:
        return { type: 'introduction.done', introduction };
      default:
        return dice.rarely(2)
          ? { type: 'introduction.thank', introduction, words: 'That was kind' }
          : { type: 'introduction.fail', introduction, how: 'refusedBeforeStart', reason: '' };
    }
  }

  #beside(): Command {
    const dice = this.#dice;
    switch (dice.below(7)) {
      case 0: {
        const comment = this.#village.id('k');
        this.comments.push(comment);
        return { type: 'comment.add', comment, card: this.#card(), text: 'When?', asAuthor: dice.rarely(2) };
      }
      case 1:
        return { type: 'comment.remove', comment: dice.one(this.comments) };
      case 2:
        return {
          type: 'contact.share',
          match: dice.one([...this.helps, ...this.introductions].slice(-6)),
          line: '0151',
        };
      case 3:
        return { type: 'card.invite', card: this.#card(), member: this.#member() };
      case 4:
        return { type: 'card.report', card: this.#card(), reason: 'Looks odd' };
      case 5:
        return { type: 'member.rest', resting: dice.rarely(2) };
      default:
        return { type: 'card.uninvite', card: this.#card(), member: this.#member() };
    }
  }

  #facilitate(): Command {
    const dice = this.#dice;
    const notice = this.#village.id('n');
    const reason = 'We agreed on it';
    switch (dice.below(14)) {
      case 0:
        return { type: 'override.extraSlot', notice, member: this.#member(), reason };
      case 1:
        return { type: 'override.marketHour', notice, minutes: 60, reason };
      case 2:
      case 3:
        return { type: 'override.retag', notice, card: this.#card(), kind: dice.one(kinds), reason };
      case 4:
        return { type: 'override.hide', notice, card: this.#card(), reason };
      case 5:
      case 6:
        return { type: 'card.release', card: this.#card() };
      case 7:
        return { type: 'card.hold', card: this.#card(), note: 'Let us look at it' };
      case 8:
        return { type: 'board.settings', base: dice.below(4), ceiling: dice.below(6), reason };
      case 9:
        return { type: 'member.approve', member: this.#member() };
      case 10:
        return dice.rarely(3)
          ? { type: 'member.merge', from: this.#member(), into: this.#member() }
          : { type: 'report.close', card: this.#card() };
      case 11:
        return dice.rarely(4)
          ? { type: 'member.remove', member: this.#member(), ban: dice.rarely(2) }
          : { type: 'member.role', member: this.#member(), role: dice.one(['member', 'facilitator']) };
      case 12:
        if (!dice.rarely(4)) return { type: 'member.host', who: 'Mrs Okafor' };
        return dice.rarely(2) ? { type: 'member.leave' } : { type: 'member.erase', member: this.#member() };
      default:
        return { type: 'board.rename', title: { was: 'Our street', is: 'Our street' } };
    }
  }

  /** How long nothing happens. */
  pause(): number {
    return this.#dice.one([0, 0, 0, 0, 1, 5_000, HOUR, 5 * HOUR, DAY, 2 * DAY, 8 * DAY]);
  }
}
