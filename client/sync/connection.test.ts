import { expect, test } from 'vitest';
import type { HandshakeRefusal, ServerEvents } from '#shared/protocol.ts';
import { Connection, type Link } from './connection.ts';
import { surroundingsIn, World } from './testing/world.ts';
import { type Wire, type WireListener, WireLost } from './wire.ts';

function setUp(options: { soon?: boolean; another?: boolean; sync?: () => Promise<void> } = {}) {
  const world = new World(1);
  const links: Link['state'][] = [];
  const bugs: unknown[] = [];
  const answered: boolean[] = [];
  const attempts: { listener: WireListener; at: number; closed: boolean }[] = [];
  const connection = new Connection(
    (_auth, listener) => {
      const attempt = { listener, at: world.now, closed: false };
      attempts.push(attempt);
      const wire: Wire = {
        request: () => Promise.reject(new WireLost('nobody')),
        send: () => undefined,
        close: () => (attempt.closed = true),
      };
      return wire;
    },
    surroundingsIn(world),
    {
      auth: () => ({ v: 1, board: 'b', key: 'k' }),
      soon: () => options.soon === true && attempts.length < 2,
      another: () => options.another === true && attempts.length < 2,
      sync: options.sync ?? (() => Promise.resolve()),
      changed: (link) => links.push(link.state),
      away: (answers) => answered.push(answers),
      bug: (error) => bugs.push(error),
      events: {} as ServerEvents,
    },
  );
  const last = () => attempts.at(-1)!;
  return { world, connection, links, bugs, answered, attempts, last };
}

test('is live when the board is up to date, and comes back after it ended', async () => {
  const { world, connection, links, attempts, last } = setUp();
  connection.connect();
  last().listener.opened();
  await world.pass(0);
  expect(links).toEqual(['live']);
  last().listener.closed();
  expect(links).toEqual(['live', 'offline']);
  await world.pass(1_000);
  expect(attempts.length).toBe(2);
  last().listener.opened();
  await world.pass(0);
  expect(links).toEqual(['live', 'offline', 'live']);
});

test('tells a server that cannot serve now from one that is not reached', async () => {
  const { world, connection, attempts, answered, last } = setUp();
  connection.connect();
  last().listener.refused('restarting');
  await world.until(() => attempts.length > 1);
  last().listener.refused(null);
  expect(answered).toEqual([true, false]);
});

test('waits a random moment first, then twice as long each time, and at most 30 s', async () => {
  const { world, connection, attempts, last } = setUp();
  connection.connect();
  const waits: number[] = [];
  for (let failure = 0; failure < 9; failure += 1) {
    const failed = world.now;
    const before = attempts.length;
    last().listener.refused(null);
    await world.until(() => attempts.length > before, 40_000);
    waits.push(last().at - failed);
  }
  expect(waits[0]).toBeLessThanOrEqual(1_000);
  for (const [index, wait] of waits.slice(1).entries()) {
    const most = Math.min(1_000 * 2 ** index, 30_000);
    expect(wait).toBeGreaterThanOrEqual(most / 2);
    expect(wait).toBeLessThanOrEqual(most);
  }
});

test('does not wait when the person or the network comes back', async () => {
  const { connection, attempts, last } = setUp();
  connection.connect();
  last().listener.refused(null);
  connection.wake();
  expect(attempts.length).toBe(2);
  connection.wake();
  expect(attempts.length).toBe(2);
});

const refusals: [HandshakeRefusal, 'closed' | 'offline'][] = [
  ['version', 'closed'],
  ['noEntry', 'closed'],
  ['banned', 'closed'],
  ['tooMany', 'closed'],
  ['restarting', 'offline'],
];
test.each(refusals)('refused with %s it is %s', async (code, state) => {
  const { world, connection, attempts, last } = setUp();
  connection.connect();
  last().listener.refused(code);
  expect(connection.link.state).toBe(state);
  await world.pass(60_000);
  expect(attempts.length > 1).toBe(state === 'offline');
});

test('tries another way in at once', () => {
  const { connection, attempts, last } = setUp({ another: true });
  connection.connect();
  last().listener.refused('noEntry');
  expect(attempts.length).toBe(2);
  last().listener.refused('noEntry');
  expect(connection.link).toEqual({ state: 'closed', why: 'noEntry' });
});

test('asks again a moment later whom it may not know yet, and only then for another way', async () => {
  const { world, connection, attempts, last } = setUp({ soon: true });
  connection.connect();
  last().listener.refused('noEntry');
  expect(connection.link.state).toBe('offline');
  await world.pass(5_000);
  expect(attempts.length).toBe(2);
  last().listener.refused('noEntry');
  expect(connection.link).toEqual({ state: 'closed', why: 'noEntry' });
});

test('ignores what belongs to an attempt that was given up', async () => {
  const { world, connection, links, attempts } = setUp();
  connection.connect();
  connection.connect();
  expect(attempts[0]!.closed).toBe(true);
  attempts[0]!.listener.opened();
  attempts[0]!.listener.closed();
  await world.pass(10_000);
  expect(links).toEqual([]);
  expect(attempts.length).toBe(2);
});

test('a sync that fails is a failed attempt, and one that breaks is told besides', async () => {
  const errors = [new WireLost('cut'), new RangeError('broken')];
  const { world, connection, bugs, attempts, last } = setUp({
    sync: () => Promise.reject(errors.shift() ?? new WireLost('cut')),
  });
  connection.connect();
  last().listener.opened();
  await world.until(() => attempts.length === 2);
  expect(bugs).toEqual([]);
  last().listener.opened();
  await world.until(() => attempts.length === 3);
  expect(bugs).toEqual([new RangeError('broken')]);
  expect(connection.link.state).toBe('offline');
});
