/**
 * How entries, snapshots and private records become bytes, for every engine that stores bytes.
 *
 *     value := crc32 (4 bytes, little endian, over label and body) body
 *     body  := varuint(length of json) json (varuint(length of blob) blob)*
 *
 * JSON holds the structure, because its parser is native, fast and cannot set a prototype; binary parts follow it raw,
 * because base64 would make them a third larger. The label (what it is, of which board, at which place) is part of the
 * checksum though not of the value, so that a whole value at the wrong place is found too. The sum is CRC-32
 * (ISO 3309, node:zlib): Node has no native CRC-32C, and for damage of up to 32 bits in a row both find every case.
 */
import { crc32 } from 'node:zlib';
import type { PrivateRecord } from '#shared/board/types.ts';
import { packApplied, unpackApplied } from './applied.ts';
import type { Entry, Snapshot, TextChange, TextSnapshot } from './port.ts';
import { StoreError } from './port.ts';

const CRC_LENGTH = 4;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type EntryStructure = Omit<Entry, 'texts'> & { texts: Omit<TextChange, 'diff'>[] };
type SnapshotStructure = Omit<Snapshot, 'doc' | 'texts' | 'applied'> & {
  texts: Omit<TextSnapshot, 'state'>[];
};

export function encodeEntry(board: string, entry: Entry): Uint8Array {
  const structure: EntryStructure = { ...entry, texts: entry.texts.map(({ diff: _, ...rest }) => rest) };
  return encodeValue(
    entryLabel(board, entry.seq),
    structure,
    entry.texts.map((text) => text.diff),
  );
}

/** @throws StoreError `corrupt` unless these are the bytes of that entry of that board */
export function decodeEntry(board: string, seq: number, value: Uint8Array): Entry {
  const { json, blobs } = unseal(board, entryLabel(board, seq), value);
  const structure = json as EntryStructure;
  return {
    ...structure,
    texts: structure.texts.map((text, i) => ({ ...text, diff: blobAt(board, blobs, i) })),
  };
}

export function encodeSnapshot(board: string, snapshot: Snapshot): Uint8Array {
  const structure: SnapshotStructure = {
    format: snapshot.format,
    epoch: snapshot.epoch,
    seq: snapshot.seq,
    at: snapshot.at,
    texts: snapshot.texts.map(({ state: _, ...rest }) => rest),
  };
  return encodeValue(snapshotLabel(board), structure, [
    snapshot.doc,
    packApplied(snapshot.applied),
    ...snapshot.texts.map((text) => text.state),
  ]);
}

/** @throws StoreError `corrupt` unless these are the bytes of a snapshot of that board */
export function decodeSnapshot(board: string, value: Uint8Array): Snapshot {
  const { json, blobs } = unseal(board, snapshotLabel(board), value);
  const structure = json as SnapshotStructure;
  return {
    ...structure,
    doc: blobAt(board, blobs, 0),
    texts: structure.texts.map((text, i) => ({ ...text, state: blobAt(board, blobs, i + 2) })),
    applied: unpackApplied(blobAt(board, blobs, 1)),
  };
}

export function encodeRecord(board: string, record: PrivateRecord): Uint8Array {
  return encodeValue(recordLabel(board, record.id), record, []);
}

/** @throws StoreError `corrupt` unless these are the bytes of that record of that board */
export function decodeRecord(board: string, id: string, value: Uint8Array): PrivateRecord {
  return unseal(board, recordLabel(board, id), value).json as PrivateRecord;
}

const entryLabel = (board: string, seq: number): string => `entry ${board} ${seq}`;
const snapshotLabel = (board: string): string => `snapshot ${board}`;
const recordLabel = (board: string, id: string): string => `record ${board} ${id}`;

/**
 * Any JSON structure with binary parts, sealed under a label.
 * @param structure plain JSON data; fields that are undefined are left out
 */
export function encodeValue(label: string, structure: unknown, blobs: readonly Uint8Array[]): Uint8Array {
  const parts = [utf8.encode(JSON.stringify(structure)), ...blobs];
  let length = CRC_LENGTH;
  for (const part of parts) length += varuintLength(part.length) + part.length;
  const value = new Uint8Array(length);
  let offset = CRC_LENGTH;
  for (const part of parts) {
    offset = writeVaruint(value, offset, part.length);
    value.set(part, offset);
    offset += part.length;
  }
  new DataView(value.buffer).setUint32(0, checksum(label, value), true);
  return value;
}

/** Opens what {@link encodeValue} sealed; null if these bytes are not that, whole and under that label. */
export function decodeValue(label: string, value: Uint8Array): { json: unknown; blobs: Uint8Array[] } | null {
  if (value.length <= CRC_LENGTH) return null;
  const stored = new DataView(value.buffer, value.byteOffset).getUint32(0, true);
  if (stored !== checksum(label, value)) return null;
  const parts: Uint8Array[] = [];
  let offset = CRC_LENGTH;
  while (offset < value.length) {
    const length = readVaruint(value, offset);
    if (length === null) return null;
    const start = offset + varuintLength(length);
    if (start + length > value.length) return null;
    // A copy: the bytes an engine hands over may be a window on a larger, shared buffer.
    parts.push(Uint8Array.from(value.subarray(start, start + length)));
    offset = start + length;
  }
  const [json, ...blobs] = parts;
  if (!json) return null;
  try {
    return { json: JSON.parse(fromUtf8.decode(json)), blobs };
  } catch {
    return null;
  }
}

function checksum(label: string, value: Uint8Array): number {
  return crc32(value.subarray(CRC_LENGTH), crc32(label));
}

function unseal(board: string, label: string, value: Uint8Array): { json: unknown; blobs: Uint8Array[] } {
  const opened = decodeValue(label, value);
  if (!opened) throw corrupt(board, label);
  return opened;
}

function blobAt(board: string, blobs: readonly Uint8Array[], index: number): Uint8Array {
  const blob = blobs[index];
  if (!blob) throw corrupt(board, `binary part ${index}`);
  return blob;
}

/** The failure of a board whose stored bytes cannot be trusted. */
export function corrupt(board: string, what: string, cause?: unknown): StoreError {
  return new StoreError(
    'corrupt',
    `The stored data of board ${board} is damaged (${what}). Nothing of it was loaded and nothing was changed; ` +
      'other boards are not affected. Restore the data folder from a backup to bring this board back.',
    { cause },
  );
}

function varuintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function writeVaruint(into: Uint8Array, offset: number, value: number): number {
  let rest = value;
  while (rest >= 0x80) {
    into[offset++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  into[offset++] = rest;
  return offset;
}

/** @returns null if the bytes end before the number does */
export function readVaruint(from: Uint8Array, offset: number): number | null {
  let value = 0;
  let scale = 1;
  for (let i = offset; i < from.length && i < offset + 7; i++) {
    const byte = from[i]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 0x80;
  }
  return null;
}
