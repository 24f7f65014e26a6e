/**
 * What a device keeps of a board, and the port it is kept through. Rows belong to a board; those of kinds `outbox` and
 * `text` belong to a tab, too, so that two tabs do not change the same command. A tab holds a lease while it has such
 * rows; when the lease ends, the next tab takes them over.
 */
import type { Draft } from '#client/session/port.ts';
import type { Role } from '#shared/board/types.ts';
import type { EnterMessage } from '#shared/protocol.ts';
import type { KeptCommand } from '../outbox.ts';
import type { BoardCopy } from '../replica.ts';
import type { KeptText } from '../text.ts';

export interface Kinds {
  copy: BoardCopy;
  outbox: KeptCommand;
  text: KeptText;
  draft: Draft;
  typed: string;
  /** This device's secret. */
  device: string;
  /** A member in the making: the same request goes again until it is answered. */
  entering: EnterMessage;
  /** A link's key, under its role. */
  key: { role: Role; key: string };
  /** When the person last saw the board, on the log's clock. */
  seen: number;
  /** Until when a tab is known to be alive, on this device's clock. */
  lease: number;
}
export type Kind = keyof Kinds;

export type Row = {
  [K in Kind]: {
    board: string;
    kind: K;
    id: string;
    /** The tab that it belongs to; `''` for rows that belong to all. */
    tab: string;
    value: Kinds[K];
  };
}[Kind];

/** `row: null` forgets it. */
export interface Change {
  kind: Kind;
  id: string;
  row: Row | null;
}

export interface KeepPort {
  /** Every row of a board. */
  load(board: string): Promise<Row[]>;
  /** All of the changes, or none. */
  write(board: string, changes: readonly Change[]): Promise<void>;
  /**
   * Takes over, in one step, the commands and texts whose tab has no lease at `now`, and answers with them.
   */
  adopt(board: string, tab: string, now: number): Promise<Row[]>;
  /** Forgets a board. */
  forget(board: string): Promise<void>;
  close(): void;
}

/** How long a lease lasts, and how often it is renewed, ms. */
export const leaseFor = 6_000;
export const leaseEvery = 2_000;
/** How often to look for what closed tabs left, ms. */
export const adoptEvery = 10_000;

/** Of a board's rows, those that `tab` may take over at `now`. */
export function orphans(rows: readonly Row[], tab: string, now: number): Row[] {
  const alive = new Set([tab]);
  for (const row of rows) {
    // a lease from far ahead was made before the device's clock was set back
    if (row.kind === 'lease' && row.value > now && row.value <= now + 2 * leaseFor) alive.add(row.id);
  }
  return rows.filter((row) => (row.kind === 'outbox' || row.kind === 'text') && !alive.has(row.tab));
}
