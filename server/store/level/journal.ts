/**
 * LevelDB's journals, looked through before LevelDB reads them. Where a record's checksum does not fit, LevelDB drops the
 * rest of that block of 32 kB without a word, and with it batches that were acknowledged and are whole. So:
 *
 * - one wrong bit, in a record or in its head, is put right: the checksum tells which one it is;
 * - more damage, with records behind it, is a disk that lost what it had: the folder is refused as it is;
 * - more damage at the very end is a batch that was being written when the power failed. Nobody was told that it is
 *   saved. LevelDB passes over it.
 *
 * Format (leveldb 1.20, doc/log_format.md): blocks of 32 kB with records, see {@link readRecords}. The checksum is CRC-32C
 * (RFC 3720, appendix B.4), masked.
 */
import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { damagedJournal } from './failures.ts';

const BLOCK = 32 * 1024;
/** Checksum of type and bytes (4), length of the bytes (2), type (1), all little endian. */
const HEADER = 7;
/** A record that is a batch, or the first part of one. */
const BEGINS = [1, 2];

/** Puts right what can be. @throws StoreError `corrupt` if acknowledged batches may be unreadable; nothing is changed then */
export async function healJournals(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.log$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const bytes = await readFile(path);
      const healed = wrongBytes(bytes);
      if (!healed) throw damagedJournal(folder, name);
      return { path, bytes, healed };
    }),
  );
  for (const { path, bytes, healed } of found) {
    if (healed.length === 0) continue;
    const file = await open(path, 'r+');
    try {
      for (const at of healed) await file.write(bytes, at, 1, at);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

/**
 * Puts single wrong bits right, in `bytes` itself.
 * @returns where it changed them; null if there is more damage than that before records that are whole
 */
export function wrongBytes(bytes: Buffer): number[] | null {
  const healed: number[] = [];
  for (let offset = 0; offset + HEADER <= bytes.length;) {
    if (roomInBlock(offset) < HEADER) {
      offset += roomInBlock(offset);
    } else if (isSound(bytes, offset)) {
      offset = endOf(bytes, offset);
    } else {
      const at = wrongBit(bytes, offset);
      if (at === null) return batchesFollow(bytes, offset) ? null : healed;
      bytes[at.byte]! ^= at.bit;
      healed.push(at.byte);
    }
  }
  return healed;
}

const roomInBlock = (offset: number): number => BLOCK - (offset % BLOCK);
const endOf = (bytes: Buffer, offset: number): number => offset + HEADER + bytes.readUInt16LE(offset + 4);
const fits = (bytes: Buffer, offset: number): boolean =>
  roomInBlock(offset) >= HEADER &&
  offset + HEADER <= bytes.length &&
  endOf(bytes, offset) <= Math.min(bytes.length, offset + roomInBlock(offset));

const storedSum = (bytes: Buffer, offset: number): number => unmasked(bytes.readUInt32LE(offset));
const isSound = (bytes: Buffer, offset: number): boolean =>
  fits(bytes, offset) && crc32c(bytes, offset + 6, endOf(bytes, offset)) === storedSum(bytes, offset);

/** Is there a batch behind this record that can be read? */
function batchesFollow(bytes: Buffer, offset: number): boolean {
  const starts = fits(bytes, offset) ? [endOf(bytes, offset)] : [];
  for (let at = offset + roomInBlock(offset); at < bytes.length; at += BLOCK) starts.push(at);
  return starts.some((start) => {
    for (let at = start; isSound(bytes, at); at = endOf(bytes, at)) {
      if (BEGINS.includes(bytes[at + 6]!)) return true;
    }
    return false;
  });
}

/** The one bit whose change makes a record sound, if there is one. */
function wrongBit(bytes: Buffer, offset: number): { byte: number; bit: number } | null {
  // In the head: each bit of the checksum and of the length is tried.
  for (let i = 0; i < 6 * 8; i++) {
    const at = { byte: offset + (i >> 3), bit: 1 << (i & 7) };
    bytes[at.byte]! ^= at.bit;
    const sound = isSound(bytes, offset);
    bytes[at.byte]! ^= at.bit;
    if (sound) return at;
  }
  if (!fits(bytes, offset)) return null;
  // In what is summed: a wrong bit changes the sum by something that depends only on how far it is from the end.
  const end = endOf(bytes, offset);
  const change = (crc32c(bytes, offset + 6, end) ^ storedSum(bytes, offset)) >>> 0;
  for (let bit = 1; bit < 256; bit <<= 1) {
    let made = table[bit]!;
    for (let byte = end - 1; byte >= offset + 6; byte--) {
      if (made === change) return { byte, bit };
      made = next(made, 0);
    }
  }
  return null;
}

const table = Uint32Array.from({ length: 256 }, (_, i) => {
  let sum = i;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
  return sum;
});
const next = (sum: number, byte: number): number => (table[(sum ^ byte) & 0xff]! ^ (sum >>> 8)) >>> 0;

/** CRC-32C of the bytes from `start` up to, not with, `end`. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0xffffffff;
  for (let i = start; i < end; i++) sum = table[(sum ^ bytes[i]!) & 0xff]! ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** LevelDB turns and shifts sums that it stores, because sums of data with sums in it are weak. */
function unmasked(stored: number): number {
  const turned = (stored - 0xa282ead8) >>> 0;
  return ((turned >>> 17) | (turned << 15)) >>> 0;
}
