/**
 * Twenty write in the bodies of their cards, each beside somebody who has the same body open; everyone else reads the
 * board. A keystroke is a mark of seven characters at the end of the text. To co-editors it goes by itself, to readers in
 * the settled text.
 */
import type * as Y from 'yjs';
import { newTextDoc, textOf } from '#shared/doc/text.ts';
import type { TextOpenReply, TextPushReply } from '#shared/protocol.ts';
import { gather, pause } from '../crowd.ts';
import { markFor, marksIn, type Dialect } from '../dialects/dialect.ts';
import { makeBoard, Person, plant, updateOf } from '../dialects/tilth.ts';
import { Histogram } from '../histogram.ts';
import type { Figures, Params, Site } from '../run.ts';
import { pace } from '../pace.ts';
import { usageOf } from '../proc.ts';

const REMEMBERED = 64;
const WARM = 2;
const LATEST = 3_000;

/** @param params `listeners`, `writers` (even), `keys` a second of each, `seconds` */
export async function typing(_: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { listeners = 500, writers = 20, keys = 8, seconds = 5 } = params;
  const board = await makeBoard(port);
  const people = await plant(port, board, { cards: 10 * writers, body: 100, writers });
  const pens = await Promise.all(
    people.map((person, number) => Pen.take(person, people[(number + 1) % writers]!)),
  );
  const readers = await gather(listeners - writers, async (_, from) => {
    const reader = await Person.connect(port, board.id, { key: board.keys.viewer }, from);
    await reader.sync();
    return reader;
  });
  await pause(600);

  const sentAt: number[] = [];
  let counted = Infinity;
  const [toEditors, toReaders, acks] = [new Histogram(), new Histogram(), new Histogram()];
  for (const person of people) {
    person.client.event = (name, [text, , , updates]) => {
      if (name !== 'text' || text === pens[people.indexOf(person)]!.card) return;
      const now = performance.now();
      for (const mark of marksIn(updates as Uint8Array)) {
        if (mark >= counted) toEditors.add(now - sentAt[mark]!);
      }
    };
  }
  const known = new Map<string, readonly number[]>();
  const marksOf = (message: Buffer): readonly number[] => {
    const key = message.toString('latin1');
    const before = known.get(key);
    if (before) return before;
    const update = updateOf(message);
    const marks = update ? marksIn(update) : [];
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(key, marks);
    return marks;
  };
  for (const reader of readers) {
    reader.heard = (message) => {
      const now = performance.now();
      for (const mark of marksOf(message)) if (mark >= counted) toReaders.add(now - sentAt[mark]!);
    };
  }
  const type = (mark: number): void => {
    const began = performance.now();
    sentAt[mark] = began;
    pens[mark % writers]!.type(markFor(mark), () => {
      if (mark >= counted) acks.add(performance.now() - began);
    });
  };
  const warm = await pace(writers * keys, Math.min(WARM, seconds), type);
  await pause(500);
  counted = warm;
  const before = usageOf(pid);
  const began = performance.now();
  const sent = await pace(writers * keys, seconds, (number) => type(warm + number));
  const took = (performance.now() - began) / 1_000;
  const after = usageOf(pid);
  const expected = sent * readers.length;
  for (const until = performance.now() + LATEST; toReaders.count < expected && performance.now() < until;)
    await pause(20);
  for (const person of [...people, ...readers]) person.close();
  return {
    keysPerSecond: Math.round(sent / took),
    editorsP50: toEditors.quantile(0.5),
    editorsP99: toEditors.quantile(0.99),
    editorsLost: 1 - toEditors.count / sent,
    readersP50: toReaders.quantile(0.5),
    readersP99: toReaders.quantile(0.99),
    readersLost: 1 - toReaders.count / expected,
    ackP50: acks.quantile(0.5),
    ackP99: acks.quantile(0.99),
    cpuShare: (after.cpu - before.cpu) / took,
  };
}

/** One person who writes at the end of the body of a card of their own. */
class Pen {
  readonly card: string;
  readonly #person: Person;
  readonly #doc: Y.Doc;
  readonly #epoch: number;

  private constructor(card: string, person: Person, doc: Y.Doc, epoch: number) {
    this.card = card;
    this.#person = person;
    this.#doc = doc;
    this.#epoch = epoch;
  }

  /** @param beside is invited into the same body and opens it */
  static async take(person: Person, beside: Person): Promise<Pen> {
    const card = await person.card('A long story', '');
    await person.command({ type: 'card.invite', card, member: beside.member });
    const open = await person.client.ask<TextOpenReply>('textOpen', { text: card });
    const other = await beside.client.ask<TextOpenReply>('textOpen', { text: card });
    if (!open.ok || !other.ok || !other.mayEdit) throw new Error('the body does not open');
    return new Pen(card, person, newTextDoc(), open.epoch);
  }

  type(mark: string, saved: () => void): void {
    let update = new Uint8Array();
    this.#doc.once('update', (bytes: Uint8Array) => (update = Uint8Array.from(bytes)));
    const text = textOf(this.#doc);
    text.insert(text.length, mark);
    const message = { text: this.card, epoch: this.#epoch, update };
    this.#person.client.answer('textPush', [message], ([reply]) => {
      if ((reply as TextPushReply).ok) saved();
    });
  }
}
