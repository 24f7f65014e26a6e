/**
 * Somebody sends a hundred thousand frames that no client would, with and without a key, while others write. The server
 * lives, its event loop turns, its memory stays, and nobody else waits longer. `SEED=…` sends the same again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed } from '#shared/testing/seed.ts';
import { form, inForm } from '../form.ts';
import { print, quantile } from '../processes/figures.ts';
import { Helper } from './helper.ts';
import type { HostileDeeds } from './hostile.ts';
import type { PeopleDeeds } from './people.ts';
import { Served } from './served.ts';

const frames = inForm({ short: 5_000, faults: 100_000, long: 1_000_000 });
const perSecond = 2_000;
const rounds = inForm({ short: 1, faults: 3, long: 3 });
/** Without them, people write for so long at least, ms. */
const BASE = 2_000;
/**
 * The event loop may stand still for so long, ms, or as it did without them. The short form runs beside other things and
 * with code that is still cold; in CI the server has one processor, and its senders and writers share the other with
 * whatever else the machine does. They prove that the server lives, the long form on a machine of its own how well.
 */
const STALL = inForm({ short: 500, faults: 500, long: 50 });
/** What a machine that does other things as well adds to the slowest of a few hundred, ms. */
const SLACK = inForm({ short: 500, faults: 500, long: 10 });
/** More in use after all of them than after the first, MB. */
const MEMORY = inForm({ short: 40, faults: 40, long: 20 });

/** In `npm test`, other things run on both processors. */
const [server, load] = form === 'short' ? ([null, null] as const) : (['server', 'load'] as const);

let served: Served;
let people: Helper<PeopleDeeds>;
let hostile: Helper<HostileDeeds>;
beforeAll(async () => {
  served = await Served.start({ COMMANDS_PER_SECOND: '1000', SOCKETS_PER_ADDRESS: '100000' }, server);
  people = Helper.start<PeopleDeeds>('people.ts', load);
  hostile = Helper.start<HostileDeeds>('hostile.ts', load);
  const { id, keys } = served.board;
  await people.ask('comeToWrite', { url: served.url, board: id, key: keys.member, count: 5 });
}, 120_000);
afterAll(async () => {
  await people?.end();
  await hostile?.end();
  await served?.stop();
});

const write = (ms: number): Promise<number[]> => people.ask('write', { ms, every: 20, letters: 50 });

interface Round {
  stall: number;
  p99: number;
  inUse: number;
  memory: number;
}

/** People write for as long as something else goes on. */
async function during(what: () => Promise<unknown>): Promise<Round> {
  const round: Round = { stall: 0, p99: 0, inUse: Infinity, memory: 0 };
  const took: number[] = [];
  await served.look();
  const over = new AbortController();
  const going = what().finally(() => over.abort());
  while (!over.signal.aborted) {
    took.push(...(await write(500)));
    const { memory, inUse, delay } = await served.look();
    round.memory = Math.max(round.memory, memory);
    round.inUse = Math.min(round.inUse, inUse);
    round.stall = Math.max(round.stall, delay.most);
  }
  await going;
  return { ...round, p99: quantile(took, 0.99) };
}

test(`${frames} hostile frames (SEED=${seed})`, { timeout: 400_000 }, async () => {
  const { port, board } = served;
  const attack = async (number: number, count: number): Promise<void> => {
    const tally = await hostile.ask('attack', {
      port,
      board: board.id,
      key: board.keys.member,
      seed: seed + number,
      frames: count,
      perSecond,
    });
    print(
      `${tally.frames} frames over ${tally.connections} connections, ${tally.closed} closed by the server`,
    );
  };
  // What runs for the first time is compiled, and caches fill.
  if (form !== 'short') await during(() => attack(99, Math.min(frames / 5, 5_000)));
  const base: Round[] = [];
  const attacked: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    attacked.push(await during(() => attack(round, frames / rounds)));
    base.push(await during(() => new Promise((resolve) => setTimeout(resolve, BASE))));
  }
  for (const [name, all] of [
    ['with them', attacked],
    ['without', base],
  ] as const) {
    const figures = (['stall', 'p99', 'inUse', 'memory'] as const).map(
      (what) => `${what} ${all.map((each) => each[what].toFixed(0)).join(', ')}`,
    );
    print(`${name} (ms and MB): ${figures.join('; ')}`);
  }
  expect(served.alive).toBe(true);
  // Other work on the machine shows as a stall as well, with and without them: the best of each counts.
  const best = (all: Round[], what: keyof Round): number => Math.min(...all.map((each) => each[what]));
  expect(best(attacked, 'stall')).toBeLessThan(Math.max(STALL, 1.2 * best(base, 'stall')));
  expect(best(attacked, 'p99')).toBeLessThan(1.2 * best(base, 'p99') + SLACK);
  expect(base.at(-1)!.inUse - base[0]!.inUse).toBeLessThan(MEMORY);
});
