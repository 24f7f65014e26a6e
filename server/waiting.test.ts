/** Waiting at the door of a session with the client's own sync code, over real sockets. */
import { expect, onTestFinished, test } from 'vitest';
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import { memoryKeep } from '#client/sync/keep/memory.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { socketIoWire } from '#client/sync/socket-io-wire.ts';
import { type OpenWire, WireLost } from '#client/sync/wire.ts';
import type { Knocking } from '#client/session/port.ts';
import { limits } from '#shared/limits.ts';
import { freshId, newSecret } from './rooms/secrets.ts';
import { RawClient } from './testing/raw-client.ts';
import { startWorld, type World } from './testing/world.ts';

async function hall(asks = true) {
  const world = await startWorld();
  const board = await world.board('Elm Row');
  const fay = await world.person(board, 'Fay', 'facilitator');
  const session = freshId('session');
  const phases = [
    { id: '1', name: 'Needs', prompt: '', minutes: 5, writes: ['need'], sort: 'newest', atEnd: 'nudge' },
  ] as const;
  await fay.command({ type: 'session.plan', session, title: 'Market', phases });
  const door = await fay.access({ type: 'door.open', session, asks, shown: false });
  if (!door.ok || door.type !== 'door') throw new Error('no door');
  return { world, board: board.id, fay, session, door };
}

function visit(
  world: World,
  board: string,
  key: string,
  keep: KeepPort = memoryKeep(),
  openWire?: OpenWire,
): HeadlessSession {
  const session = headless({ url: world.url, board, key, keep, ...(openWire && { openWire }) });
  onTestFinished(() => session.close());
  return session;
}

/** A way to the server that can be cut. */
function patchy({ url }: World): { openWire: OpenWire; cut(): void; mend(): void } {
  const open = socketIoWire(url);
  const lost = (): Promise<never> => Promise.reject(new WireLost('there is no network'));
  let losses: (() => void)[] = [];
  let away = false;
  return {
    openWire(auth, listener) {
      if (away) {
        queueMicrotask(() => listener.refused(null));
        return { request: lost, send: () => undefined, close: () => undefined };
      }
      const wire = open(auth, listener);
      losses.push(() => {
        wire.close();
        listener.closed();
      });
      return wire;
    },
    cut() {
      away = true;
      for (const lose of losses) lose();
      losses = [];
    },
    mend: () => void (away = false),
  };
}

/** Knocks, and resolves with what gives it up once that was said. */
async function knocks(
  guest: HeadlessSession,
  name: string,
  until: Knocking,
): Promise<{ said: Knocking[]; giveUp: () => void }> {
  await guest.until(({ connection }) => connection.state === 'closed' && connection.why === 'asks');
  expect(guest.snapshot.known).toBe(false);
  const said: Knocking[] = [];
  const giveUp = await guest.knock(name, (knocking) => said.push(knocking));
  onTestFinished(giveUp);
  await expect.poll(() => said).toContain(until);
  return { said, giveUp };
}

const waiting = (fay: RawClient): { device: string; name: string }[] =>
  [...fay.records.values()].flatMap(({ body }) => (body?.type === 'knock' ? [body] : []));

test('somebody gives a name, waits, is let in, and writes', async () => {
  const { world, board, fay, session, door } = await hall();
  const cem = visit(world, board, door.code);
  await knocks(cem, 'Cem', 'waiting');
  expect(waiting(fay)).toMatchObject([{ name: 'Cem' }]);
  await fay.command({ type: 'door.admit', session, knocks: [waiting(fay)[0]!.device] });
  const { me } = await cem.until((snapshot) => snapshot.me.type === 'member');
  await cem.live();
  const card = cem.newId('card');
  const create = { type: 'card.create', card, kind: 'need', title: 'A ladder', body: '', chips: {} } as const;
  expect(await cem.run(create)).toEqual({ type: 'applied' });
  await fay.until(() => fay.state.cards.has(card), "Cem's card");
  expect(fay.state.cards.get(card)?.author).toBe(me.type === 'member' && me.member);
  // a code is not a link of the board to hand on
  expect(cem.links).toEqual({});
});

test('a page that is loaded anew finds its place, and its membership if it was let in meanwhile', async () => {
  const { world, board, fay, session, door } = await hall();
  const keep = memoryKeep();
  const before = visit(world, board, door.key, keep);
  await knocks(before, 'Cem', 'waiting');
  const place = waiting(fay);
  before.close();
  await expect.poll(async () => (await keep.load(board)).map(({ kind }) => kind)).toContain('entering');
  const after = visit(world, board, door.key, keep);
  await knocks(after, 'Cem', 'waiting');
  expect(waiting(fay).map(({ device }) => device)).toEqual(place.map(({ device }) => device));
  after.close();
  await fay.command({ type: 'door.admit', session, knocks: [place[0]!.device] });
  const later = visit(world, board, door.key, keep);
  await later.until(({ connection }) => connection.state === 'closed' && connection.why === 'asks');
  await later.knock('Cem', () => undefined);
  await later.until(({ me, connection }) => me.type === 'member' && connection.state === 'live');
});

