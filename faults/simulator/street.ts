/** A street in a simulated world: its servers, its people, what they wrote, and what must hold of all of it. */
import { gunzipSync } from 'node:zlib';
import { memoryKeep } from '#client/sync/keep/memory.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { Session } from '#client/sync/session.ts';
import { keepWhile, surroundingsIn, World } from '#client/sync/testing/world.ts';
// loaded beforehand: their loading would not take the world's time
import '#client/sync/comparing.ts';
import '#client/sync/deeds-in-session.ts';
import '#client/sync/knocking.ts';
import '#client/sync/texts-in-session.ts';
import { memoryPresence } from '#server/presence/memory.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import type { Command } from '#shared/board/commands.ts';
import type { PrivateRecord } from '#shared/board/types.ts';
import { takeFrom } from './chance.ts';
import type { Connection } from './connection.ts';
import { sayWho } from './latecomers.ts';
import { Life, randomBytes, serverSurroundings } from './life.ts';
import { Tally } from './mishaps.ts';
import { Node } from './node.ts';
import type { Page, Person, Place, Word } from './people.ts';
import { Secrecy } from './secrecy.ts';
import { type Disk, newDisk } from './store.ts';
import { Trace } from './trace.ts';
import { type Sent, Truth } from './truth.ts';
import { Watch } from './watch.ts';
import { wireOver } from './wire.ts';

const server = 'http://tilth.test';

export class Street {
  readonly world: World;
  readonly trace: Trace;
  readonly tally = new Tally();
  readonly disk: Disk;
  readonly nodes: readonly Node[];
  readonly people: Person[] = [];
  /** The one with a program of their own. */
  stranger!: Person;
  readonly truth: Truth;
  readonly secrecy: Secrecy;
  readonly violations: string[] = [];
  readonly words = new Map<string, Word>();
  /** Who wrote each card, and whom each help and introduction is between: as the people know it. */
  readonly owners = new Map<string, Person>();
  readonly sides = new Map<string, Set<Person>>();
  /** Commands as the nodes took them from people, by id. */
  readonly sent = new Map<string, Sent>();
  /** What people's pages said, for whoever kept it to say again. */
  readonly overheard: { page: Page; event: 'command' | 'textPush'; payload: unknown }[] = [];
  /** State vector with which each page last synced, hex. */
  readonly vectors = new Map<Page, string>();
  /** Keys and codes of doors, as those heard them who opened one; the newest last. */
  readonly doors: string[] = [];
  /** Who knocks, and at which pages of theirs, by the hash of the secret that their device will have. */
  readonly knocking = new Map<string, { person: Person; pages: Set<Page> }>();
  /** How many have come by a door. */
  latecomers = 0;
  board!: NewBoard;
  /** How much people have done. */
  acts = 0;
  #pages = 0;
  readonly #unknown: { member: string; between: Set<Person> }[] = [];

  constructor(seed: number, nodes = 3) {
    this.world = new World(seed);
    takeFrom({
      randomBytes: (length) => randomBytes(this.world, length),
      now: () => Math.floor(this.world.now),
    });
    this.trace = new Trace(() => this.world.now);
    const fail = (what: string): void => this.fail(what);
    this.truth = new Truth(this.words, this.sent, fail);
    this.secrecy = new Secrecy(this.truth, this.words, this.owners, this.sides, fail);
    this.disk = newDisk(this.tally, (board, entries, records) => {
      this.trace.say(`log ${entries.map(({ seq, id }) => `${seq}:${id}`).join(' ')}`);
      if (board !== this.board.id) return;
      for (const { record } of records) this.#letIn(record);
      this.truth.written(entries, records);
    });
    const presence = memoryPresence(serverSurroundings(this.world, new Life(), () => 0));
    this.nodes = Array.from(
      { length: nodes },
      (_, index) =>
        new Node(`n${index + 1}`, this.world, this.disk, presence, {
          bug: fail,
          says: (what) => this.trace.say(what),
        }),
    );
  }

  fail(what: string): void {
    this.trace.say(`VIOLATION ${what}`);
    this.violations.push(what);
  }

  /** Makes the board and lets people in. */
  async begin(
    people: readonly { name: string; role: 'member' | 'facilitator'; skew: number }[],
  ): Promise<void> {
    // the truth hears of the first entry, before it knows which board it is of
    this.board = { id: '', keys: { facilitator: '', member: '', viewer: '' } };
    const heard: Parameters<Disk['written']>[] = [];
    const { written } = this.disk;
    this.disk.written = (...args) => void heard.push(args);
    let board: NewBoard | null = null;
    void this.nodes[0]!.rooms.create('Our street').then((made) => (board = made));
    await this.world.until(() => board !== null);
    this.board = board!;
    this.stranger = this.moveIn('Mallory', this.board.keys.member, 0);
    this.disk.written = written;
    for (const args of heard) written(...args);
    for (const { name, role, skew } of people) {
      const person = this.moveIn(name, this.board.keys[role], skew);
      this.people.push(person);
      const page = this.open(person);
      await this.world.until(() => page.session.snapshot.connection.state === 'live');
      void page.session.join(name);
      await this.world.until(() => page.session.snapshot.me.type === 'member');
    }
  }

  /** @returns whose member that is */
  personOf(member: string): Person | undefined {
    return [...this.people, this.stranger].find(({ members }) => members.has(member));
  }

