/**
 * The log in memory: for tests and demonstrations. Nothing outlives the process.
 * It keeps encoded bytes, so what comes out is never the object that went in, exactly as with a disk.
 */
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import {
  decodeEntry,
  decodeRecord,
  decodeSnapshot,
  encodeEntry,
  encodeRecord,
  encodeSnapshot,
} from './codec.ts';
import { checkCode, checkEntries, checkSnapshot, hashedId, steadyClock } from './entries.ts';
import type { AppendResult, Entry, EraseResult, LogStore, ReadResult, Snapshot } from './port.ts';
import { StoreError } from './port.ts';

/** What several nodes share: hand the same one to several stores to play them. */
export interface MemoryLog {
  readonly boards: Map<string, MemoryBoard>;
  readonly erased: Set<string>;
  readonly codes: Map<string, { board: string; until: number }>;
  readonly watchers: Set<{ node: object; board: string; listener: () => void }>;
}

interface MemoryBoard {
  /** Entries after `trimmed`, in order; the first has seq `trimmed + 1`. */
  entries: Uint8Array[];
  trimmed: number;
  /** Seq of the newest entry that began an epoch, until a snapshot reaches it. 0: none. */
  epochAt: number;
  at: number;
  snapshot: Uint8Array | null;
  records: Map<string, Uint8Array>;
}

export type MemoryCall =
  | { type: 'append'; board: string; after: number; entries: readonly Entry[] }
  | { type: 'read' | 'snapshot' | 'saveSnapshot' | 'records' | 'erase' | 'exists'; board: string }
  | { type: 'claimCode' | 'releaseCode'; board: string }
  | { type: 'open' | 'check' | 'unpurged' | 'purge' | 'findCode' };

/** How an append ends in doubt: `written`, the log has it; `lost`, it has not. Either way the caller hears `unknown`. */
export type MemoryFault = 'written' | 'lost';

export interface MemoryOptions {
  log?: MemoryLog;
  now?: () => number;
  /**
   * Called before every call takes effect. A promise delays the call; throwing makes it fail (an append then answers
   * `unknown` and has written nothing); a {@link MemoryFault} leaves an append in doubt. To play a conflict, append
   * through a second store on the same log in here.
   */
  fault?: (call: MemoryCall) => MemoryFault | void | Promise<MemoryFault | void>;
}

export function memoryLog(): MemoryLog {
  return { boards: new Map(), erased: new Set(), codes: new Map(), watchers: new Set() };
}

