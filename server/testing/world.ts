/** A server for tests: the real one, on a free port, with its log in memory unless told otherwise. */
import { onTestFinished } from 'vitest';
import { type App, createApp, type Parts } from '#server/app.ts';
import { type Config, parseConfig } from '#server/config.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import { memoryStore } from '#server/store/memory.ts';
import { RawClient, type RawAuth } from './raw-client.ts';

export interface World {
  app: App;
  url: string;
  /** The origin that links begin with, and that tokens are for. */
  origin: string;
  board(title?: string): Promise<NewBoard>;
  /** A socket that has come in and synced, and ends with the test. */
  client(auth: RawAuth): Promise<RawClient>;
  /** Somebody who joined by the board's link of that role. */
  person(board: NewBoard, name: string, role?: 'member' | 'facilitator'): Promise<RawClient>;
}

export const quietConfig: Config = { ...parseConfig({}), port: 0, logLevel: 'silent' };

/** Starts a server that ends with the test. */
export async function startWorld(parts: Parts = {}, config: Partial<Config> = {}): Promise<World> {
  const store = parts.store ?? (config.redisUrl ? undefined : memoryStore());
  await store?.open();
  const app = await createApp({ ...quietConfig, ...config }, { ...parts, ...(store && { store }) });
  const origin = await app.listen();
  const url = `http://127.0.0.1:${app.port()}`;
  const clients: RawClient[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.close();
    await app.close();
  });

  async function client(auth: RawAuth): Promise<RawClient> {
    const fresh = await RawClient.connect(url, auth);
    clients.push(fresh);
    await fresh.sync();
    return fresh;
  }

  return {
    app,
    url,
    origin,
    client,
    async board(title = 'Trial board') {
      const board = await app.rooms.create(title);
      if (!board) throw new Error('no board');
      return board;
    },
    async person(board, name, role = 'member') {
      const fresh = await client({ board: board.id, key: board.keys[role] });
      await fresh.enter(name);
      await fresh.sync();
      return fresh;
    },
  };
}
