import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { MutableState } from '#shared/board/state.ts';
import { type Op, tableNames } from '#shared/board/types.ts';
import { type Changed, Projection, applyToDoc, newBoardCopy, newBoardDoc, readBoard } from './board.ts';
import { OpSource } from './testing/ops.ts';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';

/** All rows, in the order of their ids: those of two readings are the same text if they are the same. */
function rowsOf(state: MutableState): string {
  return tableNames
    .flatMap((table) => [...state[table].values()].map((row) => `${table} ${row.id} ${JSON.stringify(row)}`))
    .sort()
    .join('\n');
}

describe(`a projection (SEED=${seed})`, () => {
  it('says after every update what reading the document afresh says, and touches no other row', () => {
    const server = newBoardDoc(3);
    const copy = newBoardCopy();
    const projection = new Projection(copy);
    const told: Changed[][] = [];
    projection.onChange((changed) => told.push(changed));
    server.on('update', (update: Uint8Array) => Y.applyUpdate(copy, update));
    const source = new OpSource(new Dice(seed));
    for (let i = 0; i < 200; i += 1) {
      const before = new Map(
        tableNames.flatMap((table) =>
          [...projection.state[table].values()].map((row) => [`${table} ${row.id}`, row]),
        ),
      );
      told.length = 0;
      const ops = source.entry();
      applyToDoc(server, ops);
      expect(rowsOf(projection.state)).toBe(rowsOf(readBoard(copy)));
      expect(told.length).toBeLessThanOrEqual(1);
      const changed = new Set(told.flat().map(({ table, id }) => `${table} ${id}`));
      const meant = new Set(ops.map(({ table, id }) => `${table} ${id}`));
      expect([...changed].filter((key) => !meant.has(key))).toEqual([]);
      for (const [key, row] of before) {
        const [table, id] = key.split(' ') as [(typeof tableNames)[number], string];
        if (!changed.has(key)) expect(projection.state[table].get(id)).toBe(row);
      }
    }
    expect([...projection.state.cards.values()].length).toBe(source.state.cards.size);
  });

  it('never throws and never differs, whatever the document holds', () => {
    for (let round = 0; round < 150; round += 1) {
      const dice = new Dice(seed + round);
      const doc = new Y.Doc({ guid: 'garbage' });
      const copy = newBoardCopy();
      if (dice.rarely(2)) litter(dice, doc);
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      const direct = new Projection(doc);
      const copied = new Projection(copy);
      doc.on('update', (update: Uint8Array) => Y.applyUpdate(copy, update));
      for (let i = 0; i < 12; i += 1) {
        litter(dice, doc);
        expect(rowsOf(direct.state)).toBe(rowsOf(readBoard(doc)));
        expect(rowsOf(copied.state)).toBe(rowsOf(readBoard(copy)));
      }
      applyToDoc(copy, [putCard('c_after', 'Soup')]);
      expect(copied.state.cards.get('c_after')?.title).toBe('Soup');
    }
  });

  it('stops when it is destroyed, and leaves the document alone', () => {
    const doc = newBoardDoc(3);
    const projection = new Projection(doc);
    const told: Changed[][] = [];
    const stop = projection.onChange((changed) => told.push(changed));
    applyToDoc(doc, [putCard('c_1', 'Soup')]);
    expect(told).toEqual([[{ table: 'cards', id: 'c_1' }]]);
    stop();
    applyToDoc(doc, [putCard('c_2', 'Bread')]);
    projection.destroy();
    applyToDoc(doc, [putCard('c_3', 'Tea')]);
    expect(told.length).toBe(1);
    expect([...projection.state.cards.values()].map((card) => card.title)).toEqual(['Soup', 'Bread']);
    expect(readBoard(doc).cards.size).toBe(3);
  });

  it('tells once of a transaction that touched several tables, when all are up to date', () => {
    const doc = newBoardDoc(3);
    const projection = new Projection(doc);
    const seen: unknown[] = [];
    projection.onChange((changed) =>
      seen.push([changed, projection.state.cards.size, projection.state.notices.size]),
    );
    const notice = { id: 'n_1', at: 1, by: 'm_1', what: 'hide', reason: 'twice' } as const;
    applyToDoc(doc, [putCard('c_1', 'Soup'), { op: 'put', table: 'notices', id: 'n_1', row: notice }]);
    expect(seen).toEqual([
      [
        [
          { table: 'cards', id: 'c_1' },
          { table: 'notices', id: 'n_1' },
        ],
        1,
        1,
      ],
    ]);
  });
});

