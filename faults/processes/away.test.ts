/**
 * Redis goes away under a node: killed, paused, cut off without a word, come back empty. Nothing crashes, every question
 * is answered in time, nothing is acknowledged, and people keep every letter and catch up.
 */
import { cp, rm } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { freshId } from '#server/rooms/secrets.ts';
import { RedisLink } from '#server/redis/link.ts';
import { boardKeys } from '#server/store/redis/keys.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { limits } from '#shared/limits.ts';
import { form, inForm } from '../form.ts';
import { count, editors, keepWriting } from './editor.ts';
import { checkAllIsThere } from './editors.ts';
import { print, spread } from './figures.ts';
import { newBoard } from './new-board.ts';
import { type Node, Nodes } from './nodes.ts';
import { type Asked, askEverything, metric } from './probes.ts';

const PATIENCE = 10 * 60_000;
/** What a busy machine adds to a time-out, ms. */
const SLACK = 500;
const PEOPLE = 10;
const LOOP = 'nodejs_eventloop_lag_p99_seconds';
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function peopleOnOneNode(end: (run: () => Promise<void>) => void) {
  const nodes = await Nodes.start(1, { LOG_LEVEL: 'warn' });
  end(() => nodes.stop());
  const node = nodes.all[0] as Node;
  const board = await newBoard(node.url);
  const people = await editors({ url: node.url }, board, PEOPLE);
  end(async () => people.forEach(({ session }) => session.close()));
  const asker = await RawClient.connect(node.url, { board: board.id, key: board.keys.member });
  await asker.enter('Asker');
  await asker.sync();
  end(async () => asker.close());
  // It is in nobody's memory, and whether it exists nobody can say while Redis is away.
  const cold = { ...board, id: freshId('board') };
  return { nodes, node, board, cold, people, asker };
}

interface Way {
  name: string;
  seconds: number;
  leave(nodes: Nodes, node: Node): Promise<void> | void;
  comeBack(nodes: Nodes, node: Node): Promise<void> | void;
}

const ways: Way[] = [
  {
    name: 'killed',
    seconds: inForm({ short: 3, faults: 10, long: 30 }),
    leave: (nodes) => nodes.redis.kill(),
    comeBack: (nodes) => nodes.redis.start(),
  },
  {
    name: 'paused',
    seconds: inForm({ short: 3, faults: 30, long: 30 }),
    leave: (nodes) => nodes.redis.pause(),
    comeBack: (nodes) => nodes.redis.resume(),
  },
  {
    name: 'cut off without a word',
    seconds: inForm({ short: 3, faults: 10, long: 60 }),
    leave: (_, node) => node.wire.silence(),
    comeBack: (_, node) => node.wire.heal(),
  },
];

describe.concurrent('Redis is', () => {
  // Each time only the one that nothing else there has; a start costs more than the rest.
  test.each(form === 'short' ? ways.filter(({ name }) => name === 'paused') : ways)(
    '$name for $seconds s',
    { timeout: PATIENCE },
    async (way) => {
      const ends: (() => Promise<void>)[] = [];
      try {
        await isAway(way, (end) => ends.unshift(end));
      } finally {
        for (const end of ends) await end();
      }
    },
  );

  test(
    'back, but empty: nothing is written over, the operator is told, and its backup mends it',
    { timeout: PATIENCE },
    async ({ onTestFinished }) => {
      const { nodes, node, board, people } = await peopleOnOneNode(onTestFinished);
      const { redis } = nodes;
      await redis.kill();
      const backup = `${redis.folder}-backup`;
      await cp(redis.folder, backup, { recursive: true });
      onTestFinished(() => rm(backup, { recursive: true, force: true }));
      await redis.forget();
      await redis.start();
      const stop = keepWriting(people, 500);
      await vi.waitFor(() => expect(node.process.output()).toMatch(/lost/), { timeout: 10_000 });
      await pause(2_000);
      stop();
      expect(await metric(node.url, 'tilth_boards_read_only')).toBe(1);
      const visitor = await RawClient.connect(node.url, { board: board.id, key: board.keys.viewer });
      await visitor.sync();
      await visitor.until(() => visitor.state.cards.size === PEOPLE, 'the board as it was');
      visitor.close();
      expect(count(people).saved).toBe(0);
      const link = new RedisLink({ url: redis.url });
      await link.open();
      expect(await link.call(['EXISTS', boardKeys(board.id).head])).toBe(0);
      await link.close();

      await redis.kill();
      await redis.forget();
      await cp(backup, redis.folder, { recursive: true });
      await redis.start();
      await checkAllIsThere(node.url, board, people);
      print(
        `Redis came back empty: ${count(people).written} comments kept, all saved once its backup was there`,
      );
    },
  );
});

