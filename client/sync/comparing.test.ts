/** A copy that went wrong, whatever the reason, is found within 30 s and mended, and nobody's words are touched by it. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { MutableState } from '#shared/board/state.ts';
import { type Op, tableNames } from '#shared/board/types.ts';
import { applyToDoc, newBoardDoc, readBoard } from '#shared/doc/board.ts';
import { packBytes } from '#shared/doc/pack.ts';
import { rowShape, StateHash } from '#shared/doc/state-hash.ts';
import { limits, time } from '#shared/limits.ts';
import { Comparing } from './comparing.ts';
import { Replica } from './replica.ts';
import { BoardServer } from './testing/board-server.ts';
import { boardId, card, device, type Device, member } from './testing/devices.ts';
import { surroundingsIn, World } from './testing/world.ts';

const rowsOf = (state: Device['snapshot']['state']): unknown =>
  Object.fromEntries(
    tableNames.map((table) => [table, [...state[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );

async function street(): Promise<{ server: BoardServer; ana: Device; ben: Device; soup: string }> {
  const server = new BoardServer(new World(1));
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const soup = await card(server, ana, 'Soup', 'With beans');
  await server.world.pass(time.SECOND);
  return { server, ana, ben, soup };
}

const wrongs: Record<string, (id: string) => Op> = {
  'a word that differs': (id) => ({ op: 'set', table: 'cards', id, field: 'title', value: 'Soap' }),
  'a row that is missing': (id) => ({ op: 'drop', table: 'cards', id }),
  'a letter of settled text too many': (id) => ({
    op: 'splice',
    table: 'cards',
    id,
    index: 1,
    remove: 0,
    insert: 'x',
  }),
  'a row too many': () => ({
    op: 'put',
    table: 'comments',
    id: 'k_stray',
    row: { id: 'k_stray', card: 'c_1', by: null, text: 'Never said', at: 1 },
  }),
};
for (const [what, wrong] of Object.entries(wrongs))
  test(`${what} is found and mended, with unsent words kept`, async () => {
    const { server, ana, ben, soup } = await street();
    const { world } = server;
    // what she writes cannot be saved for now
    server.saves(false);
    const bread = ana.session.newId('card');
    const kind = 'need';
    void ana.session.run({ type: 'card.create', card: bread, kind, title: 'Bread', body: '', chips: {} });
    const notes = ana.session.openText('notes');
    await world.until(() => notes.mayEdit);
    notes.splice(0, 0, 'Ana was here. ');
    server.mislead(ana.network, [wrong(soup)]);
    await world.pass(300);
    const { cards, comments } = ana.snapshot.state;
    expect([cards.get(soup)?.title, cards.get(soup)?.body, comments.size]).not.toEqual([
      'Soup',
      'With beans',
      0,
    ]);

    await world.pass(30 * time.SECOND);
    expect(server.divergences).toBe(1);
    expect(ana.snapshot.state.cards.get(soup)).toMatchObject({ title: 'Soup', body: 'With beans' });
    expect(ana.snapshot.state.comments.size).toBe(0);
    expect(ana.snapshot.state.cards.get(bread)?.title).toBe('Bread');
    expect(notes.value).toContain('Ana was here. ');
    expect(ana.snapshot.connection).toEqual({ state: 'away', unsaved: 2 });

    server.saves(true);
    await world.until(() => ben.snapshot.state.cards.has(bread));
    await world.pass(30 * time.SECOND);
    expect(server.textOf('notes')).toContain('Ana was here. ');
    expect(rowsOf(ana.snapshot.state)).toEqual(rowsOf(server.state));
    expect(server.divergences).toBe(1);
  });

test('one flipped bit in what the device kept is found, and the kept copy is mended as well', async () => {
  const { server, ana } = await street();
  const { world } = server;
  const keptBytes = async (): Promise<Uint8Array> => {
    const copy = (await ana.keep.load(boardId)).find(({ kind }) => kind === 'copy');
    if (copy?.kind !== 'copy') throw new Error('no copy was kept');
    return copy.value.bytes;
  };
  await world.pass(10 * time.SECOND);
  ana.crash();
  const row = (await ana.keep.load(boardId)).find(({ kind }) => kind === 'copy');
  if (row?.kind !== 'copy') throw new Error('no copy was kept');
  const at = placeOf('Soup', row.value.bytes);
  row.value.bytes[at]! ^= 1;
  await ana.keep.write(boardId, [{ kind: 'copy', id: 'copy', row }]);

  const back = device(server, { keep: ana.keep });
  await world.until(() => back.snapshot.connection.state === 'live');
  const titles = (): string[] => [...back.snapshot.state.cards.values()].map(({ title }) => title);
  expect(titles()).toEqual(['Roup']);
  await world.pass(30 * time.SECOND);
  expect(titles()).toEqual(['Soup']);
  expect(server.divergences).toBe(1);
  expect(placeOf('Soup', await keptBytes())).toBe(at);
});

function placeOf(word: string, bytes: Uint8Array): number {
  const at = new TextDecoder('latin1').decode(bytes).indexOf(word);
  if (at < 0) throw new Error(`no ${word} in there`);
  return at;
}

test('a copy that goes wrong on a board at rest is found without another word from the server', async () => {
  const world = new World(3);
  const replica = new Replica(
    () => undefined,
    () => undefined,
  );
  const doc = newBoardDoc(1);
  const row = { id: 'k_1', card: 'c_1', by: null, text: 'Gladly', at: 1 };
  applyToDoc(doc, [{ op: 'put', table: 'comments', id: 'k_1', row }]);
  const reply = { ok: true, epoch: 1, seq: 4, now: 0, you: { type: 'pass' }, mode: 'full' } as const;
  const updates = packBytes([Y.encodeStateAsUpdateV2(doc)]);
  replica.take({ ...reply, updates, gzip: false, records: [], standing: null }, updates);
  let asked = 0;
  const comparing = new Comparing(replica, surroundingsIn(world), async () => ((asked += 1), true));
  comparing.told(1, 4, rowShape, new StateHash().of(readBoard(doc))!);
  await world.pass(time.MINUTE);
  expect(asked).toBe(0);
  (replica.state as MutableState).comments.delete('k_1');
  await world.pass(limits.compareEvery);
  expect(asked).toBe(1);
  // nobody listens any more
  comparing.rest();
  (replica.state as MutableState).comments.set('k_1', row);
  await world.pass(time.MINUTE);
  expect(asked).toBe(1);
});

test('a server of another version, whose rows have other fields, alarms nobody', async () => {
  const { server, ana, soup } = await street();
  server.shape += 1;
  server.raving = true;
  await server.world.pass(time.MINUTE);
  expect(server.divergences).toBe(0);
  expect(ana.snapshot.state.cards.get(soup)?.title).toBe('Soup');
});

test('when a fresh copy differs as well, it is asked for once', async () => {
  const { server, ana, ben } = await street();
  server.raving = true;
  await server.world.pass(5 * time.MINUTE);
  expect(server.divergences).toBe(2);
  expect([ana, ben].map(({ snapshot }) => snapshot.connection.state)).toEqual(['live', 'live']);
  // and again only after the two had been equal
  server.raving = false;
  await server.world.pass(time.MINUTE);
  server.raving = true;
  await server.world.pass(time.MINUTE);
  expect(server.divergences).toBe(4);
});