describe('a row', () => {
  it.each<[name: string, fields: object, row: object | undefined]>([
    ['without its kind', { title: 'x' }, undefined],
    [
      'with nothing but its kind',
      { kind: 'need' },
      {
        id: 'c_1',
        kind: 'need',
        title: '',
        body: '',
        author: null,
        created: 0,
        state: 'open',
        urgency: 'anytime',
        terms: 'gift',
        expires: 0,
      },
    ],
    ['of an unknown kind', { kind: 'rumour' }, undefined],
    [
      'with ill-typed fields',
      {
        kind: 'need',
        title: 7,
        author: [],
        created: 'now',
        tags: ['a', 2, 'b'],
        quantity: 'many',
        subject: { type: 'member' },
        behalf: { who: 'x', consent: 1 },
      },
      {
        id: 'c_1',
        kind: 'need',
        title: '',
        body: '',
        author: null,
        created: 0,
        state: 'open',
        urgency: 'anytime',
        terms: 'gift',
        expires: 0,
        tags: ['a', 'b'],
      },
    ],
    [
      'with fields nobody knows',
      { kind: 'need', shoeSize: 44 },
      {
        id: 'c_1',
        kind: 'need',
        title: '',
        body: '',
        author: null,
        created: 0,
        state: 'open',
        urgency: 'anytime',
        terms: 'gift',
        expires: 0,
      },
    ],
    [
      'that says another id',
      { kind: 'need', id: 'c_2' },
      {
        id: 'c_1',
        kind: 'need',
        title: '',
        body: '',
        author: null,
        created: 0,
        state: 'open',
        urgency: 'anytime',
        terms: 'gift',
        expires: 0,
      },
    ],
  ])('%s', (_name, fields, row) => {
    const doc = newBoardDoc(3);
    doc.getMap('cards').set('c_1', new Y.Map(Object.entries(fields)));
    expect(readBoard(doc).cards.get('c_1')).toEqual(row);
  });
});

function putCard(id: string, title: string): Op {
  return {
    op: 'put',
    table: 'cards',
    id,
    row: {
      id,
      kind: 'need',
      title,
      body: '',
      author: 'm_1',
      created: 1,
      state: 'open',
      urgency: 'days',
      terms: 'gift',
      expires: 2,
    },
  };
}

const names = [...tableNames, 'shelves', '__proto__'];
const ids = ['board', 'c_1', 'm_1', '__proto__', 'constructor', ''];
const fieldNames = [
  'kind',
  'title',
  'body',
  'notes',
  'author',
  'tags',
  'subject',
  'by',
  'card',
  'what',
  '__proto__',
  'id',
  'state',
];

/** One transaction of nonsense, under table names and others. */
function litter(dice: Dice, doc: Y.Doc): void {
  doc.transact(() => {
    for (let i = dice.between(1, 6); i > 0; i -= 1) {
      const name = dice.one(names);
      const root = doc.share.get(name);
      if (root instanceof Y.Array || (!root && dice.rarely(12)))
        doc.getArray(name).insert(0, [garbage(dice) ?? null]);
      else if (root instanceof Y.Text || (!root && dice.rarely(12)))
        doc.getText(name).insert(0, dice.words(4));
      else litterMap(dice, doc.getMap(name));
    }
  });
}

function litterMap(dice: Dice, table: Y.Map<unknown>): void {
  const id = dice.one(ids);
  const row = table.get(id);
  if (row instanceof Y.Map && dice.rarely(2)) row.set(dice.one(fieldNames), garbage(dice));
  else if (row instanceof Y.Text && dice.rarely(2)) row.insert(0, 'x', { bold: true });
  else if (dice.rarely(6)) table.delete(id);
  else table.set(id, garbage(dice));
}

function garbage(dice: Dice, depth = 0): unknown {
  switch (dice.between(0, depth > 3 ? 6 : 11)) {
    case 0:
      return null;
    case 1:
      return dice.between(-1e9, 1e15);
    case 2:
      return dice.one(['need', 'offer', 'hide', 'member', dice.words(6)]);
    case 3:
      return dice.bytes(3);
    case 4:
      return [1, 'a', { b: null }];
    case 5:
      return { type: 'member', member: dice.one(['m_1', 4]), who: 'x', consent: dice.rarely(2) };
    case 6:
      return undefined;
    case 7:
      return new Y.Text(dice.words(5));
    case 8:
      return Y.Array.from([1, 2]);
    case 9:
      return new Y.Doc({ guid: 'inner' });
    case 10:
      return new Y.XmlElement('p');
    default:
      return new Y.Map(
        fieldNames.filter(() => dice.rarely(2)).map((name) => [name, garbage(dice, depth + 1)]),
      );
  }
}
