/** Keeping in the browser's IndexedDB: one database, one table of rows by board, kind and id. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type KeepPort, type Kind, orphans, type Row } from './port.ts';

interface Schema extends DBSchema {
  rows: { key: [board: string, kind: string, id: string]; value: Row };
}

export function idbKeep(name = 'tilth'): KeepPort {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const open = (): Promise<IDBPDatabase<Schema>> => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade: (database) => void database.createObjectStore('rows', { keyPath: ['board', 'kind', 'id'] }),
      // a newer version in another tab waits for this one: let it have the database
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
      terminated: () => (opening = null),
    }).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const all = (board: string): IDBKeyRange => IDBKeyRange.bound([board], [board, []]);
  return {
    load: async (board) => (await open()).getAll('rows', all(board)),
    async write(board, changes) {
      const transaction = (await open()).transaction('rows', 'readwrite');
      for (const { kind, id, row } of changes) {
        // failures show at the end of the transaction, all at once
        const done = row ? transaction.store.put(row) : transaction.store.delete([board, kind, id]);
        done.catch(() => undefined);
      }
      // A page that is being left has no time to wait for its answers.
      transaction.commit();
      await transaction.done;
    },
    async adopt(board, tab, now) {
      const transaction = (await open()).transaction('rows', 'readwrite');
      const of = (kind: Kind): Promise<Row[]> =>
        transaction.store.getAll(IDBKeyRange.bound([board, kind], [board, kind, []]));
      const rows = await Promise.all([of('lease'), of('outbox'), of('text')]);
      const found = orphans(rows.flat(), tab, now);
      for (const row of found) {
        row.tab = tab;
        transaction.store.put(row).catch(() => undefined);
      }
      await transaction.done;
      return found;
    },
    async forget(board) {
      await (await open()).delete('rows', all(board));
    },
    close() {
      void opening?.then(
        (database) => database.close(),
        () => undefined,
      );
      opening = null;
    },
  };
}
