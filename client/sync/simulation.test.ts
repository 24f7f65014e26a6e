/**
 * Devices of four people on one board, in a world with cut connections, lost answers, offline spans, a busy server, new
 * epochs, texts begun anew, pages that crash and second tabs. At rest: all boards are equal, every word is on the board
 * once or among its writer's drafts, and nothing was called saved that was not. SEED=n plays one run again, SEEDS=n so many.
 */
import { expect, test } from 'vitest';
import type { OpenText, Outcome } from '#client/session/port.ts';
import type { Command } from '#shared/board/commands.ts';
import { tableNames } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { seeds } from '#shared/testing/seed.ts';
import { headless, type HeadlessSession } from './headless.ts';
import { memoryKeep } from './keep/memory.ts';
import type { KeepPort } from './keep/port.ts';
// loaded beforehand: their loading would not take the world's time
import './comparing.ts';
import './deeds-in-session.ts';
import './texts-in-session.ts';
import { BoardServer, keys, type Network } from './testing/board-server.ts';
import { type FakeSurroundings, keepWhile, surroundingsIn, World } from './testing/world.ts';

const turns = 120;

/** A page of somebody's: it may crash and come back with what the device kept. */
interface Page {
  person: Person;
  session: HeadlessSession;
  around: FakeSurroundings;
  texts: Map<string, OpenText>;
  /** While it is not known what was taken back, the page must not go. */
  undoing: number;
}

interface Person {
  name: string;
  key: string;
  keep: KeepPort;
  network: Network;
  skew: number;
  pages: Page[];
  /** Every word typed on this device. */
  words: string[];
}

class Simulation {
  readonly server: BoardServer;
  readonly people: Person[];
  readonly bugs: unknown[] = [];
  #words = 0;
  /** Words of commands that were said to be saved. */
  /** Commands that their writer took back, with their words. */
  readonly undone: string[] = [];
  readonly saved: { word: string; command: Command }[] = [];

  constructor(readonly world: World) {
    this.server = new BoardServer(world);
    this.people = [
      { name: 'Ana', key: keys.member, skew: 0 },
      { name: 'Ben', key: keys.member, skew: -86_400_000 },
      { name: 'Cleo', key: keys.member, skew: 3_600_000 },
      { name: 'Hanna', key: keys.facilitator, skew: 0 },
    ].map((person) => ({ ...person, keep: memoryKeep(), network: { up: true }, pages: [], words: [] }));
  }

  async begin(): Promise<void> {
    for (const person of this.people) {
      const page = this.open(person);
      await this.world.until(() => page.session.snapshot.connection.state === 'live');
      void page.session.join(person.name);
      await this.world.until(() => page.session.snapshot.me.type === 'member');
    }
  }

  open(person: Person): Page {
    const around = surroundingsIn(this.world, person.skew);
    const session = headless({
      url: 'http://tilth.test',
      board: 'b_0000000000',
      key: person.key,
      keep: keepWhile(around, person.keep),
      around,
      openWire: this.server.opener(person.network, around),
      bug: (error) => this.bugs.push(error),
    });
    const page = { person, session, around, texts: new Map<string, OpenText>(), undoing: 0 };
    person.pages.push(page);
    return page;
  }

  word(person: Person): string {
    // with signs that no id has
    const word = `~${(this.#words += 1)}~`;
    person.words.push(word);
    return word;
  }

  /** Somebody does something, or something happens to somebody. */
  async turn(): Promise<void> {
    const { world, server } = this;
    const person = world.pick(this.people);
    const page = world.pick(person.pages);
    const dice = world.int(100);
    if (dice < 16) this.create(page);
    else if (dice < 28) this.edit(page);
    else if (dice < 36) this.talk(page);
    else if (dice < 44) this.help(page);
    else if (dice < 66) this.type(page);
    else if (dice < 70) void this.undo(page);
    else if (dice < 78) server.cut(person.network);
    else if (dice < 84) {
      person.network.up = !person.network.up;
      if (!person.network.up) server.cut(person.network);
    } else if (dice < 86) server.cut();
    else if (dice < 88) server.rebuild();
    else if (dice < 92) server.compact(world.pick([...server.texts.keys(), 'notes']));
    else if (dice < 94) {
      if (server.busy === 'slowDown') server.busy = null;
      else if (server.busy || world.int(2) === 0) server.saves(server.busy !== null);
      else server.busy = 'slowDown';
    } else if (dice < 97) await this.crash(page);
    else if (person.pages.length < 2) this.open(person);
    else page.around.happen('wake');
  }

  run(page: Page, command: Command, word: string | null): void {
    void page.session.run(command).then((outcome: Outcome) => {
      if (outcome.type === 'applied' && word !== null) this.saved.push({ word, command });
    });
  }

  create(page: Page): void {
    const { world } = this;
    const title = this.word(page.person);
    const body = world.int(2) === 0 ? this.word(page.person) : '';
    const kind = world.pick(['need', 'offer', 'promotion'] as const);
    const card = page.session.newId('card');
    this.run(page, { type: 'card.create', card, kind, title, body, chips: {} }, title);
  }

  /** Adds a word to a title, as its writer sees it. */
  edit(page: Page): void {
    const { me, state } = page.session.snapshot;
    if (me.type !== 'member') return;
    const mine = [...state.cards.values()].filter(
      (card) => card.author === me.member && card.title.length < 100,
    );
    if (mine.length === 0) return;
    const card = this.world.pick(mine);
    if (this.world.int(3) === 0) {
      const urgency = this.world.pick(['now', 'days', 'week', 'anytime'] as const);
      return this.run(page, { type: 'card.edit', card: card.id, chips: { urgency } }, null);
    }
    const word = this.word(page.person);
    const title = { is: `${card.title} ${word}`, was: card.title };
    this.run(page, { type: 'card.edit', card: card.id, title }, word);
  }

