/** What rests in memory: of a connection that does nothing, and of a board that nobody looks at. */
import { limits } from '#shared/limits.ts';
import { addressOf, gather, pause } from '../crowd.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { makeBoard, plant } from '../dialects/tilth.ts';
import type { Figures, Params, Site } from '../run.ts';
import { usageOf } from '../proc.ts';

/** @param params `connections`, on one board; `collects`: 1 if the server collects garbage when asked */
export async function idleConnections(
  dialect: Dialect,
  { port, pid }: Site,
  params: Params,
): Promise<Figures> {
  const { connections = 2_000, collects = 0 } = params;
  const room = await dialect.open(port, { cards: 50, body: 100, writers: 20 });
  const come = (number: number): Promise<unknown> => room.join(addressOf(number));
  // The first ones make code and pools that all share.
  await gather(Math.min(200, connections), come);
  const before = await settled(pid, collects);
  await gather(connections, (number) => come(200 + number));
  const after = await settled(pid, collects);
  room.close();
  return { kBPerConnection: (after - before) / connections / 1_000 };
}

/**
 * Counted in the server's own heap: pages that a process once had, the system takes back when it likes, and what 50 cards
 * weigh is lost among them.
 * @param params `boards` of 50 cards each; `warm` so many before them; `rest`, s, after the last connection; `collects` as
 *   above
 */
export async function idleBoards(_: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { boards = 300, warm = 30, rest = limits.roomIdleFor / 1_000 + 5, collects = 0 } = params;
  const fill = async (from: number, many: number): Promise<void> => {
    for (let number = from; number < from + many; number += 1) {
      const board = await makeBoard(port, addressOf(10 * number));
      const people = await plant(port, board, { cards: 50, body: 100, writers: 5 });
      for (const person of people) person.close();
    }
  };
  const heap = async (): Promise<number> => {
    await collect(pid, collects);
    return heapOf(port);
  };
  // the first ones make code, pools and tables that all share, and must be at rest themselves before the others come
  await fill(0, warm);
  await pause(rest * 1_000);
  const before = await heap();
  await fill(warm, boards);
  const live = await heap();
  await pause(rest * 1_000);
  const after = await heap();
  return { kBLive: (live - before) / boards / 1_000, kBIdle: (after - before) / boards / 1_000 };
}

/** Resident bytes, after the server has collected its garbage. */
async function settled(pid: number, collects: number): Promise<number> {
  await collect(pid, collects);
  return usageOf(pid).rss;
}

/** Has the server collect its garbage, if it was started with `bench/collect.mjs`. */
async function collect(pid: number, collects: number): Promise<void> {
  const rounds = collects === 1 ? 3 : 0;
  for (let round = 0; round < rounds; round += 1) {
    process.kill(pid, 'SIGCONT');
    await pause(300);
  }
}

/** What Tilth holds, bytes: objects, and buffers outside the heap of JavaScript. From its metrics, which this machine may read. */
async function heapOf(port: number): Promise<number> {
  const told = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const gauge = (name: string): number =>
    Number(new RegExp(`^${name} (.+)$`, 'm').exec(told)?.[1] ?? Number.NaN);
  return gauge('nodejs_heap_size_used_bytes') + gauge('nodejs_external_memory_bytes');
}
