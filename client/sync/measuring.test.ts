import { expect, test } from 'vitest';
import { limits } from '#shared/limits.ts';
import { Measuring } from './measuring.ts';
import { World } from './testing/world.ts';
import type { Wire } from './wire.ts';
import { WireLost } from './wire.ts';

const FIVE_MINUTES = 300_000;

type Delay = [least: number, most: number];

/** A device whose own clock is `skew` ms off, over a network that takes its time each way. */
function device(world: World, skew: number, up: Delay, down: Delay) {
  const clock = { ahead: 0, skew, asked: 0 };
  const take = ([least, most]: Delay): number => least + world.int(most - least + 1);
  const wireTo = (answers: boolean): Wire => ({
    request: () =>
      new Promise((resolve, reject) => {
        clock.asked += 1;
        if (!answers) return reject(new WireLost('gone'));
        world.after(take(up), () => {
          const reply = { ok: true, now: world.now } as never;
          world.after(take(down), () => resolve(reply));
        });
      }),
    send: () => undefined,
    close: () => undefined,
  });
  const measuring = new Measuring(clock, { now: () => world.now + clock.skew });
  /** How far its clock is off, ms. */
  const off = (): number => world.now + clock.skew + clock.ahead - world.now;
  return { clock, measuring, off, wire: wireTo(true), lost: wireTo(false) };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'clocks that are five minutes off, over lines that are slow one way, come within 250 ms (%i)',
  async (seed) => {
    const world = new World(seed);
    const devices = [
      device(world, -FIVE_MINUTES, [10, 60], [40, 500]),
      device(world, FIVE_MINUTES, [40, 500], [10, 60]),
      device(world, 0, [5, 400], [5, 400]),
    ];
    for (const { measuring, wire } of devices) measuring.look(wire);
    await world.pass(10_000);
    // and stay there, however slow what comes later is
    for (let nth = 0; nth < 10; nth += 1) {
      const off = devices.map((one) => one.off());
      expect(Math.max(...off) - Math.min(...off)).toBeLessThan(250);
      for (const { measuring, wire } of devices) measuring.look(wire);
      await world.pass(limits.timeEvery);
    }
  },
);

test('one quick answer outweighs the slow ones', async () => {
  const world = new World(1);
  const slow: Delay = [0, 3_000];
  const one = device(world, FIVE_MINUTES, slow, [3_000, 3_000]);
  one.measuring.look(one.wire);
  await world.pass(40_000);
  slow[1] = 0;
  const quick = device(world, FIVE_MINUTES, [4, 4], [6, 6]);
  const both = { ...one.wire, request: quick.wire.request };
  one.measuring.look(both);
  await world.pass(1_000);
  expect(Math.abs(one.off())).toBeLessThanOrEqual(5);
});

test('asks several times over a new wire, then now and then, and never twice at once', async () => {
  const world = new World(1);
  const { measuring, clock, wire } = device(world, 0, [50, 50], [50, 50]);
  for (let second = 0; second < 60; second += 1) {
    measuring.look(wire);
    measuring.look(wire);
    await world.pass(1_000);
  }
  expect(clock.asked).toBe(limits.timeSamples + 2);
  measuring.look({ ...wire });
  await world.pass(1_000);
  expect(clock.asked).toBe(2 * limits.timeSamples + 2);
});

test('a clock that is set while it is looked at is right again with the next answer', async () => {
  const world = new World(1);
  const one = device(world, 0, [20, 20], [20, 20]);
  one.measuring.look(one.wire);
  await world.pass(5_000);
  for (const jump of [FIVE_MINUTES, -2 * FIVE_MINUTES]) {
    one.clock.skew += jump;
    one.measuring.look(one.wire);
    await world.pass(limits.timeEvery);
    expect(Math.abs(one.off())).toBeLessThanOrEqual(20);
  }
});

test('a wire that is lost meanwhile changes nothing', async () => {
  const world = new World(1);
  const one = device(world, 0, [20, 20], [20, 20]);
  one.measuring.look(one.wire);
  await world.pass(5_000);
  one.measuring.look(one.lost);
  await world.pass(5_000);
  expect(Math.abs(one.off())).toBeLessThanOrEqual(20);
  one.measuring.look(one.wire);
  await world.pass(5_000);
  expect(one.clock.asked).toBe(2 * limits.timeSamples + 1);
});
