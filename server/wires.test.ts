/** Both of the client's wires against the real server: the page's own, and the stock one that Node uses. */
import { createRequire } from 'node:module';
import { describe, expect, onTestFinished, test } from 'vitest';
import { headless } from '#client/sync/headless.ts';
import { socketIoWire } from '#client/sync/socket-io-wire.ts';
import { socketWire } from '#client/sync/socket-wire.ts';
import { plainSurroundings } from '#client/sync/surroundings.ts';
import type { OpenWire, Wire, WireListener } from '#client/sync/wire.ts';
import { protocolVersion, type HandshakeAuth, type ServerEvents } from '#shared/protocol.ts';
import { startWorld } from './testing/world.ts';

const { WebSocket: NodeSocket } = createRequire(import.meta.url)('ws') as {
  WebSocket: new (url: string) => WebSocket;
};
const around = plainSurroundings();
const wires: Record<string, (server: string) => OpenWire> = {
  'the page’s': (server) => socketWire(server, around, (url) => new NodeSocket(url)),
  'the stock one': socketIoWire,
};

interface Heard {
  wire: Wire;
  ended: Promise<string>;
  opened: Promise<string>;
  events: [name: string, ...args: unknown[]][];
}

function listenTo(open: OpenWire, auth: HandshakeAuth): Heard {
  const events: Heard['events'] = [];
  const names: (keyof ServerEvents)[] = [
    ...(['frame', 'records', 'pulse', 'saving', 'standing'] as const),
    ...(['text', 'textReset', 'presence', 'resync', 'bye'] as const),
  ];
  const handlers = Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => void events.push([name, ...args])]),
  );
  let opened!: (how: string) => void;
  let ended!: (how: string) => void;
  const heard: Omit<Heard, 'wire'> = {
    events,
    opened: new Promise((resolve) => (opened = resolve)),
    ended: new Promise((resolve) => (ended = resolve)),
  };
  const listener: WireListener = {
    opened: () => opened('opened'),
    refused: (code) => ended(`refused ${code}`),
    closed: () => ended('closed'),
    events: handlers as unknown as ServerEvents,
  };
  const wire = open(auth, listener);
  onTestFinished(() => wire.close());
  return { ...heard, wire };
}

describe.each(Object.entries(wires))('%s wire', (_name, open) => {
  test('asks, is answered and hears, with bytes in both directions', async () => {
    const world = await startWorld();
    const board = await world.board();
    const auth = { v: protocolVersion, board: board.id, key: board.keys.member };
    const { wire, opened, events } = listenTo(open(world.url), auth);
    expect(await opened).toBe('opened');
    const reply = await wire.request('sync', { epoch: 1, seq: 1, stateVector: new Uint8Array([0]) });
    if (!reply.ok) throw new Error('no sync');
    expect(reply.mode).toBe('full');
    expect(new Uint8Array(reply.updates).length).toBeGreaterThan(10);
    const entered = await wire.request('enter', {
      id: 'q_0000000000000000000000',
      name: 'Zoë 🌱',
      secret: 's'.repeat(43),
    });
    expect(entered).toMatchObject({ ok: true });
    wire.send('here', {});
    await expect.poll(() => events.map(([name]) => name)).toContain('frame');
    await expect.poll(() => events.map(([name]) => name)).toContain('presence');
  });

  test('says why it is not let in', async () => {
    const world = await startWorld();
    const board = await world.board();
    const wrong = { v: protocolVersion, board: board.id, key: 'x'.repeat(22) };
    expect(await listenTo(open(world.url), wrong).ended).toBe('refused noEntry');
    const old = { ...wrong, v: protocolVersion + 1, key: board.keys.member };
    expect(await listenTo(open(world.url), old).ended).toBe('refused version');
    expect(await listenTo(open('http://127.0.0.1:9'), wrong).ended).toBe('refused null');
  });

  test('ends with the server, and rejects what was asked', async () => {
    const world = await startWorld();
    const board = await world.board();
    const auth = { v: protocolVersion, board: board.id, key: board.keys.member };
    const { wire, opened, ended, events } = listenTo(open(world.url), auth);
    await opened;
    await wire.request('sync', {});
    await world.app.close();
    expect(await ended).toBe('closed');
    expect(events).toContainEqual(['bye', 'restarting']);
    await expect(wire.request('sync', {})).rejects.toThrow('ended');
  });

  test('carries two sessions that write one text', async () => {
    const world = await startWorld();
    const board = await world.board();
    const visit = (name: string) => {
      const session = headless({
        url: world.url,
        board: board.id,
        key: board.keys.member,
        openWire: open(world.url),
      });
      onTestFinished(() => session.close());
      return session.joinAs(name).then(() => session);
    };
    const [ana, ben] = await Promise.all([visit('Ana'), visit('Ben')]);
    const hers = ana.openText('notes');
    const his = ben.openText('notes');
    await expect.poll(() => hers.mayEdit && his.mayEdit).toBe(true);
    for (const word of ['a ', 'b ', 'c ']) hers.splice(0, 0, word);
    for (const word of ['x ', 'y ', '🍞 ']) his.splice(his.value.length, 0, word);
    await Promise.all([ana.saved(), ben.saved()]);
    await expect.poll(() => hers.value === his.value).toBe(true);
    expect(hers.value).toContain('🍞');
    expect(hers.value).toContain('c b a');
  });
});

test('a page that is older than the server passes over what it does not know', async () => {
  const world = await startWorld();
  const board = await world.board();
  const auth = { v: protocolVersion, board: board.id, key: board.keys.viewer };
  const said: boolean[] = [];
  // it knows one event of all that follow
  const events = { saving: (can: boolean) => void said.push(can) } as unknown as ServerEvents;
  const ended: string[] = [];
  const wire = await new Promise<Wire>((resolve) => {
    const opening: Wire = wires['the page’s']!(world.url)(auth, {
      opened: () => resolve(opening),
      refused: () => ended.push('refused'),
      closed: () => ended.push('closed'),
      events,
    });
  });
  onTestFinished(() => wire.close());
  expect(await wire.request('sync', {})).toMatchObject({ ok: true });
  const ana = await world.person(board, 'Ana');
  await ana.card('Soup');
  world.app.rooms.storeAway(true);
  expect(await wire.request('sync', {})).toMatchObject({ ok: true });
  await expect.poll(() => said).toContain(false);
  expect(ended).toEqual([]);
});
