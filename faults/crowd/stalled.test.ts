/**
 * Fifty people stop reading on a busy board, for a minute. What waits for them is bounded, others notice nothing, and
 * when they read again they are where everyone is.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { form, inForm } from '../form.ts';
import { print, quantile } from '../processes/figures.ts';
import { Helper } from './helper.ts';
import type { PeopleDeeds } from './people.ts';
import { Served } from './served.ts';

const readers = inForm({ short: 10, faults: 50, long: 50 });
const span = inForm({ short: 3_000, faults: 60_000, long: 60_000 });
/** Of all of them together, MB. */
const MEMORY = 60;
/** What a machine that does other things as well adds to the slowest of a few hundred, ms. */
const SLACK = inForm({ short: 1_000, faults: 1_000, long: 20 });
/** Twenty people with a comment of 3 kB each 350 ms, written and taken back: about 200 kB a second to every reader. */
const busy = { every: 350, letters: 1_000 };

let served: Served;
let writers: Helper<PeopleDeeds>;
let stalled: Helper<PeopleDeeds>;
beforeAll(async () => {
  served = await Served.start({ COMMANDS_PER_SECOND: '1000' });
  writers = Helper.start<PeopleDeeds>('people.ts');
  stalled = Helper.start<PeopleDeeds>('people.ts');
  const entry = { url: served.url, board: served.board.id, key: served.board.keys.member };
  await writers.ask('comeToWrite', { ...entry, count: 20 });
  await stalled.ask('comeToWrite', { ...entry, count: 1 });
}, 120_000);
afterAll(async () => {
  await writers?.end();
  await stalled?.end();
  await served?.stop();
});

/** @returns the most memory that the server had meanwhile, MB, and the 99th percentile of the acknowledgements, ms */
async function busyFor(ms: number): Promise<{ memory: number; p99: number; behind: number }> {
  let memory = 0;
  let behind = 0;
  const took: number[] = [];
  for (const until = performance.now() + ms; performance.now() < until;) {
    took.push(...(await writers.ask('write', { ms: Math.min(1_000, ms), ...busy })));
    const health = await served.look();
    memory = Math.max(memory, health.memory);
    behind = health.value('tilth_slow_readers_total');
  }
  return { memory, p99: quantile(took, 0.99), behind };
}

test(`${readers} readers stall for ${span / 1_000} s`, { timeout: 240_000 }, async () => {
  const viewer = { url: served.url, board: served.board.id, key: served.board.keys.viewer };
  if (form !== 'short') await busyFor(10_000);
  const before = await busyFor(span / 3);
  await stalled.ask('stall', { ...viewer, count: readers });
  const meanwhile = await busyFor(span);
  const again = await stalled.ask('readAgain', viewer);
  print(
    `${readers} stalled readers: memory ${before.memory.toFixed(0)} → ${meanwhile.memory.toFixed(0)} MB, p99 of ` +
      `acknowledgements ${before.p99.toFixed(0)} → ${meanwhile.p99.toFixed(0)} ms; ${meanwhile.behind} left behind; ` +
      `then ${JSON.stringify(again)}`,
  );
  // The kernel takes some megabytes for each before anything waits in the process: the short form ends before.
  if (form !== 'short') expect(again['read on']).toBe(0);
  expect(meanwhile.memory - before.memory).toBeLessThan(MEMORY);
  expect(meanwhile.p99).toBeLessThan(1.2 * before.p99 + SLACK);
});
