import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';
import { diffSplice, fnv1a, newTextDoc, plainText, spliceText, textOf, wellFormed } from './text.ts';

function spliced(before: string, index: number, remove: number, insert: string): string {
  const doc = newTextDoc();
  textOf(doc).insert(0, before);
  spliceText(doc, index, remove, insert, 'typing');
  return textOf(doc).toJSON();
}

describe('spliceText', () => {
  it.each<[name: string, before: string, index: number, remove: number, insert: string, after: string]>([
    ['puts in', 'soup', 4, 0, ' for nine', 'soup for nine'],
    ['takes out', 'hot soup', 0, 4, '', 'soup'],
    ['replaces', 'hot soup', 0, 3, 'cold', 'cold soup'],
    ['puts in before a pair, not inside it', 'a😀b', 2, 0, 'X', 'aX😀b'],
    ['takes a whole pair out when it begins inside it', 'a😀b', 2, 2, '', 'a'],
    ['takes a whole pair out when it ends inside it', 'a😀b', 0, 2, '', 'b'],
    ['replaces a pair that was meant in half', 'a😀b', 1, 1, '🌱', 'a🌱b'],
    ['pulls in what lies beyond the end', 'soup', 99, 99, '!', 'soup!'],
    ['pulls in what lies before the start', 'soup', -3, -3, '!', '!soup'],
    ['replaces half a pair put in', 'ab', 1, 0, '\ud83d', 'a\ufffdb'],
  ])('%s', (_name, before, index, remove, insert, after) => {
    expect(spliced(before, index, remove, insert)).toBe(after);
  });

  it('is one transaction with its origin, and none if it does nothing', () => {
    const doc = newTextDoc();
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
    spliceText(doc, 0, 0, 'soup', 'typing');
    spliceText(doc, 0, 4, 'stew', 'undo');
    spliceText(doc, 2, 0, '', 'nothing');
    expect(origins).toEqual(['typing', 'undo']);
  });
});

describe(`diffSplice (SEED=${seed})`, () => {
  it.each<[before: string, after: string, splice: ReturnType<typeof diffSplice>]>([
    ['soup', 'soup', null],
    ['', 'soup', { index: 0, remove: 0, insert: 'soup' }],
    ['soup', '', { index: 0, remove: 4, insert: '' }],
    ['aaa', 'aaaa', { index: 3, remove: 0, insert: 'a' }],
    ['hot soup', 'cold soup', { index: 0, remove: 3, insert: 'cold' }],
    // 😀 and 😁 share their first half, 😀 and 🈀 their second
    ['a😀b', 'a😁b', { index: 1, remove: 2, insert: '😁' }],
    ['a😀b', 'a🈀b', { index: 1, remove: 2, insert: '🈀' }],
    ['😀😀', '😀', { index: 2, remove: 2, insert: '' }],
  ])('from %j to %j', (before, after, splice) => {
    expect(diffSplice(before, after)).toEqual(splice);
  });

  it('leads from any text to any other, and never cuts a pair', () => {
    const dice = new Dice(seed);
    for (let round = 0; round < 3_000; round += 1) {
      const before = dice.words(20);
      const at = dice.between(0, before.length);
      const after = dice.rarely(3)
        ? dice.words(20)
        : wellFormed(before.slice(0, at) + dice.words(3) + before.slice(at));
      const splice = diffSplice(before, after);
      if (!splice) expect(before).toBe(after);
      else {
        const { index, remove, insert } = splice;
        expect(before.slice(0, index) + insert + before.slice(index + remove)).toBe(after);
        expect(spliced(before, index, remove, insert)).toBe(after);
        for (const part of [before.slice(0, index), before.slice(index, index + remove), insert]) {
          expect(wellFormed(part)).toBe(part);
        }
      }
    }
  });
});

describe('fnv1a', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', step(step(0x811c9dc5, 0x61), 0)],
    ['😀', step(step(step(step(0x811c9dc5, 0x3d), 0xd8), 0x00), 0xde)],
  ])('of %j', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });

  it('differs where texts differ', () => {
    expect(new Set(['soup', 'suop', 'soup ', 'Soup', 'soup\ud83d'].map(fnv1a)).size).toBe(5);
  });
});

/** One octet of FNV-1a in exact arithmetic. */
function step(hash: number, octet: number): number {
  return Number((BigInt((hash ^ octet) >>> 0) * 0x01000193n) % 2n ** 32n);
}

describe('a text document', () => {
  it('writes under a clientID of its own each time', () => {
    const ids = Array.from({ length: 50 }, () => newTextDoc().clientID);
    expect(new Set(ids).size).toBe(50);
  });

  it('reads as plain text from its state', () => {
    const doc = newTextDoc();
    spliceText(doc, 0, 0, 'soup for nine 😀', 'typing');
    spliceText(doc, 0, 4, 'stew', 'typing');
    expect(plainText(Y.encodeStateAsUpdate(doc))).toBe('stew for nine 😀');
  });
});
