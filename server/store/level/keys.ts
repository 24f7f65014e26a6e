/**
 * Where things lie in the ordered key space. All of a board lies in one range, so that a board is read, erased and
 * compacted as one:
 *
 *     b/<board>/e/<seq, 16 digits>   an entry            schema          the version of this layout
 *     b/<board>/h                    the head            swept           when the files were last swept
 *     b/<board>/r/<record>           a private record    probe           written and deleted by check()
 *     b/<board>/s                    the snapshot        x/<board>       erased bytes may still be in the files
 *     t/<hash of the board's id>     it was erased       p/<board>       a new epoch began; older bytes may be in the files
 *     c/<hash of a code>             where it leads
 */
import { checkBoardId, checkCode, hashedId } from '../entries.ts';

export interface KeyRange {
  /** The first key in the range, whether it exists or not. */
  gte: string;
  /** The first key after the range. */
  lt: string;
}

export const schemaKey = 'schema';
export const sweptKey = 'swept';
export const probeKey = 'probe';

/** '0' follows '/', so `x0` ends every range that begins with `x/`. */
const within = (prefix: string): KeyRange => ({ gte: `${prefix}/`, lt: `${prefix}0` });

export const everyBoard: KeyRange = within('b');
export const everyErasure: KeyRange = within('x');
export const everyUnpurged: KeyRange = within('p');
export const everyCode: KeyRange = within('c');

/** @throws RangeError if the id could reach into another board's range */
export function boardRange(board: string): KeyRange {
  checkBoardId(board);
  return within(`b/${board}`);
}

export const headKey = (board: string): string => `${boardRange(board).gte}h`;
export const snapshotKey = (board: string): string => `${boardRange(board).gte}s`;
export const recordKey = (board: string, id: string): string => `${boardRange(board).gte}r/${id}`;
export const recordRange = (board: string): KeyRange => within(`${boardRange(board).gte}r`);
export const erasureKey = (board: string): string => `x/${board}`;
export const unpurgedKey = (board: string): string => `p/${board}`;
export const codeKey = (hash: string): string => `c/${checkCode(hash)}`;
export const tombstoneKey = (board: string): string => `t/${hashedId(board)}`;

const SEQ_DIGITS = 16;
export function entryKey(board: string, seq: number): string {
  return `${boardRange(board).gte}e/${String(seq).padStart(SEQ_DIGITS, '0')}`;
}

/** The keys of the entries after `after`, up to and with `last`. */
export function entryRange(board: string, after: number, last: number): KeyRange {
  return { gte: entryKey(board, after + 1), lt: entryKey(board, last + 1) };
}

/** The part of a key that follows its range's beginning. */
export const keyTail = (range: KeyRange, key: string): string => key.slice(range.gte.length);
