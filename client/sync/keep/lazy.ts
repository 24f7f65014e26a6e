/** IndexedDB, with its code loaded beside the first connection rather than before the first picture. */
import type { KeepPort } from './port.ts';

/** @param name of the database; left out: the page's own */
export function lazyKeep(name?: string): KeepPort {
  const loading = import('./idb.ts').then(({ idbKeep }) => idbKeep(name));
  // whoever uses it hears of the failure
  loading.catch(() => undefined);
  return {
    load: async (board) => (await loading).load(board),
    write: async (board, changes) => (await loading).write(board, changes),
    adopt: async (board, tab, now) => (await loading).adopt(board, tab, now),
    forget: async (board) => (await loading).forget(board),
    close: () =>
      void loading.then(
        (keep) => keep.close(),
        () => undefined,
      ),
  };
}
