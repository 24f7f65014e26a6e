/**
 * Keeping for as long as a tab is open, for a visitor whom another site vouches for: a frame that is moved in its page
 * begins anew, and their words come back. Nothing outlives the tab, and nobody else finds it: whoever sits here next may be
 * somebody else to the site. What says who one is, and the copy of the board, is not kept at all.
 */
import { type KeepPort, type Kind, orphans, type Row } from '#client/sync/keep/port.ts';

const kept: ReadonlySet<Kind> = new Set<Kind>(['typed', 'draft', 'outbox', 'text', 'lease']);

/**
 * @param whose the visitor; what others left in this tab is forgotten
 * @returns null: the browser lets frames keep nothing
 */
export function tabKeep(whose: string): KeepPort | null {
  try {
    return storageKeep(sessionStorage, whose);
  } catch {
    return null;
  }
}

export function storageKeep(storage: Storage, whose: string): KeepPort {
  const all = (board: string): string => `tilth ${board} `;
  const own = (board: string): string => `${all(board)}${JSON.stringify(whose)} `;
  const keys = (prefix: string): string[] => Object.keys(storage).filter((key) => key.startsWith(prefix));
  const rows = (board: string): Row[] =>
    keys(own(board)).map((key) => JSON.parse(storage.getItem(key) ?? 'null', fromText) as Row);
  const put = (board: string, row: Row): void =>
    storage.setItem(`${own(board)}${row.kind} ${row.id}`, JSON.stringify(row, toText));
  return {
    async load(board) {
      for (const key of keys(all(board))) if (!key.startsWith(own(board))) storage.removeItem(key);
      return rows(board);
    },
    async write(board, changes) {
      for (const { kind, id, row } of changes) {
        if (!kept.has(kind)) continue;
        if (row) put(board, row);
        else storage.removeItem(`${own(board)}${kind} ${id}`);
      }
    },
    async adopt(board, tab, now) {
      const found = orphans(rows(board), tab, now);
      for (const row of found) put(board, Object.assign(row, { tab }));
      return found;
    },
    async forget(board) {
      for (const key of keys(all(board))) storage.removeItem(key);
    },
    close: () => undefined,
  };
}

/** Bytes as JSON can hold them. */
function toText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: [...value] } : value;
}

function fromText(_name: string, value: unknown): unknown {
  const isBytes =
    typeof value === 'object' && value !== null && 'bytes' in value && Array.isArray(value.bytes);
  return isBytes ? Uint8Array.from(value.bytes as number[]) : value;
}
