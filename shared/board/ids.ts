/**
 * Ids are a one-letter prefix, `_`, and 22 random characters (131 bits). The prefix makes `__proto__` and the like
 * impossible as keys, and lets a reader of a log see what a thing is.
 */
export const idPrefixes = {
  board: 'b',
  member: 'm',
  card: 'c',
  help: 'h',
  introduction: 'i',
  comment: 'k',
  command: 'q',
  notice: 'n',
  link: 'l',
  device: 'd',
} as const;

export type IdKind = keyof typeof idPrefixes;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

/**
 * Makes a new id.
 * @param kind what the id names
 * @param randomBytes a cryptographic source, called with a number of bytes
 */
export function newId(kind: IdKind, randomBytes: (length: number) => Uint8Array): string {
  let out = '';
  while (out.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      // 248 = 4 × 62: larger bytes would favour the first letters
      if (byte < 248 && out.length < LENGTH) out += ALPHABET[byte % 62];
    }
  }
  return `${idPrefixes[kind]}_${out}`;
}

/** The form every id of a kind has, as a regular expression source (for schemas). */
export function idPattern(kind: IdKind): string {
  return `^${idPrefixes[kind]}_[0-9A-Za-z]{10,24}$`;
}

/** The form of a system command's id, `sys:kind:entity:instant` (DESIGN D5). */
export function systemId(kind: string, entity: string, instant: number): string {
  return `sys:${kind}:${entity}:${instant}`;
}
