import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { type MutableState, applyOps, emptyState } from '#shared/board/state.ts';
import { type Op, tableNames } from '#shared/board/types.ts';
import { applyToDoc, loadBoardDoc, newBoardCopy, newBoardDoc, readBoard } from './board.ts';
import { OpSource } from './testing/ops.ts';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';

const EPOCH = 7;

/** Plain rows, whatever the order they came in. */
function rowsOf(state: MutableState): unknown {
  return Object.fromEntries(
    tableNames.map((table) => [table, [...state[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );
}

/** An entry as another node finds it in the log. */
const throughLog = (ops: readonly Op[]): Op[] => JSON.parse(JSON.stringify(ops)) as Op[];
const restarted = (doc: Y.Doc): Y.Doc => loadBoardDoc(EPOCH, Y.encodeStateAsUpdateV2(doc));

describe(`replicas of a board (SEED=${seed})`, () => {
  it('are byte-equal after 4,000 operations, restarted or not, and so is a client that hops between them', () => {
    const dice = new Dice(seed);
    const source = new OpSource(dice);
    const steady = newBoardDoc(EPOCH);
    let regular = newBoardDoc(EPOCH);
    let erratic = newBoardDoc(EPOCH);
    const hopping = newBoardCopy();
    const following = newBoardCopy();
    steady.on('update', (update: Uint8Array) => Y.applyUpdate(following, update));
    let operations = 0;
    let restartAt = 500;
    while (operations < 4_000) {
      const ops = source.entry();
      operations += ops.length;
      applyToDoc(steady, ops);
      applyToDoc(regular, throughLog(ops));
      applyToDoc(erratic, throughLog(ops));
      if (operations >= restartAt) {
        restartAt += 500;
        regular = restarted(regular);
        expectSame(steady, regular, erratic);
      }
      if (dice.rarely(40)) erratic = restarted(erratic);
      if (dice.rarely(12)) {
        const node = dice.one([steady, regular, erratic]);
        Y.applyUpdate(hopping, Y.encodeStateAsUpdate(node, Y.encodeStateVector(hopping)));
        expect(Y.encodeStateVector(hopping)).toEqual(Y.encodeStateVector(node));
      }
    }
    expectSame(steady, regular, erratic);
    Y.applyUpdate(hopping, Y.encodeStateAsUpdate(erratic, Y.encodeStateVector(hopping)));
    // a client joins up remains only when it loads them again
    expectSame(restarted(steady), restarted(hopping), restarted(following));
    expect(rowsOf(readBoard(following))).toEqual(rowsOf(source.state));
    expect([steady, regular, erratic].map((doc) => [doc.clientID, doc.store.clients.size])).toEqual([
      [EPOCH, 1],
      [EPOCH, 1],
      [EPOCH, 1],
    ]);
    expect(rowsOf(readBoard(hopping))).toEqual(rowsOf(source.state));
  });

  it('read as the rows that the same operations make of an empty state', () => {
    for (let round = 0; round < 60; round += 1) {
      const source = new OpSource(new Dice(seed + round));
      const doc = newBoardDoc(EPOCH);
      const state = emptyState();
      for (let i = 0; i < 25; i += 1) {
        const ops = source.entry();
        applyToDoc(doc, ops);
        applyOps(state, ops);
      }
      expect(rowsOf(readBoard(doc))).toEqual(rowsOf(state));
      expect(rowsOf(readBoard(restarted(doc)))).toEqual(rowsOf(state));
    }
  });
});

function expectSame(first: Y.Doc, ...others: Y.Doc[]): void {
  const bytes = Buffer.from(Y.encodeStateAsUpdate(first));
  for (const other of others) expect(bytes.equals(Y.encodeStateAsUpdate(other))).toBe(true);
}

describe('applyToDoc', () => {
  const card = { id: 'c_1', kind: 'need', title: 'Soup', body: 'for nine', author: null } as const;
  const putCard = { op: 'put', table: 'cards', id: 'c_1', row: { ...card } } as unknown as Op;

  it('is one transaction, with origin server', () => {
    const doc = newBoardDoc(EPOCH);
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
    applyToDoc(doc, [
      putCard,
      { op: 'splice', table: 'cards', id: 'c_1', index: 0, remove: 0, insert: 'Soup ' },
    ]);
    expect(origins).toEqual(['server']);
  });

  it.each<[name: string, op: Op]>([
    ['set', { op: 'set', table: 'cards', id: 'c_2', field: 'title', value: 'x' }],
    ['drop', { op: 'drop', table: 'cards', id: 'c_2' }],
    ['splice', { op: 'splice', table: 'cards', id: 'c_2', index: 0, remove: 0, insert: 'x' }],
    ['splice of notes', { op: 'splice', table: 'meta', id: 'board', index: 0, remove: 0, insert: 'x' }],
  ])('skips a %s whose target is missing', (_name, op) => {
    const doc = newBoardDoc(EPOCH);
    applyToDoc(doc, [putCard]);
    const before = Y.encodeStateAsUpdate(doc);
    applyToDoc(doc, [op]);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it.each<[index: number, remove: number, body: string]>([
    [3, 0, 'forX nine'],
    [99, 0, 'for nineX'],
    [4, 99, 'for X'],
    [-5, 3, 'X nine'],
    [2, -3, 'foXr nine'],
  ])('pulls a splice at %i of %i into the text', (index, remove, body) => {
    const ops: Op[] = [putCard, { op: 'splice', table: 'cards', id: 'c_1', index, remove, insert: 'X' }];
    const doc = newBoardDoc(EPOCH);
    applyToDoc(doc, ops);
    expect(readBoard(doc).cards.get('c_1')?.body).toBe(body);
    const state = emptyState();
    applyOps(state, ops);
    expect(state.cards.get('c_1')?.body).toBe(body);
  });

  it('takes a whole text where one is set', () => {
    const doc = newBoardDoc(EPOCH);
    applyToDoc(doc, [putCard, { op: 'set', table: 'cards', id: 'c_1', field: 'body', value: 'for ten' }]);
    applyToDoc(doc, [{ op: 'splice', table: 'cards', id: 'c_1', index: 7, remove: 0, insert: ' people' }]);
    expect(readBoard(doc).cards.get('c_1')?.body).toBe('for ten people');
  });

  it('writes half a surrogate pair as every replica will read it', () => {
    const doc = newBoardDoc(EPOCH);
    applyToDoc(doc, [putCard]);
    for (const insert of ['\ud83d', '\ude00']) {
      const index = readBoard(doc).cards.get('c_1')?.body.length ?? 0;
      applyToDoc(doc, [{ op: 'splice', table: 'cards', id: 'c_1', index, remove: 0, insert }]);
    }
    expect(readBoard(doc).cards.get('c_1')?.body).toBe('for nine\ufffd\ufffd');
    expectSame(doc, restarted(doc));
  });

  it('costs 15 to 40 bytes a small change', () => {
    const doc = newBoardDoc(EPOCH);
    applyToDoc(doc, [putCard]);
    const sizes: number[] = [];
    doc.on('update', (update: Uint8Array) => sizes.push(update.length));
    applyToDoc(doc, [{ op: 'splice', table: 'cards', id: 'c_1', index: 3, remove: 0, insert: 'a' }]);
    applyToDoc(doc, [{ op: 'set', table: 'cards', id: 'c_1', field: 'state', value: 'done' }]);
    expect(Math.max(...sizes)).toBeLessThan(40);
  });

  it('keeps names like __proto__ and constructor names', () => {
    const doc = newBoardDoc(EPOCH);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      applyToDoc(doc, [
        { ...putCard, id: name },
        { op: 'set', table: 'cards', id: name, field: '__proto__', value: { polluted: true } },
        { op: 'set', table: 'cards', id: name, field: 'constructor', value: 'x' },
        {
          op: 'set',
          table: 'cards',
          id: name,
          field: 'subject',
          value: JSON.parse('{"type":"service","name":"x","__proto__":{"polluted":true}}'),
        },
      ]);
      for (const read of [doc, restarted(doc)]) {
        const row = readBoard(read).cards.get(name);
        expect(row).toMatchObject({ id: name, title: 'Soup' });
        expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
        expect(Object.getPrototypeOf(row?.subject)).toBe(Object.prototype);
        expect(row).not.toHaveProperty('polluted');
        expect(row?.subject).not.toHaveProperty('polluted');
      }
    }
    expect({}).not.toHaveProperty('polluted');
  });
});
