/** Load: honest people. Some write and tell how long each acknowledgement took; some have stopped reading. */
import type { WebSocket } from 'ws';
import { freshId } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { offer } from './helper.ts';

type Return = 'read on' | 'resynced' | 'reconnected';

interface Entry {
  url: string;
  board: string;
  key: string;
}

const writers: { client: RawClient; card: string }[] = [];
const stalled: RawClient[] = [];

const wireOf = (client: RawClient): WebSocket =>
  (client.socket.io.engine.transport as unknown as { ws: WebSocket }).ws;

async function comeIn({ url, board, key }: Entry): Promise<RawClient> {
  const client = await RawClient.connect(url, { board, key });
  await client.enter('One of many');
  await client.sync();
  return client;
}

const deeds = {
  async comeToWrite({ count, ...entry }: Entry & { count: number }): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const client = await comeIn(entry);
      writers.push({ client, card: await client.card(`Card ${i}`) });
    }
  },

  /** Each writes a comment and takes it back, over and over. @returns how long each acknowledgement took, ms */
  async write({ ms, every, letters }: { ms: number; every: number; letters: number }): Promise<number[]> {
    const took: number[] = [];
    const until = performance.now() + ms;
    const text = '字'.repeat(letters);
    const ask = async (client: RawClient, command: Parameters<RawClient['command']>[0]): Promise<void> => {
      const began = performance.now();
      const reply = await client.command(command);
      if (!reply.ok) throw new Error(`an honest person was refused: ${reply.refusal.code}`);
      took.push(performance.now() - began);
    };
    await Promise.all(
      writers.map(async ({ client, card }, index) => {
        await new Promise((resolve) => setTimeout(resolve, (every * index) / writers.length));
        while (performance.now() < until) {
          const comment = freshId('comment');
          await ask(client, { type: 'comment.add', comment, card, text });
          await ask(client, { type: 'comment.remove', comment });
          client.heard.length = 0;
          await new Promise((resolve) => setTimeout(resolve, every));
        }
      }),
    );
    return took;
  },

  /** They sync, and read nothing from then on. */
  async stall({ count, url, ...auth }: Entry & { count: number }): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const client = await RawClient.connect(url, auth);
      await client.sync();
      wireOf(client).pause();
      stalled.push(client);
    }
  },

  /**
   * They read again: who had hardly anything waiting reads on, who was left behind starts afresh over the same
   * connection, and who was cut off over a new one.
   * @returns how many did which; all of them are where everyone is
   */
  async readAgain({ url, ...auth }: Entry): Promise<Record<Return, number>> {
    const seq = await writers[0]!.client.position();
    const counts: Record<Return, number> = { 'read on': 0, resynced: 0, reconnected: 0 };
    await Promise.all(
      stalled.splice(0).map(async (client) => {
        const { socket } = client;
        const ended = new Promise<void>((resolve) => {
          if (socket.connected) socket.once('disconnect', () => resolve());
          else resolve();
        });
        // Who heard nothing for half a minute hung up by themselves.
        if (socket.connected) wireOf(client).resume();
        const how = await Promise.race([
          ended.then((): Return => 'reconnected'),
          client.hears('resync').then((): Return => 'resynced'),
          client.until(() => client.seq >= seq, 'what came meanwhile').then((): Return => 'read on'),
        ]);
        counts[how] += 1;
        const reader = how === 'reconnected' ? await RawClient.connect(url, auth) : client;
        if (how !== 'read on') await reader.sync();
        await reader.until(() => reader.seq >= seq, 'what came meanwhile');
        reader.close();
      }),
    );
    return counts;
  },
};

export type PeopleDeeds = typeof deeds;
offer(deeds);
