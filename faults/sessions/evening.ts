/** One evening with a facilitated session: who is there, what they do, and what is looked at after everything they do. */
import type { LogStore } from '#server/store/port.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import type { World } from '#server/testing/world.ts';
import type { Command } from '#shared/board/commands.ts';
import { type IdKind, newId } from '#shared/board/ids.ts';
import { openSession } from '#shared/board/session/policy.ts';
import { Dice } from '#shared/testing/dice.ts';
import { type Phase, reveals, type Session } from '#shared/board/types.ts';
import type { CommandReply } from '#shared/protocol.ts';
import { type Draft, Drafts } from './drafts.ts';
import { Person } from './people.ts';
import { opened } from './wiretap.ts';

export class Evening {
  readonly dice: Dice;
  readonly world: World;
  readonly store: LogStore;
  readonly drafts: Drafts;
  readonly board: { id: string; keys: Record<Person['role'], string> };
  readonly session: string;
  readonly lead: Person;
  readonly people: Person[] = [];
  /** What must not be was seen. */
  readonly faults: string[] = [];

  private constructor(world: World, store: LogStore, dice: Dice, board: Evening['board']) {
    this.world = world;
    this.store = store;
    this.dice = dice;
    this.board = board;
    this.drafts = new Drafts(dice);
    this.session = this.id('session');
    this.lead = new Person('fay', 'facilitator');
  }

  static async begin(world: World, store: LogStore, seed: number): Promise<Evening> {
    const evening = new Evening(world, store, new Dice(seed), await world.board());
    await evening.comes(evening.lead);
    for (const name of ['ana', 'ben', 'cem', 'dao']) await evening.comes(new Person(name, 'member'));
    await evening.comes(new Person('gil', 'facilitator'));
    await evening.comes(new Person('viewer', 'viewer'));
    const { session, lead } = evening;
    await evening.does(lead, { type: 'session.plan', session, title: 'Market', phases: evening.#phases() });
    await evening.does(lead, { type: 'session.start', session });
    await evening.seated();
    return evening;
  }

  #phases(): Phase[] {
    const { dice } = this;
    return Array.from({ length: 3 + dice.below(3) }, (_, nth) => ({
      id: `${nth}`,
      name: `Part ${nth}`,
      prompt: '',
      minutes: 30,
      writes: ['need', 'offer', 'referral'],
      ...(nth === 0 || dice.below(3) > 0 ? { silent: dice.one(reveals) } : {}),
      ...(dice.rarely(2) ? { promotions: true } : {}),
      sort: 'newest',
      ...(dice.below(3) > 0 ? { groups: 3 } : {}),
      atEnd: 'nothing',
    }));
  }

  /** An id that the seed decides. */
  id(kind: IdKind): string {
    return newId(kind, (length) => Uint8Array.from({ length }, () => this.dice.below(256)));
  }

  secret(): string {
    return Array.from({ length: 24 }, () => this.dice.below(36).toString(36)).join('');
  }

  async comes(person: Person): Promise<void> {
    const key = this.board.keys[person.role];
    await person.join(this.world.url, { id: this.board.id, key }, this.secret());
    this.people.push(person);
  }

  /** Those who are here and may write. */
  get writers(): Person[] {
    return this.people.filter(({ here, role }) => here && role !== 'viewer');
  }

  get clients(): RawClient[] {
    return this.people.flatMap(({ clients }) => clients);
  }

  /** As the lead's copy has it. */
  get now(): Session {
    const { state } = this.lead.client;
    const session = state.sessions.get(this.session);
    if (!session) throw new Error('there is no session');
    return session;
  }

  /** The place of the phase in which people write in silence now, or -1. */
  get silentPhase(): number {
    const session = openSession(this.lead.client.state);
    return session?.state === 'running' && session.phases[session.phase]?.silent ? session.phase : -1;
  }

  /** Asks for something, and waits until everybody has what came of it. */
  async asks(person: Person, command: Command, text?: Uint8Array): Promise<CommandReply> {
    const id = this.id('command');
    const reply = await person.client.command(command, { id, ...(text && { text }) });
    if (reply.ok) await this.told(reply.seq);
    return reply;
  }

  /** Asks for what must be granted. */
  async does(person: Person, command: Command): Promise<void> {
    const reply = await this.asks(person, command);
    if (!reply.ok) throw new Error(`${person.name}: ${command.type} was refused: ${reply.refusal.code}`);
  }

  /** Everybody has what the log has up to there. */
  async told(seq: number): Promise<void> {
    await Promise.all(this.clients.map((client) => client.until(() => client.seq >= seq, `entry ${seq}`)));
  }

  /** Everyone who is here has a seat, as the server notes it by itself. */
  async seated(): Promise<void> {
    const seated = (): boolean => {
      const { seats } = this.lead.client.state;
      return this.writers.every(({ member }) => {
        const seat = seats.get(member);
        return seat !== undefined && seat.away === undefined;
      });
    };
    if (openSession(this.lead.client.state)) await this.lead.client.until(seated, 'everyone to have a seat');
  }

  /** Those who sit in a group with them. */
  groupOf(person: Person): Person[] {
    const { groups } = this.lead.client.state.sessions.get(this.session) ?? {};
    const group = groups?.find((members) => members.includes(person.member)) ?? [];
    return this.people.filter(({ member }) => group.includes(member));
  }

  /** Looks at everything that came to anybody since the last time, and at what they have. */
  look(): void {
    this.drafts.expose((person) => this.groupOf(person));
    for (const person of this.people) {
      for (const tap of person.taps) {
        for (const said of tap.take()) this.#judge(person, said);
        this.#looksForNames(person, tap.client);
      }
    }
  }

  #judge(person: Person, said: string): void {
    for (const word of this.drafts.in(said)) {
      person.heard.add(word);
      if (!this.drafts.mayRead(person, word)) this.fault(`${person.name} was sent ${word}`, said);
    }
    if (!said.includes('"presence"')) return;
    for (const { id, anonymous } of this.drafts.all) {
      if (anonymous && said.includes(id)) this.fault(`presence names the anonymous ${id}`, said);
    }
  }

