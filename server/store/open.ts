/** Which engine a server uses, and where. */
import { join } from 'node:path';
import { levelStore } from './level/engine.ts';
import type { LogStore } from './port.ts';

/**
 * Opens the log store of a server.
 * @param config.dataDir the data folder; made if it is missing, for its owner alone
 * @throws StoreError in words for the person who runs the server
 */
export async function openStore(config: { dataDir: string }): Promise<LogStore> {
  const store = levelStore({ folder: join(config.dataDir, 'log') });
  await store.open();
  return store;
}