test('a page that is loaded anew is in, if it was let in meanwhile and the door was closed after that', async () => {
  const { world, board, fay, session, door } = await hall();
  const keep = memoryKeep();
  const before = visit(world, board, door.key, keep);
  await knocks(before, 'Cem', 'waiting');
  before.close();
  await expect.poll(async () => (await keep.load(board)).map(({ kind }) => kind)).toContain('entering');
  await fay.command({ type: 'door.admit', session, knocks: [waiting(fay)[0]!.device] });
  await fay.command({ type: 'door.close', session });
  const after = visit(world, board, door.key, keep);
  await after.until(({ me, connection }) => me.type === 'member' && connection.state === 'live');
});

test('so is one that had no network while it was let in and the door closed', async () => {
  const { world, board, fay, session, door } = await hall();
  const network = patchy(world);
  const cem = visit(world, board, door.key, memoryKeep(), network.openWire);
  const { said } = await knocks(cem, 'Cem', 'waiting');
  network.cut();
  await expect.poll(() => said.at(-1)).toBe('away');
  await fay.command({ type: 'door.admit', session, knocks: [waiting(fay)[0]!.device] });
  await fay.command({ type: 'door.close', session });
  network.mend();
  await cem.until(({ me, connection }) => me.type === 'member' && connection.state === 'live');
});

test('a hall from which too much is tried keeps the place of whoever was let in meanwhile', async () => {
  const { world, board, fay, session, door } = await hall();
  const network = patchy(world);
  const keep = memoryKeep();
  const cem = visit(world, board, door.key, keep, network.openWire);
  const { said } = await knocks(cem, 'Cem', 'waiting');
  network.cut();
  await expect.poll(() => said.at(-1)).toBe('away');
  await fay.command({ type: 'door.admit', session, knocks: [waiting(fay)[0]!.device] });
  await fay.command({ type: 'door.close', session });
  for (let nth = 0; nth < limits.failedKeysPerMinute; nth += 1)
    await expect(RawClient.connect(world.url, { board, key: newSecret() })).rejects.toThrow('noEntry');
  network.mend();
  await expect.poll(() => said.at(-1)).toBe('full');
  expect((await keep.load(board)).map(({ kind }) => kind)).toContain('entering');
  expect(fay.state.members.size).toBe(2);
});

test('when the door opens for all, whoever waits comes in under the name they gave', async () => {
  const { world, board, fay, session, door } = await hall();
  const cem = visit(world, board, door.code);
  await knocks(cem, 'Cem', 'waiting');
  await fay.command({ type: 'door.ask', session, asks: false });
  const { me } = await cem.until((snapshot) => snapshot.me.type === 'member');
  await fay.until(() => fay.state.members.size === 2, 'Cem');
  expect(fay.state.members.get(me.type === 'member' ? me.member : '')?.name).toBe('Cem');
});

test('"not today" and a closed door are told, and nothing of them is kept', async () => {
  const { world, board, fay, session, door } = await hall();
  const keep = memoryKeep();
  const cem = visit(world, board, door.code, keep);
  const first = await knocks(cem, 'Cem', 'waiting');
  await fay.command({ type: 'door.refuse', session, knocks: [waiting(fay)[0]!.device] });
  await expect.poll(() => first.said.at(-1)).toBe('notToday');
  await expect.poll(async () => (await keep.load(board)).map(({ kind }) => kind)).not.toContain('entering');
  const dao = visit(world, board, door.code);
  const second = await knocks(dao, 'Dao', 'waiting');
  await fay.command({ type: 'door.close', session });
  await expect.poll(() => second.said.at(-1)).toBe('over');
});

test('whoever gives it up is gone', async () => {
  const { world, board, fay, door } = await hall();
  const cem = visit(world, board, door.code);
  const { giveUp } = await knocks(cem, 'Cem', 'waiting');
  giveUp();
  await fay.until(() => waiting(fay).length === 0, 'nobody to wait');
});

test('someone who looks around while the door begins to ask is asked for a name, and joins as others do', async () => {
  const { world, board, fay, session, door } = await hall(false);
  const cem = visit(world, board, door.code);
  await cem.live();
  expect(cem.snapshot.me).toEqual({ type: 'looking', role: 'member' });
  await fay.command({ type: 'door.ask', session, asks: true });
  await cem.until(({ connection }) => connection.state === 'closed' && connection.why === 'asks');
});
