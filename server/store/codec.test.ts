import { describe, expect, test } from 'vitest';
import {
  decodeEntry,
  decodeRecord,
  decodeSnapshot,
  decodeValue,
  encodeEntry,
  encodeRecord,
  encodeSnapshot,
  encodeValue,
} from './codec.ts';
import { entry, noteRecord, snapshotAt } from './fixtures.ts';

const board = 'b_1';
const full = entry(7, {
  texts: [
    { text: 'c_1', epoch: 1, rev: 2, diff: new Uint8Array([1, 2, 3]) },
    { text: 'c_2', epoch: 1, rev: 1, diff: new Uint8Array(), dropped: true },
  ],
});
const value = encodeEntry(board, full);

describe('a stored value', () => {
  test('holds its parts, none of them a window on the whole', () => {
    const blobs = [new Uint8Array([1]), new Uint8Array(), new Uint8Array(70_000).fill(7)];
    const opened = decodeValue('label', encodeValue('label', { a: [1, 'ü'] }, blobs));
    expect(opened).toEqual({ json: { a: [1, 'ü'] }, blobs });
    expect(opened!.blobs[0]!.buffer.byteLength).toBe(1);
  });

  test('cut short anywhere is not opened', () => {
    for (let length = 0; length < value.length; length++) {
      expect(decodeValue('entry b_1 7', value.slice(0, length))).toBeNull();
    }
  });

  test('with any one bit flipped is not opened', () => {
    for (let bit = 0; bit < value.length * 8; bit++) {
      const flipped = value.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decodeEntry(board, 7, flipped)).toThrow('board b_1 is damaged');
    }
  });

  test('with something behind it is not opened', () => {
    expect(decodeValue('entry b_1 7', Uint8Array.from([...value, 0]))).toBeNull();
  });

  test('is opened only as what it is, where it is', () => {
    expect(decodeEntry(board, 7, value)).toEqual(full);
    expect(() => decodeEntry(board, 8, value)).toThrow('damaged');
    expect(() => decodeEntry('b_2', 7, value)).toThrow('damaged');
    expect(() => decodeSnapshot(board, value)).toThrow('damaged');
    expect(() => decodeRecord(board, '7', value)).toThrow('damaged');
  });

  test('stays small: what is binary costs its own bytes, not a third more', () => {
    const state = new Uint8Array(30_000);
    const encoded = encodeSnapshot(board, snapshotAt(1, { doc: state }));
    expect(encoded.length).toBeLessThan(state.length + 100);
    expect(decodeSnapshot(board, encoded).doc).toEqual(state);
    const record = noteRecord('h_1', 'words');
    expect(decodeRecord(board, record.id, encodeRecord(board, record))).toEqual(record);
  });
});
