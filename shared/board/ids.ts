/**
 * Ids are a one-letter prefix, `_`, and random characters: 12 (71 bits) for what lies on one board, of which there are
 * thousands, and which everybody on it is sent; 22 (131 bits) for what must not be guessed, or is told apart from all
 * others there ever were. The prefix makes `__proto__` and the like impossible as keys, and lets a reader of a log see
 * what a thing is. No id is a secret.
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
  session: 's',
  siteKey: 'y',
} as const;

export type IdKind = keyof typeof idPrefixes;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SHORT = 12;
const LONG = 22;
const longKinds: ReadonlySet<IdKind> = new Set(['board', 'command', 'link', 'device']);

/**
 * Makes a new id.
 * @param kind what the id names
 * @param randomBytes a cryptographic source, called with a number of bytes
 */
export function newId(kind: IdKind, randomBytes: (length: number) => Uint8Array): string {
  const length = longKinds.has(kind) ? LONG : SHORT;
  let out = '';
  while (out.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 = 4 × 62: larger bytes would favour the first letters
      if (byte < 248 && out.length < length) out += ALPHABET[byte % 62];
    }
  }
  return `${idPrefixes[kind]}_${out}`;
}

/** What every id has behind its prefix and `_`, as the source of a regular expression. */
export const idTail = '[0-9A-Za-z]{10,24}';

/** The form of every id of a kind, as the source of a regular expression to build upon. */
export function idForm(kind: IdKind): string {
  return `${idPrefixes[kind]}_${idTail}`;
}

/** The form of a text that is such an id and nothing else (for schemas). */
export function idPattern(kind: IdKind): string {
  return `^${idForm(kind)}$`;
}

/** The form of a system command's id, `sys:kind:entity:instant`. */
export function systemId(kind: string, entity: string, instant: number): string {
  return `sys:${kind}:${entity}:${instant}`;
}