async function isAway(way: Way, end: (run: () => Promise<void>) => void): Promise<void> {
  const { nodes, node, board, cold, people, asker } = await peopleOnOneNode(end);
  const { card } = people[0]!;
  const text = people[0]!.session.openText(card);
  await vi.waitFor(() => expect(text.mayEdit).toBe(true));
  const stop = keepWriting(people, 500);
  // Each asking begins the measure anew.
  await metric(node.url, LOOP);
  await pause(1_000);
  const usual = await metric(node.url, LOOP);
  const memory = await metric(node.url, 'process_resident_memory_bytes');

  await way.leave(nodes, node);
  const left = performance.now();
  await pause(100);
  const { saved } = count(people);
  const asked: Asked[] = [];
  let letters = 0;
  let read = 0;
  while (performance.now() - left < way.seconds * 1_000) {
    const answers = await askEverything(node.url, board, cold, asker, card);
    asked.push(...answers);
    read += answers.filter(({ what, answer }) => what === 'sync' && answer === 'ok').length;
    text.splice(text.value.length, 0, 'x');
    letters += 1;
    await pause(1_000);
  }
  const lag = await metric(node.url, LOOP);
  const grown = (await metric(node.url, 'process_resident_memory_bytes')) - memory;
  expect(count(people).saved).toBe(saved);
  for (const { session } of people) expect(session.snapshot.state.cards.has(card)).toBe(true);
  const unsaved = people.reduce((sum, { session }) => {
    const { connection } = session.snapshot;
    return sum + ('unsaved' in connection ? connection.unsaved : 0);
  }, 0);
  expect(unsaved).toBeGreaterThanOrEqual(count(people).written - saved);

  await way.comeBack(nodes, node);
  const back = performance.now();
  stop();
  await Promise.all(people.map(({ session }) => session.saved(30_000)));
  const caughtUp = performance.now() - back;
  await checkAllIsThere(node.url, board, people);
  await people[1]!.session.until(({ state }) => state.cards.get(card)?.body === 'x'.repeat(letters));

  const took = asked.map((each) => each.took);
  print(
    `Redis ${way.name} for ${way.seconds} s: ${asked.length} questions answered, ${spread(took)}; ` +
      `loop p99 ${(lag * 1_000).toFixed(0)} ms (${(usual * 1_000).toFixed(0)} before), memory ${(grown / 2 ** 20).toFixed(0)} MB more; ` +
      `0 acknowledged, ${unsaved} kept, all saved ${caughtUp.toFixed(0)} ms after it was back`,
  );
  const answers = (what: string) =>
    new Set(asked.filter((each) => each.what === what).map(({ answer }) => answer));
  expect(answers('healthz')).toEqual(new Set(['200']));
  expect(answers('readyz')).toEqual(new Set(['503']));
  // 429: there is a limit to how often one may ask for that.
  for (const answer of answers('new board')) expect(['503', '429']).toContain(answer);
  expect(answers('cold board')).toEqual(new Set(['503']));
  expect(answers('knock cold')).toEqual(new Set(['restarting']));
  expect(answers('command')).not.toContain('ok');
  // Read on from the server while it may know the newest, and from the device later.
  expect(read).toBeGreaterThan(0);
  expect(asked.filter((each) => each.took > limits.redisTimeout + SLACK)).toEqual([]);
  // On a machine that is busy with other things as well it is no worse than it was before.
  expect(lag).toBeLessThan(Math.max(0.05, 3 * usual));
  expect(grown).toBeLessThan(60 * 2 ** 20);
  expect(node.process.child.exitCode).toBeNull();
}