export function memoryStore(options: MemoryOptions = {}): LogStore {
  const log = options.log ?? memoryLog();
  const node = {};
  const now = steadyClock(options.now);
  let opened = false;

  async function begin(call: MemoryCall): Promise<MemoryFault | void> {
    if (!opened && call.type !== 'open') throw new StoreError('closed', 'The store is not open.');
    return options.fault?.(call);
  }

  function ring(board: string): number {
    const others = [...log.watchers].filter((watcher) => watcher.board === board && watcher.node !== node);
    for (const { listener } of others) queueMicrotask(listener);
    return others.length;
  }

  function conflict(board: string, after: number): Extract<AppendResult, { type: 'conflict' }> {
    const known = log.boards.get(board);
    return {
      type: 'conflict',
      entries: known && after >= known.trimmed ? entriesAfter(board, known, after) : [],
    };
  }

  function write(
    board: string,
    after: number,
    entries: readonly Entry[],
    records: readonly RecordChange[],
  ): AppendResult {
    if (log.erased.has(hashedId(board))) return { type: 'erased' };
    const known = log.boards.get(board);
    if (endOf(known) !== after) return conflict(board, after);
    checkEntries(after, entries, known?.at);
    const encoded = entries.map((entry) => encodeEntry(board, entry));
    const kept = known ?? {
      entries: [],
      trimmed: 0,
      epochAt: 0,
      at: 0,
      snapshot: null,
      records: new Map<string, Uint8Array>(),
    };
    kept.entries.push(...encoded);
    kept.at = entries.at(-1)!.at;
    kept.epochAt =
      entries.findLast((entry) => entry.epoch !== undefined && entry.seq > 1)?.seq ?? kept.epochAt;
    for (const { id, record } of records) {
      if (record) kept.records.set(id, encodeRecord(board, record));
      else kept.records.delete(id);
    }
    log.boards.set(board, kept);
    return { type: 'ok', seq: after + entries.length, ...(ring(board) > 0 && { shared: true }) };
  }

  return {
    now,

    async open(): Promise<void> {
      await begin({ type: 'open' });
      opened = true;
    },

    async close(): Promise<void> {
      opened = false;
    },

    async append(board, after, entries, records): Promise<AppendResult> {
      checkEntries(after, entries);
      let fault: MemoryFault | void;
      try {
        fault = await begin({ type: 'append', board, after, entries });
      } catch (error) {
        if (error instanceof StoreError && error.code === 'closed') throw error;
        return { type: 'unknown', error };
      }
      if (fault === 'lost')
        return { type: 'unknown', error: new StoreError('io', 'The write was lost on its way.') };
      const result = write(board, after, entries, records);
      if (fault === 'written')
        return { type: 'unknown', error: new StoreError('io', 'The answer was lost on its way.') };
      return result;
    },

    async read(board, after): Promise<ReadResult> {
      await begin({ type: 'read', board });
      if (log.erased.has(hashedId(board))) return { type: 'erased' };
      const kept = log.boards.get(board);
      if (!kept) return { type: 'entries', entries: [] };
      if (kept.snapshot && after < kept.trimmed)
        return { type: 'gone', snapshot: decodeSnapshot(board, kept.snapshot) };
      return { type: 'entries', entries: entriesAfter(board, kept, after) };
    },

    async snapshot(board): Promise<Snapshot | null> {
      await begin({ type: 'snapshot', board });
      const encoded = log.boards.get(board)?.snapshot;
      return encoded ? decodeSnapshot(board, encoded) : null;
    },

    async saveSnapshot(board, snapshot): Promise<void> {
      await begin({ type: 'saveSnapshot', board });
      if (log.erased.has(hashedId(board))) return;
      const kept = log.boards.get(board);
      checkSnapshot(board, snapshot, endOf(kept));
      if (!kept || snapshot.seq < kept.trimmed) return;
      kept.snapshot = encodeSnapshot(board, snapshot);
      kept.entries.splice(0, snapshot.seq - kept.trimmed);
      kept.trimmed = snapshot.seq;
      if (kept.epochAt <= snapshot.seq) kept.epochAt = 0;
    },

    async records(board, ids): Promise<PrivateRecord[]> {
      await begin({ type: 'records', board });
      const stored = log.boards.get(board)?.records ?? new Map<string, Uint8Array>();
      return [...new Set(ids ?? stored.keys())].flatMap((id) => {
        const encoded = stored.get(id);
        return encoded ? [decodeRecord(board, id, encoded)] : [];
      });
    },

    seen: () => null,

    subscribe(board, listener): () => void {
      const watcher = { node, board, listener };
      log.watchers.add(watcher);
      return () => log.watchers.delete(watcher);
    },

    async unpurged(): Promise<string[]> {
      await begin({ type: 'unpurged' });
      return [...log.boards].flatMap(([board, { epochAt }]) => (epochAt > 0 ? [board] : []));
    },

    async purge(): Promise<void> {
      await begin({ type: 'purge' });
    },

    async erase(board, after): Promise<EraseResult> {
      try {
        await begin({ type: 'erase', board });
      } catch (error) {
        if (error instanceof StoreError && error.code === 'closed') throw error;
        return { type: 'unknown', error };
      }
      const hash = hashedId(board);
      if (log.erased.has(hash)) return { type: 'erased' };
      if (after !== 'anywhere' && endOf(log.boards.get(board)) !== after) return conflict(board, after);
      log.boards.delete(board);
      log.erased.add(hash);
      for (const [code, claim] of log.codes) if (claim.board === board) log.codes.delete(code);
      ring(board);
      return { type: 'erased' };
    },

    async exists(board): Promise<boolean> {
      await begin({ type: 'exists', board });
      return log.boards.has(board);
    },

    async claimCode(hash, board, until): Promise<boolean> {
      await begin({ type: 'claimCode', board });
      const claimed = log.codes.get(hash);
      if ((claimed && claimed.until > now()) || log.erased.has(hashedId(board))) return false;
      log.codes.set(checkCode(hash), { board, until });
      return true;
    },

    async findCode(hash): Promise<string | null> {
      await begin({ type: 'findCode' });
      const claim = log.codes.get(checkCode(hash));
      return claim && claim.until > now() ? claim.board : null;
    },

    async releaseCode(hash, board): Promise<void> {
      await begin({ type: 'releaseCode', board });
      if (log.codes.get(hash)?.board === board) log.codes.delete(hash);
    },

    async check(): Promise<void> {
      await begin({ type: 'check' });
    },
  };
}

function endOf(kept: MemoryBoard | undefined): number {
  return kept ? kept.trimmed + kept.entries.length : 0;
}

function entriesAfter(board: string, kept: MemoryBoard, after: number): Entry[] {
  return kept.entries
    .slice(Math.max(0, after - kept.trimmed))
    .map((encoded, i) => decodeEntry(board, Math.max(after, kept.trimmed) + i + 1, encoded));
}
