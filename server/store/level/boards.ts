/** What the engine remembers of the boards in use: one thing at a time happens to each, and where its log ends. */
import { decodeValue, encodeValue, corrupt } from '../codec.ts';

export interface Head {
  /** Where the log ends. */
  seq: number;
  /** Time of the last entry. */
  at: number;
  /** The seq of the kept snapshot: entries up to it are gone. 0: there is none. */
  trimmed: number;
  /** The seq of an entry that began a new epoch: once a snapshot reaches it, the old bytes are purged. 0: nothing to do. */
  purgeFrom: number;
}

/** What there is of a board: where its log ends; nothing; or only that it was erased. */
export type Standing = Head | 'none' | 'erased';

const headLabel = (board: string): string => `head ${board}`;

export function encodeHead(board: string, head: Head): Uint8Array {
  return encodeValue(headLabel(board), head, []);
}

/**
 * @returns null if there is no such board
 * @throws StoreError `corrupt`
 */
export function decodeHead(board: string, value: Uint8Array | undefined): Head | null {
  if (!value) return null;
  const opened = decodeValue(headLabel(board), value);
  if (!opened) throw corrupt(board, headLabel(board));
  return opened.json as Head;
}

interface Remembered {
  /** The end of what is queued for this board. */
  tail: Promise<void>;
  queued: number;
  /** undefined: not known, read it. */
  standing: Standing | undefined;
  /** A write of this board ended in doubt; settles when it is over. */
  doubt: Promise<void> | null;
}

/** Standings of boards that nobody used for a while are read again when needed. */
const MOST_REMEMBERED = 4_096;

export class Boards {
  readonly #boards = new Map<string, Remembered>();

  /** Runs `task` when everything queued before it for this board is over. */
  async alone<T>(board: string, task: () => Promise<T>): Promise<T> {
    const remembered = this.#get(board);
    remembered.queued++;
    const result = remembered.tail.then(task);
    remembered.tail = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      remembered.queued--;
      this.#forgetIdle();
    }
  }

  standing(board: string): Standing | undefined {
    return this.#boards.get(board)?.standing;
  }

  remember(board: string, standing: Standing): void {
    this.#get(board).standing = standing;
  }

  /** A write of this board ended in doubt. @param over resolves when the disk has nothing of it on its way any more */
  doubt(board: string, over: Promise<void>): void {
    const remembered = this.#get(board);
    remembered.standing = undefined;
    remembered.doubt = over;
  }

  doubtOf(board: string): Promise<void> | null {
    return this.#boards.get(board)?.doubt ?? null;
  }

  /** The doubt is over: the disk can be asked. Does nothing if another one began since. */
  settled(board: string, doubt: Promise<void>): void {
    const remembered = this.#boards.get(board);
    if (remembered?.doubt === doubt) remembered.doubt = null;
  }

  forgetStandings(): void {
    for (const remembered of this.#boards.values()) remembered.standing = undefined;
  }

  #get(board: string): Remembered {
    const known = this.#boards.get(board);
    // Taken out and put back, so that the map begins with what was not used for longest.
    if (known) this.#boards.delete(board);
    const remembered = known ?? { tail: Promise.resolve(), queued: 0, standing: undefined, doubt: null };
    this.#boards.set(board, remembered);
    return remembered;
  }

  #forgetIdle(): void {
    if (this.#boards.size <= MOST_REMEMBERED) return;
    for (const [board, { queued, doubt }] of this.#boards) {
      if (queued === 0 && doubt === null) {
        this.#boards.delete(board);
        return;
      }
    }
  }
}
