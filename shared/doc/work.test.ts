/** Well-formed updates that are made to be slow are refused before they cost anything; slow-typed honest ones are not. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { type TextRecord, emptyText, gateText } from './gate.ts';
import { loadText } from './record.ts';
import { type CraftedItem, type Id, craft } from './testing/craft.ts';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';
import { newTextDoc, textOf } from './text.ts';
import { loadWork } from './work.ts';

const LONGEST = 100_000;

interface Shape {
  /** What the `index`th struct of the `round`th update stands beside. */
  beside: (round: number, index: number, dice: Dice) => { origin?: Id; right?: Id };
  client: (round: number, index: number) => number;
}

const shapes: { readonly [name: string]: Shape } = {
  'everything at the start of the text': { client: (round) => 5_000 + round, beside: () => ({}) },
  'everything after one character, up to anywhere': {
    client: (round) => 5_000 + round,
    beside: (round, index, dice) => {
      if (index === 0 && round === 0) return {};
      return { origin: [5_000, 0], ...(round > 0 && { right: [5_000, dice.between(1, 200)] }) };
    },
  },
  'two hundred clients at one place': { client: (_, index) => 5_000 + (index % 200), beside: () => ({}) },
};

describe.each(Object.entries(shapes))('%s', (_name, shape) => {
  it('comes to an end while the text still loads quickly', () => {
    const dice = new Dice(seed);
    let record: TextRecord = emptyText('notes');
    let refused: unknown;
    for (let round = 0; round < 40 && !refused; round += 1) {
      const verdict = gateText(record, slowUpdate(record, shape, round, dice, 300), 'm_mallory', LONGEST);
      if (verdict.ok) record = verdict.record;
      else refused = verdict;
    }
    expect(refused).toEqual({ ok: false, code: 'textTooLarge', hostile: false });
    expect(loadWork(loadText(record.state), 0)).toBeLessThanOrEqual(limits.gateLoadWork);
    expect(quickest(() => loadText(record.state))).toBeLessThan(100);
  });

  it('is refused at once when it comes in one piece', () => {
    const update = slowUpdate(emptyText('notes'), shape, 0, new Dice(seed), limits.gateStructs);
    const judge = () => gateText(emptyText('notes'), update, 'm_mallory', LONGEST);
    expect(judge()).toEqual({ ok: false, code: 'textTooLarge', hostile: false });
    expect(quickest(judge)).toBeLessThan(50);
  });
});

it(`a text that three people typed into everywhere costs next to nothing to load (SEED=${seed})`, () => {
  const dice = new Dice(seed);
  const docs = [1_000, 2_000, 3_000].map((client) => {
    const doc = newTextDoc();
    doc.clientID = client;
    return doc;
  });
  for (let edit = 0; edit < 1_500; edit += 1) {
    const text = textOf(dice.one(docs));
    text.insert(dice.between(0, text.length), 'ab');
    if (text.length > 2_000) text.delete(dice.between(0, text.length - 1), 1);
    if (edit % 50 === 0) exchange(docs);
  }
  exchange(docs);
  const state = docs.map((doc) => Y.encodeStateAsUpdate(doc)).find((bytes) => bytes.length > 10_000);
  expect(state && loadWork(loadText(state), 0)).toBeLessThan(limits.gateLoadWork / 100);
});

function slowUpdate(record: TextRecord, shape: Shape, round: number, dice: Dice, count: number): Uint8Array {
  const { store } = loadText(record.state);
  const sections = new Map<number, CraftedItem[]>();
  for (let index = 0; index < count; index += 1) {
    const item = { content: { string: 'x' }, ...shape.beside(round, index, dice) };
    const client = shape.client(round, index);
    sections.set(client, [...(sections.get(client) ?? []), item]);
  }
  return craft(
    [...sections].map(([client, structs]) => ({ client, clock: Y.getState(store, client), structs })),
  );
}

function exchange(docs: readonly Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

/** The least milliseconds on a processor of three runs: a busy machine does not change them. */
function quickest(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
