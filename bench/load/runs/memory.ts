/** What rests in memory: of a connection that does nothing, and of a board that nobody looks at. */
import { limits } from '#shared/limits.ts';
import { addressOf, gather, pause } from '../crowd.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { makeBoard, plant } from '../dialects/tilth.ts';
import type { Figures, Params, Site } from '../job.ts';
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

/** @param params `boards` of 50 cards each; `rest`, s, after the last connection; `collects` as above */
export async function idleBoards(_: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { boards = 300, rest = limits.roomIdleFor / 1_000 + 5, collects = 0 } = params;
  const fill = async (number: number): Promise<void> => {
    const board = await makeBoard(port, addressOf(10 * number));
    const people = await plant(port, board, { cards: 50, body: 100, writers: 5 });
    for (const person of people) person.close();
  };
  for (let number = 0; number < Math.min(20, boards); number += 1) await fill(number);
  const before = await settled(pid, collects);
  for (let number = 0; number < boards; number += 1) await fill(20 + number);
  const live = await settled(pid, collects);
  await pause(rest * 1_000);
  const after = await settled(pid, collects);
  return { kBLive: (live - before) / boards / 1_000, kBIdle: (after - before) / boards / 1_000 };
}

/** Resident bytes, after the server has collected its garbage if it was started with `bench/collect.mjs`. */
async function settled(pid: number, collects: number): Promise<number> {
  const rounds = collects === 1 ? 3 : 0;
  for (let round = 0; round < rounds; round += 1) {
    process.kill(pid, 'SIGCONT');
    await pause(300);
  }
  return usageOf(pid).rss;
}