  /** Nothing that anybody else has puts an author beside their anonymous card. */
  #looksForNames(person: Person, { state, records }: RawClient): void {
    for (const { id, owner, anonymous } of this.drafts.all) {
      if (!anonymous || owner === person) continue;
      const rows = [state.cards, state.helps, state.introductions, state.comments, state.notices].flatMap(
        (table) => [...table.values()],
      );
      for (const one of [...rows, ...records.values()]) {
        const written = JSON.stringify(one);
        if (written.includes(id) && written.includes(owner.member)) {
          this.fault(`${person.name} can tell who wrote ${id}`, written);
        }
      }
    }
  }

  /** What anyone can ask for without a socket, what is kept, and what an operator reads. */
  async lookOutside(logged: readonly string[]): Promise<void> {
    const { inject, rooms, metrics } = this.world.app;
    const headers = { 'x-forwarded-for': `10.0.${this.dice.below(256)}.${this.dice.below(256)}` };
    const publicly = await inject({ url: `/api/boards/${this.board.id}/public`, headers });
    this.#judgeOutside('the board on other sites', publicly.body);
    const summary = await inject({ url: `/api/boards/${this.board.id}`, headers });
    this.#judgeOutside('the summary', summary.body);
    this.#judgeOutside('the metrics', await metrics.registry.metrics(), 'no word at all');
    for (const line of logged) this.#judgeOutside('the log', line, 'no word at all');
    const hold = await rooms.hold(this.board.id);
    await hold?.room.forgetPast();
    hold?.release();
    const snapshot = await this.store.snapshot(this.board.id);
    if (!snapshot) throw new Error('there is no snapshot');
    // as one string after the other: who stands beside whom is looked at in what people make of it
    for (const word of this.drafts.in(opened(Buffer.from(snapshot.doc)))) {
      if (!this.drafts.mayRead(null, word)) this.fault('the document that is kept', word);
    }
  }

  #judgeOutside(
    what: string,
    said: string,
    most: 'what is public' | 'no word at all' = 'what is public',
  ): void {
    for (const word of this.drafts.in(said)) {
      if (most === 'no word at all' || !this.drafts.mayRead(null, word)) this.fault(`${what}: ${word}`, said);
    }
    // a line of a log, an object of JSON
    for (const part of said.split(/[{}\n]/)) {
      for (const { id, anonymous, owner } of this.drafts.all) {
        if (anonymous && part.includes(id) && part.includes(owner.member)) {
          this.fault(`${what} names the author of ${id}`, part);
        }
      }
    }
  }

  /** The session ends, and all that was not taken back is on everybody's screen: the search finds it there. */
  async bringToLight(): Promise<void> {
    const { session, lead, drafts, now } = this;
    const { phase: from, phases } = now;
    if (now.state === 'running') {
      await this.does(lead, { type: 'session.step', session, from, to: phases.length });
    } else if (now.state === 'planned') await this.does(lead, { type: 'session.drop', session });
    if (now.state !== 'ended') drafts.goesOn(phases, phases.length);
    const shown = drafts.shown.filter(({ withdrawn }) => !withdrawn);
    for (const person of this.people.filter(({ here }) => here)) {
      const { client } = person;
      const has = ({ id, title, body }: Draft): boolean => {
        const card = client.state.cards.get(id);
        return (
          card !== undefined && card.title.includes(title) && body.every((word) => card.body.includes(word))
        );
      };
      await client
        .until(() => shown.every(has), 'all')
        .catch(() => {
          const missing = shown.filter((draft) => !has(draft));
          const cards = missing.map((draft) => [draft, client.state.cards.get(draft.id)]);
          this.fault(
            `${person.name} lacks`,
            JSON.stringify(cards, (key, value) => (key === 'owner' ? value.name : value)),
          );
        });
    }
    this.look();
    for (const person of this.people.filter(({ here }) => here)) {
      const missed = shown.flatMap(({ id, title, body }) =>
        [id.slice(2), title, ...body].filter((word) => !person.heard.has(word)),
      );
      if (missed.length > 0) this.fault(`the search missed what ${person.name} has`, missed.join());
    }
  }

  fault(what: string, said: string): void {
    if (this.faults.length < 5) this.faults.push(`${what}: ${said.slice(0, 600)}`);
  }

  end(): void {
    for (const person of this.people) person.leave();
  }
}
