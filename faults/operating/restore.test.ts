/**
 * The drills of docs/operating.md: a copy of a data folder, and a copy of a Redis's append-only files taken while it runs,
 * each put in the place of what is lost. The boards are as they were at the copy, and a device that knows more than the
 * restored board follows it.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import { memoryKeep } from '#client/sync/keep/memory.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { RedisLink } from '#server/redis/link.ts';
import {
  buildServer,
  endProcess,
  freePort,
  type ServerProcess,
  startProcess,
} from '#server/testing/process.ts';
import { TestRedis } from '#server/testing/redis.ts';
import { inForm } from '../form.ts';
import { type MadeBoard, newBoard } from '../processes/new-board.ts';

const cards = inForm({ short: 30, faults: 150, long: 2_000 });
const PATIENCE = 30_000;
const settings = { COMMANDS_PER_SECOND: '1000' };

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'tilth-restore-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function serve(dataDir: string, port: number, redis?: TestRedis): Promise<ServerProcess> {
  const server = await startProcess(port, dataDir, { ...settings, ...(redis && { REDIS_URL: redis.url }) });
  onTestFinished(async () => {
    await endProcess(server, 'SIGKILL');
  });
  return server;
}

function visit(url: string, { id, keys }: MadeBoard, keep?: KeepPort): HeadlessSession {
  const session = headless({ url, board: id, key: keys.member, ...(keep && { keep }) });
  onTestFinished(() => session.close());
  return session;
}

async function write(session: HeadlessSession, title: string): Promise<void> {
  const card = session.newId('card');
  const body = `What ${title} is about`;
  const outcome = await session.run({ type: 'card.create', card, kind: 'need', title, body, chips: {} });
  // a member may have 100 open cards
  if (outcome.type === 'applied') await session.run({ type: 'card.withdraw', card });
  expect(outcome).toEqual({ type: 'applied' });
}

const titles = ({ snapshot }: HeadlessSession): string[] =>
  [...snapshot.state.cards.values()]
    .map(({ title, body, state }) => `${title}, ${body}, ${state}`)
    .toSorted();

/** What the board was at the copy is what everyone has again: who comes new, and who had seen more. */
async function isAsBefore(url: string, board: MadeBoard, keep: KeepPort, before: string[]): Promise<void> {
  const [fresh, knowing] = [visit(url, board), visit(url, board, keep)];
  for (const session of [fresh, knowing]) {
    await session.live(PATIENCE);
    await session.until(({ state }) => state.cards.size === before.length, PATIENCE);
    expect(titles(session)).toEqual(before);
  }
  expect(knowing.snapshot.me.type).toBe('member');
  await write(knowing, 'After the restore');
  await fresh.until(({ state }) => state.cards.size === before.length + 1, PATIENCE);
}

async function fill(url: string, keep: KeepPort): Promise<{ board: MadeBoard; ana: HeadlessSession }> {
  const board = await newBoard(url);
  const ana = visit(url, board, keep);
  await ana.joinAs('Ana');
  for (let nth = 0; nth < cards; nth += 1) await write(ana, `Card ${nth}`);
  await ana.saved(PATIENCE);
  return { board, ana };
}

async function closed(session: HeadlessSession): Promise<void> {
  session.close();
  // what is kept is written behind
  await new Promise((resolve) => setTimeout(resolve, 500));
}

test(
  'a copied data folder, put in the place of a lost one, serves the same boards',
  { timeout: 900_000 },
  async () => {
    await buildServer();
    const [data, backup] = [await folder(), await folder()];
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const keep = memoryKeep();
    let server = await serve(data, port);
    const { board, ana } = await fill(url, keep);
    const before = titles(ana);
    await endProcess(server, 'SIGTERM');
    await cp(data, backup, { recursive: true });
    server = await serve(data, port);
    await ana.live(PATIENCE);
    await write(ana, 'After the copy');
    await closed(ana);
    await endProcess(server, 'SIGKILL');
    await rm(data, { recursive: true });

    const began = performance.now();
    await cp(backup, data, { recursive: true });
    await serve(data, port);
    await isAsBefore(url, board, keep, before);
    console.log(`data folder: ${cards} cards back and written to after ${seconds(began)} s`);
  },
);

test(
  'append-only files that were copied while Redis ran make a Redis with the same boards',
  { timeout: 900_000 },
  async () => {
    await buildServer();
    const [data, backup] = [await folder(), await folder()];
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const keep = memoryKeep();
    const redis = await TestRedis.start();
    const other = await TestRedis.start();
    onTestFinished(() => Promise.all([redis.stop(), other.stop()]).then(() => undefined));
    const server = await serve(data, port, redis);
    const { board, ana } = await fill(url, keep);
    const before = titles(ana);
    await copyFiles(redis, backup);
    await write(ana, 'After the copy');
    await closed(ana);
    await endProcess(server, 'SIGKILL');
    await redis.kill();

    const began = performance.now();
    await other.kill();
    await rm(join(other.folder, 'appendonlydir'), { recursive: true, force: true });
    await cp(backup, join(other.folder, 'appendonlydir'), { recursive: true });
    await other.start();
    await serve(data, port, other);
    await isAsBefore(url, board, keep, before);
    console.log(`Redis: ${cards} cards back and written to after ${seconds(began)} s`);
  },
);

/** As Redis's manual says: no rewrite may begin while its files are copied, and none may be under way. */
async function copyFiles(redis: TestRedis, to: string): Promise<void> {
  const link = new RedisLink({ url: redis.url });
  await link.open();
  await link.call(['CONFIG', 'SET', 'auto-aof-rewrite-percentage', '0']);
  await expect
    .poll(async () => String(await link.call(['INFO', 'persistence'])))
    .toContain('aof_rewrite_in_progress:0');
  await cp(join(redis.folder, 'appendonlydir'), to, { recursive: true });
  await link.call(['CONFIG', 'SET', 'auto-aof-rewrite-percentage', '100']);
  await link.close();
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
