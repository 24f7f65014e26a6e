/**
 * Everyone moves, everyone sees everyone: a person looks at another card ten times a second. A delivery is one move, seen
 * by one person. A move that is overtaken by the next before it was told is not seen, and counted as such.
 */
import { gather, pause } from '../crowd.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { makeBoard, Person, plant } from '../dialects/tilth.ts';
import { Histogram } from '../histogram.ts';
import type { Figures, Params, Site } from '../run.ts';
import { pace } from '../pace.ts';
import { usageOf } from '../proc.ts';

/** As many cards as a person looks at before they come back to the first. */
const CARDS = 40;
const REMEMBERED = 16;
const NEWS = '42["presence",';

/** @param params `people`, `moves` a second of each, `seconds` after `warm` of them */
export async function presence(_: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { people: count = 100, moves = 10, seconds = 5, warm = 2 } = params;
  const board = await makeBoard(port);
  const planters = await plant(port, board, { cards: CARDS, body: 0, writers: 4 });
  const people = await gather(count, async (number, from) => {
    const person = await Person.connect(port, board.id, { key: board.keys.member }, from);
    await person.sync();
    await person.enter(`Person ${number}`);
    await person.sync();
    return person;
  });
  const cards = planters.flatMap(({ made }) => made);
  const messages = cards.map((card) => `42["here",{"card":"${card}"}]`);
  const look = new Look(people, cards);
  // Comes last, and is told all names.
  const observer = await Person.connect(port, board.id, { key: board.keys.viewer });
  observer.heard = (message) => void look.timesOf(message);
  await observer.sync();
  await pause(500);

  const latencies = new Histogram();
  let received = 0;
  let counting = false;
  for (const person of people) {
    person.heard = (message) => {
      const times = look.timesOf(message);
      if (!counting || !times) return;
      const now = performance.now();
      received += message.length;
      for (const time of times) if (time > 0) latencies.add(now - time);
    };
  }
  const move = (number: number): void => {
    const who = number % count;
    const where = (who * 7 + Math.floor(number / count)) % cards.length;
    look.sent(who, where, performance.now());
    people[who]!.client.socket.send(messages[where]!);
  };
  const warmed = await pace(count * moves, warm, move);
  await pause(200);
  counting = true;
  const before = usageOf(pid);
  const began = performance.now();
  const sent = await pace(count * moves, seconds, (number) => move(warmed + number));
  const took = (performance.now() - began) / 1_000;
  const after = usageOf(pid);
  await pause(300);
  for (const person of [...people, ...planters, observer]) person.close();
  return {
    movesPerSecond: Math.round(sent / took),
    deliveriesPerSecond: Math.round(latencies.count / took),
    unseen: Math.max(0, 1 - latencies.count / (sent * count)),
    ...latencies.figures,
    cpuShare: (after.cpu - before.cpu) / took,
    kbPerSecondEach: received / took / count / 1_000,
  };
}

/** Reads news of presence, each kind once however many got it, and knows when each move was made. */
class Look {
  readonly #people: ReadonlyMap<string, number>;
  readonly #cards: ReadonlyMap<string, number>;
  readonly #sentAt: Float64Array;
  readonly #read = new Map<string, readonly number[]>();
  #names: string[] = [];

  constructor(people: readonly Person[], cards: readonly string[]) {
    this.#people = new Map(people.map(({ member }, index) => [member, index]));
    this.#cards = new Map(cards.map((card, index) => [card, index]));
    this.#sentAt = new Float64Array(people.length * cards.length);
  }

  sent(who: number, where: number, at: number): void {
    this.#sentAt[who * this.#cards.size + where] = at;
  }

  /** When the moves in it were made; null: it is about something else. */
  timesOf(message: Buffer): readonly number[] | null {
    if (message.toString('latin1', 0, NEWS.length) !== NEWS) return null;
    const key = message.toString('latin1');
    const known = this.#read.get(key);
    if (known) return known;
    const [, whole, names, moves] = JSON.parse(key.slice(2)) as [string, ...News];
    if (whole === 1) this.#names = [];
    this.#names.push(...names);
    const times = this.#times(moves);
    if (this.#read.size >= REMEMBERED) this.#read.delete(this.#read.keys().next().value ?? '');
    this.#read.set(key, times);
    return times;
  }

  #times(moves: readonly number[]): number[] {
    const times: number[] = [];
    for (let pair = 0; pair < moves.length; pair += 2) {
      const who = this.#people.get(this.#names[moves[pair] ?? -1] ?? '');
      const where = this.#cards.get(this.#names[(moves[pair + 1] ?? -1) >> 2] ?? '');
      if (who !== undefined && where !== undefined) times.push(this.#sentAt[who * this.#cards.size + where]!);
    }
    return times;
  }
}

type News = [whole: 0 | 1, names: string[], moves: number[]];
