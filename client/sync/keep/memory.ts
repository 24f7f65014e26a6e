/** Keeping in memory: for Node and for tests. What is written is copied, as a database would. */
import { type KeepPort, orphans, type Row } from './port.ts';

export function memoryKeep(): KeepPort {
  const boards = new Map<string, Map<string, Row>>();
  const rowsOf = (board: string): Map<string, Row> => {
    const rows = boards.get(board) ?? new Map<string, Row>();
    boards.set(board, rows);
    return rows;
  };
  const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;
  return {
    load: (board) => Promise.resolve(structuredClone([...rowsOf(board).values()])),
    write(board, changes) {
      const rows = rowsOf(board);
      for (const change of structuredClone(changes)) {
        if (change.row) rows.set(keyOf(change), change.row);
        else rows.delete(keyOf(change));
      }
      return Promise.resolve();
    },
    adopt(board, tab, now) {
      const found = orphans([...rowsOf(board).values()], tab, now);
      for (const row of found) row.tab = tab;
      return Promise.resolve(structuredClone(found));
    },
    forget(board) {
      boards.delete(board);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
