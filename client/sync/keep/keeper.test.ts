import { expect, onTestFinished, test } from 'vitest';
import { limits } from '#shared/limits.ts';
import { surroundingsIn, World } from '../testing/world.ts';
import { Keeper } from './keeper.ts';
import { memoryKeep } from './memory.ts';
import { type KeepPort, leaseFor, type Row } from './port.ts';

const board = 'b_0000000000';
const command = (id: string) => ({
  id,
  at: 1,
  command: { type: 'card.withdraw', card: 'c_0000000000' } as const,
  sent: false,
  losses: 0,
});

function setUp(port: KeepPort | null, world = new World(1), tab = 'one') {
  const told: string[] = [];
  const keeper: Keeper = new Keeper(port, board, tab, surroundingsIn(world), () => told.push(keeper.keeping));
  onTestFinished(() => void keeper.close());
  const late: Row[] = [];
  const load = () => keeper.load((rows) => late.push(...rows));
  return { world, keeper, told, load, late };
}

const never = new Promise<never>(() => undefined);
const broken = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'));

test('what is kept is there on return', async () => {
  const port = memoryKeep();
  const { world, keeper, load } = setUp(port);
  await load();
  keeper.put('typed', 'need', 'a ladder');
  keeper.put('outbox', 'q_1', command('q_1'));
  await world.pass(limits.persistEvery);
  keeper.leave();
  await world.pass(0);
  const rows = await setUp(port, world, 'two').load();
  expect(rows.map(({ kind, id, tab }) => [kind, id, tab])).toEqual([
    ['typed', 'need', ''],
    ['outbox', 'q_1', 'two'],
  ]);
});

test('commands are written at once, and a burst in one go', async () => {
  const port = memoryKeep();
  let writes = 0;
  const { world, keeper, load } = setUp({
    ...port,
    write: (...args) => ((writes += 1), port.write(...args)),
  });
  await load();
  for (let i = 0; i < 50; i += 1)
    keeper.put('draft', `${i}`, { id: `${i}`, at: 0, command: command('q').command });
  await world.pass(0);
  expect(writes).toBe(1);
});

test('what is put while a write ends is written, too', async () => {
  const port = memoryKeep();
  const { world, keeper, load } = setUp(port);
  await load();
  keeper.put('typed', 'a', '1');
  void keeper.flush().then(() => keeper.put('typed', 'b', '2'));
  await keeper.flush();
  await keeper.flush();
  await world.pass(0);
  expect((await port.load(board)).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a tab’s commands are its own while it lives, and the next one’s when it is gone', async () => {
  const port = memoryKeep();
  const world = new World(1);
  const one = setUp(port, world, 'one');
  await one.load();
  one.keeper.put('outbox', 'q_1', command('q_1'));
  await world.pass(30_000);
  const two = setUp(port, world, 'two');
  expect(await two.load()).toEqual([]);
  expect(await two.keeper.adopt()).toEqual([]);
  one.keeper.leave();
  await world.pass(0);
  expect((await two.keeper.adopt()).map(({ id }) => id)).toEqual(['q_1']);
  expect(await one.keeper.own('outbox')).toEqual(new Set());
  expect(await two.keeper.own('outbox')).toEqual(new Set(['q_1']));
});

test('a tab that crashed is noticed when its lease ends', async () => {
  const port = memoryKeep();
  const world = new World(1);
  const around = surroundingsIn(world);
  const crashed = new Keeper(port, board, 'one', around, () => undefined);
  await crashed.load(() => undefined);
  crashed.put('outbox', 'q_1', command('q_1'));
  await world.pass(10_000);
  around.die();
  const two = setUp(port, world, 'two');
  expect(await two.load()).toEqual([]);
  await world.pass(leaseFor);
  expect((await two.keeper.adopt()).map(({ id }) => id)).toEqual(['q_1']);
});

test('a lease from before the clock was set back keeps nothing from anyone', async () => {
  const port = memoryKeep();
  const { world, keeper, load } = setUp(port);
  await port.write(board, [
    {
      kind: 'lease',
      id: 'old',
      row: { board, kind: 'lease', id: 'old', tab: '', value: world.now + 86_400_000 },
    },
    {
      kind: 'outbox',
      id: 'q_1',
      row: { board, kind: 'outbox', id: 'q_1', tab: 'old', value: command('q_1') },
    },
  ]);
  expect((await load()).map(({ id }) => id)).toEqual(['q_1']);
  expect(keeper.keeping).toBe('device');
});

test('without a storage everything is kept in memory', async () => {
  const { keeper, load } = setUp(null);
  expect(await load()).toEqual([]);
  keeper.put('typed', 'a', 'b');
  await keeper.flush();
  expect(keeper.keeping).toBe('memory');
});

test('a storage that refuses is called full, what it refused is tried again, and nothing rejects', async () => {
  const port = memoryKeep();
  let full = true;
  const { world, keeper, told, load } = setUp({
    ...port,
    write: (...args) => (full ? broken() : port.write(...args)),
  });
  await load();
  keeper.put('outbox', 'q_1', command('q_1'));
  await world.pass(100);
  expect(told).toEqual(['full']);
  keeper.put('outbox', 'q_2', command('q_2'));
  full = false;
  await world.pass(10_000);
  expect(told).toEqual(['full', 'device']);
  expect(await keeper.own('outbox')).toEqual(new Set(['q_1', 'q_2']));
});

test('a storage that does not open is done without', async () => {
  const { world, keeper, told, load } = setUp({
    ...memoryKeep(),
    load: broken,
    adopt: broken,
    write: broken,
  });
  const loading = load();
  await world.pass(2_000);
  expect(await loading).toEqual([]);
  expect(told).toEqual(['memory']);
  keeper.put('outbox', 'q_1', command('q_1'));
  await world.pass(20_000);
  expect(await keeper.adopt()).toEqual([]);
  expect(await keeper.own('outbox')).toBeNull();
  await keeper.forget();
});

test('nobody waits longer than 2 s for a storage, and what it says later still counts', async () => {
  const port = memoryKeep();
  await port.write(board, [
    { kind: 'typed', id: 'need', row: { board, kind: 'typed', id: 'need', tab: '', value: 'a ladder' } },
  ]);
  const world = new World(1);
  const { keeper, told, load, late } = setUp(
    {
      ...port,
      load: (id) => new Promise((resolve) => world.after(9_000, () => resolve(port.load(id)))),
    },
    world,
  );
  const loading = load();
  await world.pass(2_000);
  expect(await loading).toEqual([]);
  expect(keeper.keeping).toBe('memory');
  await world.pass(8_000);
  expect(late.map(({ id }) => id)).toEqual(['need']);
  expect(told).toEqual(['memory', 'device']);
});

test('a write that is never answered is called full', async () => {
  const { world, keeper, load } = setUp({ ...memoryKeep(), write: () => never });
  await load();
  keeper.put('outbox', 'q_1', command('q_1'));
  await world.pass(2_100);
  expect(keeper.keeping).toBe('full');
});

test('forgetting leaves nothing', async () => {
  const port = memoryKeep();
  const { world, keeper, load } = setUp(port);
  await load();
  keeper.put('outbox', 'q_1', command('q_1'));
  keeper.put('typed', 'a', 'b');
  await world.pass(5_000);
  keeper.put('typed', 'c', 'd');
  await keeper.forget();
  await keeper.close();
  expect(await port.load(board)).toEqual([]);
});
