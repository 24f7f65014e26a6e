import { afterEach, expect, test } from 'vitest';
import type { Snapshot } from '#client/session/port.ts';
import { type HeadlessSession, headless } from './headless.ts';
import { memoryKeep } from './keep/memory.ts';
import type { KeepPort } from './keep/port.ts';
import { BoardServer, keys, type Network } from './testing/board-server.ts';
// loaded beforehand: their loading would not take the world's time
import './deeds.ts';
import './texts.ts';
import { type FakeSurroundings, surroundingsIn, World } from './testing/world.ts';

interface Device {
  session: HeadlessSession;
  network: Network;
  around: FakeSurroundings;
  keep: KeepPort;
  snapshot: Snapshot;
}

const open: Device[] = [];
const bugs: unknown[] = [];

afterEach(() => {
  for (const { session } of open.splice(0)) session.close();
  expect(bugs.splice(0)).toEqual([]);
});

function device(
  server: BoardServer,
  options: Partial<Pick<Device, 'network' | 'keep'>> & { key?: string; skew?: number } = {},
): Device {
  const { network = { up: true }, keep = memoryKeep(), key = keys.member, skew } = options;
  const around = surroundingsIn(server.world, skew);
  const session = headless({
    url: 'http://tilth.test',
    board: 'b_0000000000',
    key,
    keep,
    around,
    openWire: server.opener(network),
    bug: (error) => bugs.push(error),
  });
  const made: Device = {
    session,
    network,
    around,
    keep,
    get snapshot() {
      return session.snapshot;
    },
  };
  open.push(made);
  return made;
}

async function member(
  server: BoardServer,
  name: string,
  options: Parameters<typeof device>[1] = {},
): Promise<Device> {
  const made = device(server, options);
  await server.world.until(() => made.snapshot.connection.state === 'live');
  const joining = made.session.join(name);
  await server.world.until(() => made.snapshot.me.type === 'member');
  expect(await joining).toEqual({ type: 'applied' });
  return made;
}

test('joins, writes, and another sees it', async () => {
  const world = new World(1);
  const server = new BoardServer(world);
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const card = ana.session.newId('card');
  const running = ana.session.run({
    type: 'card.create',
    card,
    kind: 'need',
    title: 'A ladder',
    body: 'for a day',
    chips: {},
  });
  expect(ana.snapshot.state.cards.get(card)?.title).toBe('A ladder');
  expect(ana.snapshot.pending.get(card)).toBe('saving');
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 1 });
  await world.pass(1_000);
  expect(await running).toEqual({ type: 'applied' });
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(ana.snapshot.pending.size).toBe(0);
  expect(ben.snapshot.state.cards.get(card)).toMatchObject({ title: 'A ladder', body: 'for a day' });
  expect(server.textOf(card)).toBe('for a day');
});

test('works offline, and merges on return', async () => {
  const world = new World(2);
  const server = new BoardServer(world);
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  ana.network.up = false;
  server.cut(ana.network);
  await world.pass(100);
  expect(ana.snapshot.connection.state).toBe('offline');
  const card = ana.session.newId('card');
  const outcome = await ana.session.run({
    type: 'card.create',
    card,
    kind: 'offer',
    title: 'Bread',
    body: 'two',
    chips: {},
  });
  expect(outcome).toEqual({ type: 'kept' });
  const text = ana.session.openText(card);
  await world.until(() => text.mayEdit);
  expect(text.value).toBe('two');
  text.splice(3, 0, ' loaves 🍞');
  expect(text.state).toBe('kept');
  expect(ana.snapshot.pending.get(card)).toBe('kept');
  ana.network.up = true;
  await world.pass(60_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(server.textOf(card)).toBe('two loaves 🍞');
  expect(text.state).toBe('saved');
  text.splice(0, 0, 'just ');
  await world.pass(2_000);
  expect(server.textOf(card)).toBe('just two loaves 🍞');
  expect(ben.snapshot.state.cards.get(card)?.body).toBe('just two loaves 🍞');
});
