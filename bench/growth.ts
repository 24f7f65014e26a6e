/**
 * What a board costs as it grows: an edit on a small and on a large board, and the folder and the first load of one with
 * a long past. In this process, on the embedded store, without sockets.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, createApp } from '#server/app.ts';
import { parseConfig } from '#server/config.ts';
import type { Room } from '#server/rooms/room.ts';
import { freshId, hashSecret, newSecret } from '#server/rooms/secrets.ts';
import type { Actor, AnyCommand } from '#shared/board/commands.ts';

/** Among so many, nobody writes more bodies within seconds than the gate takes from one. */
const PEOPLE = 50;
/** Edits that arrive at the same moment. */
const TOGETHER = 20;
const BODY = 'So that there is something to read about it. '.repeat(2);

/** A board without a network, and people who write on it. */
class Village {
  readonly room: Room;
  readonly board: string;
  readonly cards: string[] = [];
  readonly #app: App;
  readonly #authors: string[] = [];
  #edits = 0;

  private constructor(app: App, board: string, room: Room) {
    this.#app = app;
    this.board = board;
    this.room = room;
  }

  /** @param folder for its data */
  static async build(folder: string, cards: number): Promise<Village> {
    const app = await openApp(folder);
    const made = await app.rooms.create('A village');
    const hold = made && (await app.rooms.hold(made.id));
    if (!hold) throw new Error('No board was made.');
    const village = new Village(app, made.id, hold.room);
    for (let i = 0; i < PEOPLE; i++) await village.#join(`Person ${i}`);
    for (let i = 0; i < cards; i += TOGETHER) {
      const some = Array.from({ length: Math.min(TOGETHER, cards - i) }, (_, k) => village.#newCard(i + k));
      await Promise.all(some);
    }
    return village;
  }

  async #join(name: string): Promise<void> {
    const [member, device] = [freshId('member'), freshId('device')];
    const role = 'member';
    const hash = hashSecret(newSecret());
    await this.#do({ type: 'link', role }, { type: 'member.join', member, name, role, device, hash });
    this.#authors.push(member);
  }

  async #newCard(index: number): Promise<void> {
    const card = freshId('card');
    this.cards.push(card);
    const title = `Card ${index}`;
    await this.#do(this.#authorOf(index), {
      type: 'card.create',
      card,
      kind: 'need',
      title,
      body: BODY,
      chips: {},
    });
  }

  #authorOf(index: number): Actor {
    return { type: 'member', member: this.#authors[index % PEOPLE]! };
  }

  /** So many edits, {@link TOGETHER} at a time: of titles, and every third of when somebody has time. */
  async edit(count: number): Promise<void> {
    for (let done = 0; done < count; done += TOGETHER) {
      await Promise.all(Array.from({ length: Math.min(TOGETHER, count - done) }, () => this.#editNext()));
    }
  }

  async #editNext(): Promise<void> {
    const edit = this.#edits++;
    const index = (edit * 7) % this.cards.length;
    const card = this.cards[index]!;
    const words = `Edit ${edit}`;
    const was = this.room.state.cards.get(card)!.title;
    await this.#do(this.#authorOf(index), {
      type: 'card.edit',
      card,
      ...(edit % 3 === 0 ? { chips: { availability: words } } : { title: { is: words, was } }),
    });
  }

  async #do(actor: Actor, command: AnyCommand): Promise<void> {
    const outcome = await this.room.do({
      type: 'command',
      id: freshId('command'),
      actor,
      commands: () => [command],
    });
    if (outcome.type === 'refused') throw new Error(`${command.type}: ${outcome.refusal.code}`);
  }

  async close(): Promise<void> {
    await this.#app.close();
  }
}

const openApp = (folder: string): Promise<App> =>
  createApp(parseConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));

export interface EditCost {
  /** Processor time of one edit, ms. */
  small: number;
  large: number;
}

/** @param parent a folder for both boards' data */
export async function editCost(
  parent: string,
  { cards, edits, rounds }: { cards: [small: number, large: number]; edits: number; rounds: number },
): Promise<EditCost> {
  const villages = [];
  for (const count of cards) villages.push(await Village.build(join(parent, `${count} cards`), count));
  const [small, large] = villages as [Village, Village];
  await small.edit(edits);
  await large.edit(edits);
  const costs = { small: new Array<number>(), large: new Array<number>() };
  // In turn, so that what else the machine does meets both.
  for (let round = 0; round < rounds; round++) {
    costs.small.push(await timeOf(() => small.edit(edits)));
    costs.large.push(await timeOf(() => large.edit(edits)));
  }
  await small.close();
  await large.close();
  // The round that was disturbed least.
  return { small: Math.min(...costs.small) / edits, large: Math.min(...costs.large) / edits };
}

/** Processor time of this process, ms. */
async function timeOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

export interface LongPast {
  /** Of everything in the data folder, bytes. */
  folder: number;
  /** From a server that knows nothing of the board until it is in memory, ms: the middle of five. */
  coldLoad: number;
}

/** @param folder for the board's data */
export async function longPast(folder: string, cards: number, edits: number): Promise<LongPast> {
  const village = await Village.build(folder, cards);
  await village.edit(edits);
  await village.close();
  const loads: number[] = [];
  for (let i = 0; i < 5; i++) {
    const app = await openApp(folder);
    const began = performance.now();
    const hold = await app.rooms.hold(village.board);
    loads.push(performance.now() - began);
    if (hold?.room.state.cards.size !== cards) throw new Error('The board is not whole.');
    await app.close();
  }
  return { folder: await sizeOf(folder), coldLoad: middle(loads) };
}

async function sizeOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
