/**
 * A thousand people lose their connection in the same moment and come back: the server ended and was started again, the
 * network blinked, or, which no page does, without any waiting. Nobody is refused for good, all are there within ten
 * seconds, and the event loop still turns for everyone else.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient } from '#server/testing/raw-client.ts';
import { inForm } from '../form.ts';
import { print, quantile } from '../processes/figures.ts';
import { fill } from './cards.ts';
import { Helper } from './helper.ts';
import type { HerdDeeds } from './herd.ts';
import { Served } from './served.ts';

const people = inForm({ short: 120, faults: 1_000, long: 1_000 });
const cards = inForm({ short: 200, faults: 2_000, long: 2_000 });
/** All are back and synced within, ms. */
const BACK = 10_000;
/** The 99th percentile of the event loop's delay meanwhile, ms. */
const DELAY = 250;
/** Processor time of one join, with all that goes to the others because of it, ms. */
const COST = 3;

let served: Served;
let herd: Helper<HerdDeeds>;
beforeAll(async () => {
  // A quarter of an address's sockets may be on their way in.
  served = await Served.start({
    COMMANDS_PER_SECOND: '10000',
    SOCKETS_PER_ADDRESS: String(4 * people + 100),
  });
  await fill(served, cards);
  herd = Helper.start<HerdDeeds>('herd.ts');
  const { id, keys } = served.board;
  const bytes = await herd.ask('come', { url: served.url, board: id, key: keys.member, count: people });
  print(`${people} people on a board of ${cards} cards; a whole board takes ${bytes} bytes on the wire`);
}, 240_000);
afterAll(async () => {
  await herd?.end();
  await served?.stop();
});

async function comesBack(what: string, lose: () => Promise<void>): Promise<void> {
  await served.look();
  const began = performance.now();
  await lose();
  await herd.ask('backWithin', 2 * BACK);
  const took = performance.now() - began;
  const { delay, value } = await served.look();
  const turned = ['full', 'address full', 'address too often'].map((why) =>
    value(`tilth_turned_away_total{why="${why}"}`),
  );
  print(
    `${what}: ${people} back and synced after ${took.toFixed(0)} ms; delay of the event loop p99 ` +
      `${delay.p99.toFixed(0)} ms, most ${delay.most.toFixed(0)} ms; asked to wait ${turned.join(' + ')}`,
  );
  expect(took).toBeLessThan(BACK);
  expect(delay.p99).toBeLessThan(DELAY);
}

test('after kill -9 and a start', { timeout: 60_000 }, () =>
  comesBack('killed', () => served.killAndStartAgain()),
);

test('after the network blinked', { timeout: 60_000 }, () => comesBack('blinked', () => herd.ask('cut')));

test('all in the same moment, without waiting', { timeout: 60_000 }, () =>
  comesBack('rushed', () => herd.ask('rush')),
);

test('twenty join at once: what each costs the server', { timeout: 60_000 }, async () => {
  const { id, keys } = served.board;
  const auth = { board: id, key: keys.viewer };
  const costs: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const joiners = await Promise.all(Array.from({ length: 20 }, () => RawClient.connect(served.url, auth)));
    const before = await served.look();
    const began = performance.now();
    await Promise.all(joiners.map((joiner) => joiner.ask('sync', {})));
    times.push(performance.now() - began);
    const after = await served.look();
    costs.push(((after.cpu - before.cpu) * 1_000) / joiners.length);
    for (const joiner of joiners) joiner.close();
  }
  const [cost, time] = [quantile(costs, 0.5), quantile(times, 0.5)];
  print(
    `20 syncs at once among ${people} people: ${time.toFixed(0)} ms, ${cost.toFixed(1)} ms of server time each`,
  );
  expect(cost).toBeLessThan(COST);
});