  /** Somebody is introduced: it is between them as well. */
  introduced(member: string, between: Set<Person>): void {
    const person = this.personOf(member);
    if (person) between.add(person);
    // the answer that told them who they are was lost
    else this.#unknown.push({ member, between });
  }

  /** Somebody asks to be let in, with a secret that has this hash. */
  knocks(hash: string, person: Person, page: Page | null): void {
    const { pages } = this.knocking.get(hash) ?? { pages: new Set<Page>() };
    this.knocking.set(hash, { person, pages: page ? pages.add(page) : pages });
  }

  /** Whoever knocked is a member before anybody tells them. */
  #letIn(record: PrivateRecord | null): void {
    if (record?.body.type !== 'device') return;
    const knocked = this.knocking.get(record.body.hash);
    if (knocked) this.becomes(knocked.person, record.body.member);
  }

  /** A person is told who they are. */
  becomes(person: Person, member: string): void {
    person.members.add(member);
    for (const { between } of this.#unknown.filter((one) => one.member === member)) between.add(person);
  }

  moveIn(name: string, key: string, skew: number): Person {
    const keep = memoryKeep();
    const person: Person = {
      name,
      key,
      keep,
      full: false,
      skew,
      online: true,
      pages: [],
      members: new Set(),
    };
    person.keep = withQuota(keep, person);
    return person;
  }

  /** A page of a person's opens, with what the device kept. */
  open(person: Person): Page {
    const around = surroundingsIn(this.world, person.skew);
    // no thread's answer may come between
    around.gunzip = (bytes) => Promise.resolve(new Uint8Array(gunzipSync(bytes)));
    const name = `${person.name}.${(this.#pages += 1)}`;
    const page: Page = {
      name,
      person,
      around,
      connection: null,
      say: () => undefined,
      texts: new Map(),
      undoing: 0,
      unproven: new Set(),
      session: null as unknown as Session,
    };
    page.session = new Session({
      server,
      board: this.board.id,
      entry: { key: person.key },
      keep: keepWhile(around, person.keep),
      around,
      openWire: wireOver({
        world: this.world,
        name,
        node: () => (person.online ? this.world.pick(this.nodes) : null),
        alive: () => around.alive,
        watch: (auth) => new Watch(this, person, page, auth),
        opened: (connection, say) => Object.assign(page, { connection, say }),
      }),
      bug: (error) => this.fail(`${name}: ${String((error as Error | undefined)?.stack ?? error)}`),
    });
    person.pages.push(page);
    if (person.late) sayWho(this, page, person.late);
    return page;
  }

  /** A word that nobody has ever written. */
  word(page: Page | null, by: Person, place: Place): string {
    const token = `~${this.words.size + 1}~`;
    const word: Word = { token, by, place, since: this.truth.seq, seq: null, undone: false };
    this.words.set(token, word);
    page?.unproven.add(word);
    return token;
  }

  forgetWord(page: Page, token: string): void {
    const word = this.words.get(token);
    if (word) page.unproven.delete(word);
    this.words.delete(token);
  }

  /** A person does something. */
  run(page: Page, command: Command, words: readonly string[]): void {
    this.acts += 1;
    this.trace.say(`${page.name} does ${command.type}`);
    void page.session.run(command).then((outcome) => {
      this.trace.say(`${page.name} hears ${command.type} ${outcome.type}`);
      // words that are being taken back went with it before they were sent: what is left is judged when all is saved
      if (outcome.type !== 'applied' || page.undoing > 0) return;
      for (const token of words) {
        const word = this.words.get(token);
        if (word && word.seq === null && !word.undone)
          this.fail(`${page.name} was told that ${command.type} with ${token} is saved; it is not`);
      }
    });
  }

  /** What every page says at this moment must be true. */
  check(): void {
    for (const { pages } of this.people) for (const page of pages) this.#checkSaved(page);
  }

  #checkSaved(page: Page): void {
    if (page.unproven.size === 0 || page.undoing > 0) return;
    const { connection } = page.session.snapshot;
    if (connection.state !== 'live' || connection.unsaved > 0) return;
    // another page of theirs may have taken it over while this one was away: then it is that one's to say
    const all = page.person.pages.map(({ session }) => session.snapshot);
    if (all.some((each) => 'unsaved' in each.connection && each.connection.unsaved > 0)) return;
    const drafts = all.flatMap((each) => each.drafts);
    const aside = drafts.length > 0 ? JSON.stringify(drafts) : '';
    for (const word of page.unproven) {
      page.unproven.delete(word);
      if (word.seq === null && !word.undone && !aside.includes(word.token))
        this.fail(
          `${page.name} says that everything is saved; ${word.token} is neither in the log nor a draft`,
        );
    }
  }

  /** A message that the page sent at some time arrives again, over whatever connection it has now. */
  replay(page: Page, event: string, payload: unknown): void {
    if (page.connection?.open) page.say(event, payload);
  }

  connections(): Connection[] {
    return this.people.flatMap(({ pages }) =>
      pages.flatMap(({ connection }) => (connection?.open ? [connection] : [])),
    );
  }

  /** Everything stops. */
  end(): void {
    for (const { pages } of this.people) for (const { around } of pages) around.die();
    for (const node of this.nodes) node.life.end();
    takeFrom(null);
  }
}

function withQuota(keep: KeepPort, person: Person): KeepPort {
  return {
    ...keep,
    write: (board, changes) =>
      person.full ? Promise.reject(new Error('no room left')) : keep.write(board, changes),
  };
}
