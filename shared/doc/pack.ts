import * as buffer from 'lib0/buffer';

/**
 * Packs byte strings into one: a count, then each part behind its length, all lengths as 7-bit groups, low group first
 * (lib0's varUint). socket.io closes a connection whose packet has more than ten binary attachments, so several updates
 * travel as one.
 */
export function packBytes(parts: readonly Uint8Array[]): Uint8Array {
  let size = lengthOfNumber(parts.length);
  for (const part of parts) size += lengthOfNumber(part.length) + part.length;
  const packed = new Uint8Array(size);
  let position = writeNumber(packed, 0, parts.length);
  for (const part of parts) {
    position = writeNumber(packed, position, part.length);
    packed.set(part, position);
    position += part.length;
  }
  return packed;
}

/**
 * The parts of what {@link packBytes} made, as copies.
 * @throws RangeError if a length does not fit the bytes that are there. Nothing is allocated by a claimed count.
 */
export function unpackBytes(packed: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let position = 0;
  const readNumber = (): number => {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = packed[position];
      if (byte === undefined) break;
      position += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new RangeError('packed bytes end inside a number');
  };
  const count = readNumber();
  for (let i = 0; i < count; i += 1) {
    const end = readNumber() + position;
    if (end > packed.length) throw new RangeError('a packed part is longer than the bytes that are there');
    parts.push(packed.slice(position, end));
    position = end;
  }
  if (position !== packed.length) throw new RangeError('packed bytes go on after the last part');
  return parts;
}

function lengthOfNumber(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

function writeNumber(into: Uint8Array, position: number, value: number): number {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) into[position++] = (rest % 128) | 128;
  into[position++] = rest;
  return position;
}

/** Base64 (RFC 4648 §4), with padding. */
export function toBase64(bytes: Uint8Array): string {
  return buffer.toBase64(bytes);
}

/** Reads what {@link toBase64} wrote. */
export function fromBase64(text: string): Uint8Array {
  return buffer.fromBase64(text);
}
