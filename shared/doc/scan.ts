/**
 * An allow-list reader of Yjs updates, for bytes from people nobody trusts. It knows the few shapes that plain text in
 * one root type can take and stops at the first foreign byte, before Yjs sees any: Yjs allocates by claimed counts,
 * creates types while it is still decoding, and has changed the document by the time it throws.
 *
 * Format: Yjs update V1, as written by yjs 13.6 `src/utils/encoding.js` (writeClientsStructs), `UpdateEncoder.js`,
 * `DeleteSet.js` (writeDeleteSet) and `structs/Item.js` (write). All numbers are varUints (7-bit groups, low first):
 *
 *     update    := clients { structs client clock struct… }…  clients { client ranges { clock length }… }…
 *     struct    := info [origin] [rightOrigin] [parent] content
 *     info      := bit 8 has origin, bit 7 has right origin, bit 6 is a map entry, bits 1–5 content type
 *     origin    := client clock
 *     parent    := 1 bytes "b"        only if there is neither origin
 *     content   := length             type 1, deleted text
 *                | bytes utf8         type 4, a string
 */
import { limits } from '#shared/limits.ts';
import { textRoot } from './text.ts';

/** The clocks `from`…`to` (exclusive) that an update brings for a client. */
export interface Brought {
  client: number;
  from: number;
  to: number;
}

export type Scan =
  | { ok: true; brought: Brought[]; structs: number }
  /** `malformed`: nothing a client of ours can have made. `tooLarge`: an honest one could, and we will not take it. */
  | { ok: false; code: 'malformed' | 'tooLarge' };

const LARGEST = 2 ** 32 - 1;
const DELETED = 1;
const STRING = 4;
const MAP_ENTRY = 0x20;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_ORIGIN = 0x80;

/** Reads an update and says whether it is one that plain text can make. Takes time in proportion to its length, at most. */
export function scanUpdate(update: Uint8Array): Scan {
  if (update.length > limits.textUpdate) return { ok: false, code: 'tooLarge' };
  try {
    const reader = new Reader(update);
    const scanned = scanStructs(reader);
    scanDeletes(reader);
    reader.end();
    return { ok: true, ...scanned };
  } catch (error) {
    if (error instanceof Foreign) return { ok: false, code: error.code };
    throw error;
  }
}

function scanStructs(reader: Reader): { brought: Brought[]; structs: number } {
  const brought = new Map<number, Brought>();
  let structs = 0;
  let length = 0;
  for (let clients = reader.count(limits.gateClients); clients > 0; clients -= 1) {
    const count = reader.count(limits.gateStructs - structs);
    structs += count;
    const client = reader.number();
    const from = reader.number();
    // Yjs keeps only the last of two sections of a client, and calls the other one missing
    if (count === 0 || brought.has(client)) throw new Foreign();
    let to = from;
    for (let i = 0; i < count; i += 1) to += scanStruct(reader, client, to);
    length += to - from;
    if (to > LARGEST) throw new Foreign();
    if (length > limits.gateLength) throw new Foreign('tooLarge');
    brought.set(client, { client, from, to });
  }
  return { brought: [...brought.values()], structs };
}

/** Returns the struct's length in clocks. */
function scanStruct(reader: Reader, client: number, clock: number): number {
  const info = reader.byte();
  if (info & MAP_ENTRY) throw new Foreign();
  if (info & HAS_ORIGIN) scanOrigin(reader, client, clock);
  if (info & HAS_RIGHT_ORIGIN) scanOrigin(reader, client, clock);
  if (!(info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN))) reader.expectRoot();
  let length: number;
  switch (info & 0x1f) {
    case DELETED:
      length = reader.number();
      break;
    case STRING:
      length = reader.string();
      break;
    default:
      throw new Foreign();
  }
  if (length === 0) throw new Foreign();
  return length;
}

/** Nothing can stand beside what its own client has not written yet. */
function scanOrigin(reader: Reader, client: number, clock: number): void {
  const originClient = reader.number();
  const originClock = reader.number();
  if (originClient === client && originClock >= clock) throw new Foreign();
}

function scanDeletes(reader: Reader): void {
  const seen = new Set<number>();
  let ranges = 0;
  for (let clients = reader.count(limits.gateClients); clients > 0; clients -= 1) {
    const client = reader.number();
    const count = reader.count(limits.gateDeleteRanges - ranges);
    ranges += count;
    if (count === 0 || seen.has(client)) throw new Foreign();
    seen.add(client);
    // Yjs writes ranges sorted and merged; overlapping ones would walk the same structs again and again
    let end = 0;
    for (let i = 0; i < count; i += 1) {
      const clock = reader.number();
      const length = reader.number();
      if (length === 0 || clock < end || clock + length > LARGEST) throw new Foreign();
      end = clock + length;
    }
  }
}

/** The bytes are not what they should be. Never leaves this file. */
class Foreign extends Error {
  readonly code: 'malformed' | 'tooLarge';
  constructor(code: 'malformed' | 'tooLarge' = 'malformed') {
    super(code);
    this.code = code;
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw new Foreign();
    this.#position += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > LARGEST) break;
        return value;
      }
    }
    throw new Foreign();
  }

  /** A count of things that take at least a byte each: one that the bytes cannot hold is a bomb, not a big update. */
  count(most: number): number {
    const count = this.number();
    if (count > this.#bytes.length - this.#position) throw new Foreign();
    if (count > most) throw new Foreign('tooLarge');
    return count;
  }

  /** The parent: by name, and only the one root. */
  expectRoot(): void {
    if (this.byte() !== 1 || this.byte() !== textRoot.length || this.byte() !== textRoot.charCodeAt(0))
      throw new Foreign();
  }

  /**
   * Passes a string and returns its length in UTF-16 code units. Only well-formed UTF-8 (RFC 3629 §4), which is what
   * Yjs's decoder takes, too.
   */
  string(): number {
    const end = this.number() + this.#position;
    if (end > this.#bytes.length) throw new Foreign();
    let units = 0;
    while (this.#position < end) {
      const first = this.byte();
      if (first < 0x80) units += 1;
      else if (first < 0xc2) throw new Foreign();
      else if (first < 0xe0) units += this.#tail(1, 0x80, 0xbf);
      // e0: overlong below a0; ed: surrogates from a0
      else if (first < 0xf0)
        units += this.#tail(2, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf);
      // f0: overlong below 90; f4: beyond U+10FFFF from 90
      else if (first < 0xf5)
        units += this.#tail(3, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf);
      else throw new Foreign();
    }
    if (this.#position !== end) throw new Foreign();
    return units;
  }

  /** Passes the bytes that follow the first of a character; the second lies in least…most. Returns UTF-16 units. */
  #tail(length: 1 | 2 | 3, least: number, most: number): number {
    const second = this.byte();
    if (second < least || second > most) throw new Foreign();
    for (let i = 1; i < length; i += 1) if ((this.byte() & 0xc0) !== 0x80) throw new Foreign();
    return length === 3 ? 2 : 1;
  }

  end(): void {
    if (this.#position !== this.#bytes.length) throw new Foreign();
  }
}
