import { describe, expect, it } from 'vitest';
import { fromBase64, packBytes, toBase64, unpackBytes } from './pack.ts';
import { Dice } from '../testing/dice.ts';
import { seed } from '../testing/seed.ts';

const bytes = (...list: number[]): Uint8Array => new Uint8Array(list);

describe(`packed bytes (SEED=${seed})`, () => {
  it('come out as they went in', () => {
    const dice = new Dice(seed);
    for (let round = 0; round < 200; round += 1) {
      const sizes = Array.from({ length: dice.between(0, 20) }, () =>
        dice.one([0, 1, 127, 128, 300, 17_000]),
      );
      const parts = sizes.map((size) => new Uint8Array(size).fill(dice.between(0, 255)));
      const unpacked = unpackBytes(packBytes(parts));
      expect(unpacked.map((part) => part.length)).toEqual(sizes);
      expect(Buffer.concat(unpacked).equals(Buffer.concat(parts))).toBe(true);
    }
    expect(unpackBytes(packBytes(Array.from({ length: 500 }, () => bytes(1))))).toHaveLength(500);
  });

  it('come out of a view into a larger buffer, as copies', () => {
    const packed = packBytes([bytes(1, 2), bytes(3)]);
    const larger = new Uint8Array(packed.length + 20).fill(255);
    larger.set(packed, 10);
    const parts = unpackBytes(larger.subarray(10, 10 + packed.length));
    larger.fill(0);
    expect(parts).toEqual([bytes(1, 2), bytes(3)]);
  });

  it('throw at every length they are cut to', () => {
    const packed = packBytes([bytes(1, 2, 3), bytes(), bytes(...Array.from({ length: 200 }, () => 7))]);
    for (let length = 0; length < packed.length; length += 1) {
      expect(() => unpackBytes(packed.subarray(0, length))).toThrow(RangeError);
    }
  });

  it.each([
    ['nothing at all', bytes()],
    ['a claim of 2³¹ parts', bytes(0x80, 0x80, 0x80, 0x80, 0x08)],
    ['a part of 2³¹ bytes', bytes(1, 0x80, 0x80, 0x80, 0x80, 0x08)],
    ['a number that never ends', bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['a byte after the last part', bytes(1, 1, 7, 0)],
  ])('throw on %s', (_name, packed) => {
    expect(() => unpackBytes(packed)).toThrow(RangeError);
  });
});

describe('base64', () => {
  it.each([
    ['', bytes()],
    ['Zg==', bytes(0x66)],
    ['Zm8=', bytes(0x66, 0x6f)],
    ['Zm9v', bytes(0x66, 0x6f, 0x6f)],
    ['+/8=', bytes(0xfb, 0xff)],
  ])('writes and reads %s', (text, data) => {
    expect(toBase64(data)).toBe(text);
    expect([...fromBase64(text)]).toEqual([...data]);
  });

  it('writes only the bytes of a view', () => {
    expect(toBase64(bytes(1, 2, 0x66, 3).subarray(2, 3))).toBe('Zg==');
  });
});
