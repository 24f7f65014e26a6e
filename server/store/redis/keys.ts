/**
 * Where things lie in Redis. The braces make all keys of a board one hash slot, so that a script may touch them together
 * and a Redis Cluster spreads boards over its nodes. In them stands a hash of the board's id, which is all that stays of
 * an erased one:
 *
 *     tilth:{<hash>}:log        stream: the entries, each under the id <seq>-0, field e
 *     tilth:{<hash>}:head       hash: seq and at of the last entry; trimmed: seq of the kept snapshot, the entries up to
 *                               it are gone; purge: seq of an entry that began an epoch, while older bytes are about;
 *                               or only erased: nothing is ever written there again
 *     tilth:{<hash>}:records    hash: the private records by id
 *     tilth:{<hash>}:snapshot   string
 *     tilth:{<hash>}:bell       channel: "<node> <seq>" after every append
 *     tilth:{<hash>}:codes      set: hashes of the codes that lead to it
 *     tilth:code:<hash>         string: the board that a code leads to, as long as it does
 *     tilth:probe               written by check()
 *     tilth:unpurged            counts erasures; there as long as the file of Redis may hold erased bytes
 *     tilth:epochs              hash: boards in which an epoch began and older bytes may be about; counts those epochs
 *     tilth:swept               there for a day after the file of Redis was rewritten
 */
import { checkCode, hashedId } from '../entries.ts';

export interface BoardKeys {
  log: string;
  head: string;
  records: string;
  snapshot: string;
  bell: string;
  codes: string;
}

/** @throws RangeError if that is not the id of a board */
export function boardKeys(board: string): BoardKeys {
  const hash = hashedId(board);
  const key = (name: string): string => `tilth:{${hash}}:${name}`;
  return {
    log: key('log'),
    head: key('head'),
    records: key('records'),
    snapshot: key('snapshot'),
    bell: key('bell'),
    codes: key('codes'),
  };
}

/** @throws RangeError if that is not the hash of a code */
export const codeKey = (hash: string): string => `tilth:code:${checkCode(hash)}`;
export const probeKey = 'tilth:probe';
export const unpurgedKey = 'tilth:unpurged';
export const epochsKey = 'tilth:epochs';
export const sweptKey = 'tilth:swept';
