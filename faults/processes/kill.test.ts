/**
 * kill -9 in a burst of ten writers, again and again: of a server with its own folder, of nodes on one Redis, and of that
 * Redis. What was acknowledged is there afterwards; what lost its acknowledgement is done once when it is sent again.
 * The three go on side by side, for a start is mostly waiting. `ROUNDS=` sets how many kills of each; a printed seed
 * replays the moments of death.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Dice } from '#shared/testing/dice.ts';
import { asked, seed } from '#shared/testing/seed.ts';
import {
  buildServer,
  endProcess,
  freePort,
  runProcess,
  type ServerProcess,
  startProcess,
} from '#server/testing/process.ts';
import { inForm } from '../form.ts';
import { Crew, type Whereabouts } from './crew.ts';
import { print, quantile, spread } from './figures.ts';
import { newBoard } from './new-board.ts';
import { Nodes } from './nodes.ts';

const rounds = (short: number, faults: number, long: number): number =>
  asked('ROUNDS') ?? inForm({ short, faults, long });
/** A board that grows for ever would make the proof one of patience. */
const KILLS_A_BOARD = 100;
const PATIENCE = inForm({ short: 5, faults: 30, long: 240 }) * 60_000;
/** The longest that serving again may take on a machine with nothing else to do, ms. */
const AT_ONCE = 2_000;

beforeAll(buildServer, PATIENCE);

/** A burst in which something dies. */
async function burstUntil(crew: Crew, dice: Dice, death: () => Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const writing = crew.burst(stop.signal);
  await new Promise((resolve) => setTimeout(resolve, 100 + dice.below(400)));
  await death();
  stop.abort();
  await writing;
}

/** Plays `count` rounds, with a fresh crew on a fresh board from time to time. @returns what was acknowledged in all */
async function play(
  count: number,
  origin: string,
  where: Whereabouts,
  round: (crew: Crew) => Promise<void>,
): Promise<string> {
  let [comments, letters] = [0, 0];
  for (let left = count; left > 0; left -= KILLS_A_BOARD) {
    const crew = await Crew.join(await newBoard(origin), where);
    for (let i = 0; i < Math.min(left, KILLS_A_BOARD); i += 1) await round(crew);
    await crew.finish(origin);
    crew.close();
    comments += crew.acked.comments;
    letters += crew.acked.letters;
  }
  return `${count} kills (seed ${seed}): ${comments} comments and ${letters} letters acknowledged, 0 lost, each once`;
}

describe.concurrent('kill -9 in a burst', () => {
  test('of a server with its own folder', { timeout: PATIENCE }, async ({ onTestFinished }) => {
    const dice = new Dice(seed);
    const folder = await mkdtemp(join(tmpdir(), 'tilth-kill-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    let server: ServerProcess = await startProcess(port, folder);
    onTestFinished(async () => {
      await endProcess(server, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    });
    const starts: number[] = [];
    const first = server.took;
    const told = await play(
      rounds(10, 60, 600),
      url,
      () => url,
      async (crew) => {
        await burstUntil(crew, dice, () => endProcess(server, 'SIGKILL'));
        server = await startProcess(port, folder);
        starts.push(server.took);
        await crew.comeBack(() => url);
        await crew.check(url);
      },
    );
    print(`server: ${told}; first start ${first.toFixed(0)} ms, serving again after ${spread(starts)}`);
    expect(quantile(starts, 0.5)).toBeLessThan(Math.max(AT_ONCE, 2 * first));
  });

  test('of nodes on one Redis', { timeout: PATIENCE }, async ({ onTestFinished }) => {
    const dice = new Dice(seed);
    const nodes = await Nodes.start(2);
    onTestFinished(() => nodes.stop());
    const where: Whereabouts = (person) => nodes.all[person % 2]!.url;
    const told = await play(rounds(2, 20, 200), nodes.all[0]!.url, where, async (crew) => {
      const which = dice.below(2);
      const [dying, other] = [nodes.all[which]!, nodes.all[1 - which]!];
      await burstUntil(crew, dice, () => nodes.end(dying, 'SIGKILL'));
      await crew.comeBack(() => other.url);
      await crew.check(other.url);
      await nodes.startAgain(dying);
      await crew.comeBack(where);
    });
    print(`nodes: ${told}`);
  });

  test('of Redis under two nodes', { timeout: PATIENCE }, async ({ onTestFinished }) => {
    const dice = new Dice(seed);
    const nodes = await Nodes.start(2);
    onTestFinished(() => nodes.stop());
    const where: Whereabouts = (person) => nodes.all[person % 2]!.url;
    const told = await play(rounds(3, 20, 200), nodes.all[0]!.url, where, async (crew) => {
      await burstUntil(crew, dice, () => nodes.redis.kill());
      await nodes.redis.start();
      await crew.check(nodes.all[dice.below(2)]!.url);
    });
    print(`redis: ${told}`);
  });
});

test('a folder has one server, which says good-bye when it ends', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'tilth-kill-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startProcess(port, folder);
  onTestFinished(async () => {
    await endProcess(server, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const crew = await Crew.join(await newBoard(url), () => url);
  const second = await runProcess({ PORT: '0', DATA_DIR: folder });
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/^Another Tilth server is already using the folder/m);
  const byes = crew.byes();
  const began = performance.now();
  expect(await endProcess(server, 'SIGTERM')).toBe(0);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(new Set(await byes)).toEqual(new Set(['restarting']));
});
