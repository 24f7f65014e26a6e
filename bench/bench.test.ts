/** Every load runs, in its smallest size and against a server in this process, so that the bench cannot rot. */
import { describe, expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import { medians } from './figures.ts';
import { tilth } from './load/dialects/tilth.ts';
import { Histogram } from './load/histogram.ts';
import type { RunName } from './load/job.ts';
import type { Figures, Params } from './load/run.ts';
import { runs } from './load/runs.ts';
import { parse } from './options.ts';
import { workloads } from './workloads.ts';

async function smoke(run: RunName, params: Params): Promise<Figures> {
  const world = await startWorld({}, { commandsPerSecond: 100_000 });
  return runs[run](tilth, { port: world.app.port(), pid: process.pid }, params);
}

test('fan-out: everyone sees every edit, and the sample has the board that was written', async ({
  expect,
}) => {
  const size = { listeners: 6, writers: 2, cards: 4, body: 10, edits: 40, seconds: 0.3, exercise: 0.2 };
  const figures = await smoke('fanout', size);
  expect(figures).toMatchObject({ lost: 0, converged: 1 });
  expect(figures['p99']).toBeGreaterThan(0);
  expect(figures['ackP99']).toBeGreaterThan(0);
});

test('presence: everyone sees everyone move', async () => {
  const figures = await smoke('presence', { people: 4, moves: 5, seconds: 0.5, warm: 0.2 });
  expect(figures['deliveriesPerSecond']).toBeGreaterThan(0);
  expect(figures['p99']).toBeGreaterThan(0);
});

test('typing: co-editors and readers get every key', async () => {
  const figures = await smoke('typing', { listeners: 5, writers: 2, keys: 5, seconds: 0.5 });
  expect(figures).toMatchObject({ editorsLost: 0, readersLost: 0 });
});

test('joins and memory have figures', async () => {
  const joins = await smoke('joins', { cards: 20, body: 10, alone: 2, herds: 1 });
  for (const name of ['oneMs', 'twentyMs', 'kB']) expect(joins[name]).toBeGreaterThan(0);
  const { kBPerConnection } = await smoke('idleConnections', { connections: 3 });
  const { kBLive, kBIdle } = await smoke('idleBoards', { boards: 1, warm: 1, rest: 0 });
  expect([kBPerConnection, kBLive, kBIdle].map(Number.isFinite)).toEqual([true, true, true]);
});

describe('the command line', () => {
  test('measures everything unless told otherwise', () => {
    expect(parse([])).toMatchObject({ workloads, quick: false, rounds: 3 });
    expect(parse(['quiet', '--peers=tldraw', '--rounds=1']).workloads.map(({ name }) => name)).toEqual([
      'quiet',
    ]);
    expect(parse(['--quick'])).toMatchObject({ peers: [], quick: true, rounds: 1 });
  });

  test.each([['nothing'], ['--peers=nobody'], ['--rounds=0'], ['--fast']])(
    '%s is answered with the usage',
    (asked) => {
      expect(() => parse([asked])).toThrow('npm run bench');
    },
  );
});

test('quantiles are those of what was counted; medians leave out what was not measured', () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 100; ms += 1) histogram.add(ms);
  expect(histogram.quantile(0.5)).toBeCloseTo(50, 0);
  expect(histogram.quantile(0.99)).toBeCloseTo(99, 0);
  expect(new Histogram().quantile(0.5)).toBeNaN();
  expect(medians([{ a: 3 }, { a: 1, b: Number.NaN }, { a: 2 }])).toEqual({ a: 2, b: Number.NaN });
});