  talk(page: Page): void {
    const cards = [...page.session.snapshot.state.cards.values()];
    if (cards.length === 0) return;
    const text = this.word(page.person);
    const comment = page.session.newId('comment');
    this.run(page, { type: 'comment.add', comment, card: this.world.pick(cards).id, text }, text);
  }

  help(page: Page): void {
    const { me, state } = page.session.snapshot;
    if (me.type !== 'member') return;
    const others = [...state.cards.values()].filter((card) => card.author !== me.member);
    if (others.length === 0) return;
    const card = this.world.pick(others).id;
    const help = page.session.newId('help');
    const note = this.word(page.person);
    this.run(page, { type: 'help.propose', help, card, share: 'all', note }, note);
  }

  /** Puts a word between two words of a text, letter by letter. */
  type(page: Page): void {
    const { me, state } = page.session.snapshot;
    if (me.type !== 'member') return;
    const mine = [...state.cards.values()].filter((card) => card.author === me.member).map(({ id }) => id);
    const id = this.world.pick(['notes', 'notes', ...mine]);
    let text = page.texts.get(id);
    if (!text) {
      if (page.texts.size > 6) {
        for (const open of page.texts.values()) open.close();
        page.texts.clear();
      }
      text = page.session.openText(id);
      page.texts.set(id, text);
    }
    if (!text.mayEdit || text.value.length > 3_000) return;
    const spaces = [...text.value.matchAll(/ /g)].map(({ index }) => index);
    let at = this.world.pick([0, text.value.length, ...spaces]);
    for (const letter of ` ${this.word(page.person)}${this.world.pick(['', '🌱'])} `) {
      text.splice(at, 0, letter);
      at += letter.length;
    }
  }

  /** A page goes without a word. What was typed just before may not have been written yet, so let it be a moment. */
  async crash(page: Page): Promise<void> {
    await this.world.pass(2 * limits.persistEvery);
    const { person, around } = page;
    if (page.undoing > 0) return;
    person.pages.splice(person.pages.indexOf(page), 1);
    around.die();
    this.server.vanish(around);
    this.open(person);
  }

  async undo(page: Page): Promise<void> {
    page.undoing += 1;
    const command = await page.session.undo();
    page.undoing -= 1;

    if (command) this.undone.push(JSON.stringify(command));
  }

  /** What was said to be saved is on the server. */
  check(): void {
    expect(this.bugs).toEqual([]);
    for (const person of this.people)
      for (const { session } of person.pages) {
        const { connection, state } = session.snapshot;
        if (connection.state === 'live' && connection.unsaved === 0)
          for (const row of state.cards.values()) expect(this.server.knows(row.id), row.title).toBe(true);
      }
  }

  async rest(): Promise<void> {
    this.server.saves(true);
    for (const person of this.people) person.network.up = true;
    const quiet = (): boolean =>
      this.people.every(({ pages }) =>
        pages.every(({ session: { snapshot } }) => {
          const { connection } = snapshot;
          return connection.state === 'live' && connection.unsaved === 0;
        }),
      );
    // what closed pages left is taken over when their leases have ended
    await this.world.pass(40_000);
    await this.world.until(quiet, 600_000);
    await this.world.pass(5_000);
  }

  /** Every place where words may be, as one text. */
  board(): string {
    const { state } = this.server;
    const parts: string[] = [];
    for (const table of tableNames) for (const row of state[table].values()) parts.push(JSON.stringify(row));
    // what came down is remembered by its words, too, for a while
    for (const record of state.records.values())
      if (record.body.type !== 'cameDown') parts.push(JSON.stringify(record));
    return parts.join('\n');
  }
}

const rowsOf = (state: HeadlessSession['snapshot']['state']): unknown =>
  Object.fromEntries(
    tableNames.map((table) => [table, [...state[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );

for (const seed of seeds(12))
  test(`nothing is lost, doubled or falsely called saved (SEED=${seed})`, async () => {
    const world = new World(seed);
    const simulation = new Simulation(world);
    await simulation.begin();
    for (let turn = 0; turn < turns; turn += 1) {
      await simulation.turn();
      await world.pass(world.int(400));
      simulation.check();
    }
    await simulation.rest();

    const { server, people } = simulation;
    expect(server.pulses).toBeGreaterThan(0);
    expect(server.divergences, 'copies that differed').toBe(0);
    const expected = rowsOf(server.state);
    for (const { pages } of people)
      for (const { session } of pages) expect(rowsOf(session.snapshot.state)).toEqual(expected);

    const board = simulation.board();
    const undone = simulation.undone.join('\n');
    for (const { name, words, pages, keep } of people) {
      const kept = (await keep.load('b_0000000000')).filter(({ kind }) => kind === 'draft');
      const drafts = JSON.stringify([kept, pages.map(({ session }) => session.snapshot.drafts)]);
      for (const word of words) {
        if (undone.includes(word)) continue;
        const times = board.split(word).length - 1;
        if (times === 0) expect(drafts, `${name}'s ${word}`).toContain(word);
        else expect(times, `${name}'s ${word} on the board`).toBe(1);
      }
    }
    for (const { word } of simulation.saved)
      if (!undone.includes(word)) expect(board, `${word} was said to be saved`).toContain(word);
    for (const [id, { times }] of server.applied) expect(times, id).toBe(1);
  });
