import { describe, expect, test } from 'vitest';
import { cardsBy, helpsBy } from './keys.ts';
import { applyOps, applyRecords, emptyState, overlay } from './state.ts';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';
import { told } from './testing/village.ts';
import type { Card, Help, Op, State } from './types.ts';

const card = (id: string, more: Partial<Card> = {}): Card => ({
  id,
  kind: 'offer',
  title: id,
  body: 'ab😀cd',
  author: 'm_ana0000000',
  created: 1,
  state: 'open',
  urgency: 'anytime',
  terms: 'gift',
  expires: 9,
  ...more,
});
const put = (row: Card): Op => ({ op: 'put', table: 'cards', id: row.id, row });

describe('operations', () => {
  test('put, set, remove a field, drop', () => {
    const state = emptyState();
    applyOps(state, [
      put(card('c_1')),
      { op: 'set', table: 'cards', id: 'c_1', field: 'area', value: 'park' },
    ]);
    expect(state.cards.get('c_1')?.area).toBe('park');
    applyOps(state, [{ op: 'set', table: 'cards', id: 'c_1', field: 'area', value: null }]);
    expect(state.cards.get('c_1')).toEqual(card('c_1'));
    applyOps(state, [{ op: 'drop', table: 'cards', id: 'c_1' }]);
    expect(state.cards.size).toBe(0);
  });

  const splices: [index: number, remove: number, insert: string, after: string][] = [
    [0, 0, 'x', 'xab😀cd'],
    [2, 2, '', 'abcd'],
    [6, 0, '!', 'ab😀cd!'],
    [99, 5, '!', 'ab😀cd!'],
    [4, 99, '', 'ab😀'],
    [-3, -1, 'x', 'xab😀cd'],
  ];
  test.each(splices)('splice at %i, %i out, %j in', (index, remove, insert, after) => {
    const state = emptyState();
    applyOps(state, [put(card('c_1')), { op: 'splice', table: 'cards', id: 'c_1', index, remove, insert }]);
    expect(state.cards.get('c_1')?.body).toBe(after);
  });

  test('rows never change in place', () => {
    const state = emptyState();
    applyOps(state, [put(card('c_1'))]);
    const before = state.cards.get('c_1');
    applyOps(state, [{ op: 'set', table: 'cards', id: 'c_1', field: 'title', value: 'new' }]);
    expect(before?.title).toBe('c_1');
  });

  test('what is not there is skipped', () => {
    const state = emptyState();
    const strange = [
      { op: 'set', table: 'cards', id: 'c_none', field: 'title', value: 'x' },
      { op: 'drop', table: 'cards', id: 'c_none' },
      { op: 'splice', table: 'cards', id: 'c_none', index: 0, remove: 0, insert: 'x' },
      { op: 'put', table: 'later', id: 'x_1', row: { id: 'x_1' } },
      { op: 'fold', table: 'cards', id: 'c_1' },
    ] as Op[];
    expect(() => applyOps(state, strange)).not.toThrow();
    expect(told(state)).toEqual(told(emptyState()));
  });

  test('no field makes a row another', () => {
    const state = emptyState();
    applyOps(state, [put(card('c_1')), { op: 'set', table: 'cards', id: 'c_1', field: 'id', value: 'c_2' }]);
    expect(state.cards.get('c_1')?.id).toBe('c_1');
  });
});

describe('looking up', () => {
  test('a plain Map answers like an indexed table', () => {
    const rows = [card('c_1'), card('c_2', { author: null }), card('c_3', { answers: 'c_9' })];
    const indexed = emptyState();
    applyOps(indexed, rows.map(put));
    const plain = { ...indexed, cards: new Map(rows.map((row) => [row.id, row])) } as State;
    for (const key of ['author:m_ana0000000', 'answers:c_9', 'answers', 'promoted']) {
      expect(cardsBy(plain, key)).toEqual(cardsBy(indexed, key));
    }
    expect(cardsBy(overlay(plain), 'answers')).toEqual([rows[2]]);
  });

  test('a row is found under what it says now, and no longer under what it said', () => {
    const state = emptyState();
    const help = { id: 'h_1', card: 'c_1', by: 'm_1', state: 'proposed' } as Help;
    state.helps.set('h_1', help);
    state.helps.set('h_1', { ...help, card: 'c_2' });
    expect(helpsBy(state, 'card:c_1')).toEqual([]);
    expect(helpsBy(state, 'card:c_2')).toHaveLength(1);
  });
});

test(`layers upon layers read like one table that was written to (SEED=${seed})`, () => {
  for (let run = 0; run < 200; run += 1) {
    const dice = new Dice(seed + run);
    const flat = emptyState();
    let layered = emptyState();
    for (let step = 0; step < 40; step += 1) {
      if (dice.rarely(8)) layered = overlay(layered);
      const id = `c_${dice.below(8)}`;
      const op: Op = dice.rarely(3)
        ? { op: 'drop', table: 'cards', id }
        : dice.rarely(2)
          ? put(card(id, { author: dice.one(['m_a', 'm_b', null]), title: String(step) }))
          : { op: 'set', table: 'cards', id, field: 'author', value: dice.one(['m_a', 'm_b']) };
      applyOps(flat, [op]);
      applyOps(layered, [op]);
      applyRecords(layered, [{ id: 'x', record: null }]);
      expect(told(layered), `SEED=${seed + run}`).toEqual(told(flat));
      expect(layered.cards.size).toBe(flat.cards.size);
      const byA = (state: State): string[] =>
        cardsBy(state, 'author:m_a')
          .map((row) => row.id)
          .sort();
      expect(byA(layered), `SEED=${seed + run}`).toEqual(byA(flat));
    }
  }
});
