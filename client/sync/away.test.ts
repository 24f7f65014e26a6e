/** The server is there and cannot save: screens say so at once, and every word stays on the device until it can. */
import { expect, test } from 'vitest';
import { limits } from '#shared/limits.ts';
import { BoardServer } from './testing/board-server.ts';
import { boardId, card, device, member } from './testing/devices.ts';
import { World } from './testing/world.ts';

const need = (id: string, title: string, body = '') =>
  ({ type: 'card.create', card: id, kind: 'need', title, body, chips: {} }) as const;

async function begin() {
  const server = new BoardServer(new World(5));
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const titles = (): string[] => [...ben.snapshot.state.cards.values()].map(({ title }) => title).sort();
  return { server, world: server.world, ana, ben, titles };
}

test('everyone hears it within a moment, also those who write nothing, and nothing is called saved', async () => {
  const { server, world, ana, ben, titles } = await begin();
  await card(server, ana, 'Before');
  const inFlight = ana.session.newId('card');
  const running = ana.session.run(need(inFlight, 'On its way'));
  server.saves(false);
  await world.pass(100);
  expect(ben.snapshot.connection).toEqual({ state: 'away', unsaved: 0 });
  expect(ana.snapshot.connection).toEqual({ state: 'away', unsaved: 1 });
  expect(ana.snapshot.pending.get(inFlight)).toBe('kept');
  expect(await running).toEqual({ type: 'kept' });

  const notes = ana.session.openText('notes');
  await world.until(() => notes.mayEdit);
  notes.splice(0, 0, 'Written meanwhile');
  expect(await ana.session.run(need(ana.session.newId('card'), 'Meanwhile'))).toEqual({ type: 'kept' });
  await world.pass(60_000);
  expect(notes.state).toBe('kept');
  expect(ana.snapshot.connection).toEqual({ state: 'away', unsaved: 3 });
  expect(ana.snapshot.people.length).toBe(ben.snapshot.people.length);
  expect(titles()).toEqual(['Before']);

  server.saves(true);
  await world.until(() => titles().length === 3);
  await world.pass(1_000);
  expect(titles()).toEqual(['Before', 'Meanwhile', 'On its way']);
  expect(server.textOf('notes')).toBe('Written meanwhile');
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  for (const { times } of server.applied.values()) expect(times).toBe(1);
});

test('a page that is reloaded meanwhile says it as well, and what was written goes out when it can', async () => {
  const { server, world, ana, titles } = await begin();
  server.saves(false);
  await world.pass(100);
  void ana.session.run(need(ana.session.newId('card'), 'Meanwhile', 'with words'));
  await world.pass(2 * limits.persistEvery);
  ana.crash();
  const back = device(server, { keep: ana.keep });
  await world.until(() => back.snapshot.connection.state === 'away');
  await world.pass(10_000);
  expect(back.snapshot.connection).toEqual({ state: 'away', unsaved: 1 });
  server.saves(true);
  await world.until(() => titles().includes('Meanwhile'));
  expect(back.snapshot.drafts).toEqual([]);
  expect((await ana.keep.load(boardId)).filter(({ kind }) => kind === 'outbox')).toEqual([]);
});

test('a store that comes and goes is no reason to suspect a command', async () => {
  const { server, world, ana, titles } = await begin();
  for (let time = 0; time < 5; time += 1) {
    void ana.session.run(need(ana.session.newId('card'), `Card ${time}`));
    server.saves(false);
    await world.pass(500);
    server.saves(true);
    // on its way again when it goes again
    await world.pass(5);
  }
  await world.until(() => titles().length === 5);
  expect(ana.snapshot.drafts).toEqual([]);
});

test('without a network it is Offline, whatever the server said last', async () => {
  const { server, world, ana } = await begin();
  server.saves(false);
  await world.pass(100);
  expect(ana.snapshot.connection.state).toBe('away');
  ana.offline();
  await world.pass(3_000);
  expect(ana.snapshot.connection.state).toBe('offline');
  server.saves(true);
  ana.online();
  await world.until(() => ana.snapshot.connection.state === 'live');
});

test('who is asked to come back in a moment is told that nothing is saved meanwhile', async () => {
  const { server, world, ana } = await begin();
  const { me } = ana.snapshot;
  server.bye(me.type === 'member' ? me.member : '', 'restarting');
  await world.pass(100);
  expect(ana.snapshot.connection).toEqual({ state: 'away', unsaved: 0 });
  await world.until(() => ana.snapshot.connection.state === 'live');
});
