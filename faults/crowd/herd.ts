/**
 * Load: many people who hold a connection as a page does, with its own wire, its own waiting and its own doubling; only
 * the copy of the board is left out, so that one process can be a thousand of them.
 */
import { WebSocket as Ws } from 'ws';
import { Connection } from '#client/sync/connection.ts';
import { socketWire } from '#client/sync/socket-wire.ts';
import { plainSurroundings } from '#client/sync/surroundings.ts';
import { type Wire, WireLost } from '#client/sync/wire.ts';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { protocolVersion, type ServerEvents } from '#shared/protocol.ts';
import { offer } from './helper.ts';

interface Entry {
  url: string;
  board: string;
  key: string;
}

const people: Connection[] = [];
/** Bytes of the last board that was sent. */
let bytes = 0;
let live = 0;
let allLive: { count: number; reached: () => void } | null = null;

async function synced(wire: Wire): Promise<void> {
  const reply = await wire.request('sync', {});
  if (!reply.ok) throw new WireLost(reply.code);
  bytes = reply.updates.length;
}

/** What the server tells is heard by nobody here. */
const deaf = {} as ServerEvents;

function comeIn({ url, board, key }: Entry): Promise<void> {
  const secret = newSecret();
  let member = false;
  return new Promise((resolve, reject) => {
    let isLive = false;
    const around = plainSurroundings();
    const open = socketWire(url, around, (address) => new Ws(address) as unknown as WebSocket);
    const connection = new Connection(open, around, {
      auth: () => ({ v: protocolVersion, board, ...(member ? { device: secret } : { key }) }),
      soon: () => false,
      another: () => false,
      away: () => undefined,
      sync: async (wire) => {
        if (!member) {
          const reply = await wire.request('enter', { id: freshId('command'), name: 'One of many', secret });
          if (!reply.ok) throw new WireLost(reply.refusal.code);
          member = true;
        }
        await synced(wire);
      },
      changed: (link) => {
        if (link.state === 'closed') reject(new Error(`refused for good: ${link.why}`));
        if ((link.state === 'live') === isLive) return;
        isLive = link.state === 'live';
        live += isLive ? 1 : -1;
        if (isLive) resolve();
        if (allLive && live === allLive.count) allLive.reached();
      },
      bug: reject,
      events: deaf,
    });
    people.push(connection);
    connection.connect();
  });
}

const deeds = {
  /** Brings people in, some at a time. @returns bytes of the board */
  async come({ count, ...entry }: Entry & { count: number }): Promise<number> {
    for (let begun = 0; begun < count; begun += 20) {
      const some = Math.min(20, count - begun);
      await Promise.all(Array.from({ length: some }, () => comeIn(entry)));
    }
    return bytes;
  },

  /** Loses all connections in the same moment; each comes back as a page would. */
  cut(): void {
    for (const connection of people) connection.lose();
  },

  /** The same, but nobody waits before they come back. */
  rush(): void {
    for (const connection of people) {
      connection.lose();
      connection.wake();
    }
  },

  /** @returns how long it took until all were live, ms */
  async backWithin(timeout: number): Promise<number> {
    const began = performance.now();
    if (live === people.length) return 0;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${live} of ${people.length} are back after ${timeout} ms`)),
        timeout,
      );
      allLive = {
        count: people.length,
        reached: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
    allLive = null;
    return performance.now() - began;
  },
};

export type HerdDeeds = typeof deeds;
offer(deeds);
