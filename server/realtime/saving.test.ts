/** While the store fails, everyone on a board is told that nothing can be saved, and when it can again. */
import { expect, test } from 'vitest';
import { freshId } from '#server/rooms/secrets.ts';
import { memoryStore } from '#server/store/memory.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';

const told = (client: RawClient): unknown[] =>
  client.heard.flatMap(({ event, args }) => (event === 'saving' ? args : []));
const create = (client: RawClient) =>
  client.command({
    type: 'card.create',
    card: freshId('card'),
    kind: 'need',
    title: 'Soup',
    body: '',
    chips: {},
  });

test('by the first write that fails: those who read, those who come, and all when it is well again', async () => {
  let failing = false;
  const store = memoryStore({
    fault: ({ type }) => {
      if (failing && (type === 'append' || type === 'check')) throw new Error('disk full');
    },
  });
  const world = await startWorld({ store });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  failing = true;
  expect(await create(ana)).toMatchObject({ ok: false, refusal: { code: 'notNow' } });
  await viewer.hears('saving');
  const late = await world.client({ board: board.id, key: board.keys.viewer });
  await late.hears('saving');
  failing = false;
  const clients = [ana, viewer, late];
  for (const client of clients) await client.until(() => told(client).length === 2, 'the good news');
  expect(clients.map(told)).toEqual([
    [false, true],
    [false, true],
    [false, true],
  ]);
  expect(await create(ana)).toMatchObject({ ok: true });
  await viewer.sync();
  await create(ana);
  expect(told(viewer)).toEqual([false, true]);
});

test('by a store that says itself that it is away, before anyone writes', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  world.app.rooms.storeAway(true);
  expect(await ana.hears('saving')).toEqual([false]);
  const late = await world.client({ board: board.id, key: board.keys.viewer });
  expect(await late.hears('saving')).toEqual([false]);
  world.app.rooms.storeAway(true);
  world.app.rooms.storeAway(false);
  await ana.until(() => told(ana).length === 2, 'the good news');
  expect(told(ana)).toEqual([false, true]);
});
