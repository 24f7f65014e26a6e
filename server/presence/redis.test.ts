import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { RedisLink } from '#server/redis/link.ts';
import { patient, type Network, unreliable } from '#server/store/redis/testing.ts';
import { TestRedis } from '#server/testing/redis.ts';
import { limits } from '#shared/limits.ts';
import { presenceContract } from './contract.ts';
import type { Presence, PresencePort } from './port.ts';
import { presenceKeys } from './redis-rows.ts';
import { redisPresence } from './redis.ts';

/** Fifty times faster than a server looks, so that a test need not wait for the death of a row. */
const LOOK = 50;
/** For what happens soon, on a machine that is busy. */
const SOON = { timeout: 5_000, interval: 10 };

let redis: TestRedis;
beforeEach(async () => {
  redis = await TestRedis.start();
});
afterEach(() => redis.stop());

presenceContract('presence in Redis', (now) => node({ now }));

function node(options: { now?: () => number; network?: Network } = {}): PresencePort {
  const { now, network } = options;
  const link = { url: redis.url };
  return redisPresence({
    url: redis.url,
    link: network ? unreliable(network)(link) : patient(link),
    lookEvery: LOOK,
    ...(now && { now }),
  });
}

function opened(options: { network?: Network } = {}): PresencePort {
  const port = node(options);
  onTestFinished(() => port.close());
  return port;
}

const someone = (socket: string, more: Partial<Presence> = {}): Presence => ({
  socket,
  member: 'm_ana',
  card: '',
  writing: false,
  looking: null,
  active: 1,
  ...more,
});
const here = (port: PresencePort): string[] =>
  port
    .list('b_1')
    .map(({ socket, card }) => `${socket}@${card}`)
    .toSorted();
const soon = (port: PresencePort, expected: string[]): Promise<void> =>
  vi.waitFor(() => expect(here(port)).toEqual(expected), SOON);

describe('two nodes', () => {
  test('see who is on the other, where they go, and that they left', async () => {
    const [a, b] = [opened(), opened()];
    const heard = vi.fn();
    b.subscribe('b_1', heard);
    a.beat('b_1', someone('a1'));
    b.beat('b_1', someone('b1', { member: '' }));
    await soon(a, ['a1@', 'b1@']);
    await soon(b, ['a1@', 'b1@']);
    heard.mockClear();
    const looking = { words: 'a “bike”\n+', urgency: null, area: '', terms: 'gift', open: false } as const;
    a.beat('b_1', someone('a1', { card: 'c_1', writing: true, looking }));
    await soon(b, ['a1@c_1', 'b1@']);
    expect(b.list('b_1').find(({ socket }) => socket === 'a1')).toEqual(
      someone('a1', { card: 'c_1', writing: true, looking }),
    );
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), SOON);
    a.leave('b_1', 'a1');
    await soon(b, ['b1@']);
    expect(b.list('b_2')).toEqual([]);
  });

  test('stay in step while people come, go and move, however the messages fall together', async () => {
    const ports = [opened(), opened(), opened()];
    const expected = new Map<string, string>();
    for (const port of ports) port.subscribe('b_1', () => undefined);
    for (let i = 0; i < 300; i++) {
      const which = i % 3;
      const socket = `s${which}_${i % 17}`;
      if (i % 5 === 4) {
        ports[which]!.leave('b_1', socket);
        expected.delete(socket);
      } else {
        ports[which]!.beat('b_1', someone(socket, { card: `c_${i}` }));
        expected.set(socket, `${socket}@c_${i}`);
      }
      if (i % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (const port of ports) await soon(port, [...expected.values()].toSorted());
  });

  test('say many moves of one tick in one message', async () => {
    const messages: string[] = [];
    const listener = new RedisLink({ url: redis.url });
    onTestFinished(() => listener.close());
    await listener.open();
    listener.subscribe(presenceKeys('b_1').channel, (message) => messages.push(message));
    await listener.call(['PING']);
    const a = opened();
    for (let i = 0; i < 200; i++) a.beat('b_1', someone(`a${i % 20}`, { card: `c_${i}` }));
    await vi.waitFor(() => expect(messages.join('\n')).toContain('c_199'), SOON);
    // The first at once, with the first turn of the event loop; nothing changed after.
    expect(messages).toHaveLength(1);
    expect(messages[0]!.split('\n')).toHaveLength(1 + 20);
  });
});

test('a node that dies leaves no ghosts: they are gone within a lease', async () => {
  // What the servers' own figures come to: a row dies 4.5 looks after its last renewal, and is found by the next look.
  expect(5.5 * 2_500).toBeLessThan(limits.presenceLease);
  let dead = false;
  const a = opened({
    network: async (send) => {
      if (dead) throw new Error('dead');
      return send();
    },
  });
  const b = opened();
  a.beat('b_1', someone('a1'));
  b.beat('b_1', someone('b1'));
  await soon(b, ['a1@', 'b1@']);
  // Renewed for longer than a row lives.
  await new Promise((resolve) => setTimeout(resolve, 8 * LOOK));
  await soon(b, ['a1@', 'b1@']);
  dead = true;
  await soon(b, ['b1@']);
  // Who was only away is back when it speaks again.
  dead = false;
  await soon(b, ['a1@', 'b1@']);
});

test('a lost message heals by the next look', async () => {
  const silent = opened({
    network: (send, args) =>
      send(args.map((each) => (each === presenceKeys('b_1').channel ? 'nowhere' : each))),
  });
  const b = opened();
  b.subscribe('b_1', () => undefined);
  silent.beat('b_1', someone('a1', { card: 'c_1' }));
  await soon(b, ['a1@c_1']);
  silent.beat('b_1', someone('a1', { card: 'c_2' }));
  await soon(b, ['a1@c_2']);
  silent.leave('b_1', 'a1');
  await soon(b, []);
});

test('a Redis that is killed and comes back empty hears from every node who is there', async () => {
  const [a, b] = [opened(), opened()];
  a.beat('b_1', someone('a1'));
  b.beat('b_1', someone('b1'));
  await soon(a, ['a1@', 'b1@']);
  await redis.kill();
  await redis.forget();
  a.leave('b_1', 'a1');
  a.beat('b_1', someone('a2'));
  expect(here(a)).toContain('a2@');
  await redis.start();
  await soon(a, ['a2@', 'b1@']);
  await soon(b, ['a2@', 'b1@']);
});

test('a node that ends says good-bye for its people', async () => {
  const [a, b] = [node(), opened()];
  b.subscribe('b_1', () => undefined);
  a.beat('b_1', someone('a1'));
  await soon(b, ['a1@']);
  await a.close();
  await soon(b, []);
});

test('nothing of it is written to the disk, and nothing stays in Redis', async () => {
  const a = node();
  a.beat('b_1', someone('a1', { member: 'm_canary' }));
  const link = new RedisLink({ url: redis.url });
  onTestFinished(() => link.close());
  await link.open();
  await vi.waitFor(
    async () => expect(String(await link.call(['HVALS', presenceKeys('b_1').rows]))).toContain('m_canary'),
    SOON,
  );
  const names = await readdir(redis.folder, { recursive: true, withFileTypes: true });
  for (const file of names.filter((each) => each.isFile())) {
    expect(String(await readFile(join(file.parentPath, file.name)))).not.toContain('m_canary');
  }
  await a.close();
  await vi.waitFor(async () => expect(await link.call(['DBSIZE'])).toBe(0), SOON);
});
