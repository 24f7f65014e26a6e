import { expect, test } from 'vitest';
import { crc32c, wrongBytes } from './journal.ts';

const BLOCK = 32 * 1024;
const WHOLE = 1;

/** A record as LevelDB writes it. */
function record(bytes: Uint8Array, type = WHOLE): Buffer {
  const made = Buffer.alloc(7 + bytes.length);
  made.writeUInt16LE(bytes.length, 4);
  made[6] = type;
  made.set(bytes, 7);
  const sum = crc32c(made, 6, made.length);
  made.writeUInt32LE((((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0, 0);
  return made;
}

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + 3) & 0xff);
const three = Buffer.concat([record(bytes(20)), record(bytes(50)), record(bytes(30))]);

test('the checksum is CRC-32C', () => {
  expect(crc32c(new Uint8Array(32), 0, 32)).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff), 0, 32)).toBe(0x62a8ab43);
});

test('whole records are left alone', () => expect(wrongBytes(Buffer.from(three))).toEqual([]));

test('any one wrong bit is found and put right', () => {
  for (let bit = 0; bit < three.length * 8; bit++) {
    const damaged = Buffer.from(three);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    expect(wrongBytes(damaged)).toEqual([bit >> 3]);
    expect(damaged.equals(three)).toBe(true);
  }
});

test('more damage is told when a whole record follows, in the same block or a later one', () => {
  const damaged = Buffer.from(three);
  damaged.fill(0, 10, 14);
  expect(wrongBytes(damaged)).toBeNull();
  const later = Buffer.concat([three, Buffer.alloc(BLOCK - three.length), record(bytes(9))]);
  expect(wrongBytes(later)).toBeNull();
});

test('an end that was only begun is passed over', () => {
  for (let length = 0; length < three.length; length++) {
    expect(wrongBytes(Buffer.from(three.subarray(0, length)))).toEqual([]);
  }
  const torn = Buffer.from(three);
  torn.fill(0, three.length - 20);
  expect(wrongBytes(torn)).toEqual([]);
});

test('a batch of several parts that was only begun is passed over, even if a later part is there', () => {
  const [FIRST, LAST] = [2, 4];
  const first = record(bytes(BLOCK - three.length - 7), FIRST);
  first.fill(0, 600, 1_200);
  expect(wrongBytes(Buffer.concat([three, first, record(bytes(40), LAST)]))).toEqual([]);
});
