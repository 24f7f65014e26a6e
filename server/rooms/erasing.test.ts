/** Forgetting for good, as one node and as several do it, also when one of them does not get to its end. */
import { expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createMetrics } from '#server/metrics.ts';
import { memoryLog, type MemoryOptions, memoryStore } from '#server/store/memory.ts';
import { realSurroundings as around } from '#server/surroundings.ts';
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { type Audience, nobody } from './audience.ts';
import { Forgetting } from './forgetting.ts';
import type { Outcome } from './job.ts';
import type { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { freshId, hashSecret } from './secrets.ts';

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() } as never;

async function node(options: MemoryOptions = {}) {
  const store = memoryStore(options);
  await store.open();
  const tools = { store, log, metrics: createMetrics(), around };
  const rooms = new Rooms(tools);
  onTestFinished(() => rooms.close());
  return { ...tools, rooms };
}

const by = (member: string) => ({ type: 'member', member }) as const;

function run(room: Room, actor: Actor, command: AnyCommand): Promise<Outcome> {
  return room.do({ type: 'command', id: freshId('command'), actor, commands: () => [command] });
}

async function joined(room: Room, name: string, role: 'member' | 'facilitator'): Promise<string> {
  const member = freshId('member');
  const device = freshId('device');
  const hash = hashSecret(name);
  await run(room, { type: 'link', role }, { type: 'member.join', member, name, role, device, hash });
  return member;
}

/** A board that Hanna looks after, with Ana on it. */
async function street(rooms: Rooms) {
  const board = (await rooms.create('Our street'))!.id;
  const { room } = (await rooms.hold(board))!;
  return {
    board,
    room,
    hanna: await joined(room, 'Hanna', 'facilitator'),
    ana: await joined(room, 'Ana', 'member'),
  };
}

const newCard = (title: string): AnyCommand => ({
  type: 'card.create',
  card: freshId('card'),
  kind: 'need',
  title,
  body: '',
  chips: {},
});

/** Types `words` into the notes, and takes them out again. */
async function typeAndDelete(room: Room, member: string, words: string): Promise<void> {
  const doc = newTextDoc();
  const known = room.texts.get('notes');
  if (known) Y.applyUpdate(doc, known.state);
  const push = (update: Uint8Array): Promise<Outcome> =>
    room.do({
      type: 'text',
      id: freshId('command'),
      actor: by(member),
      text: 'notes',
      epoch: known?.epoch ?? 1,
      update,
    });
  spliceText(doc, 0, 0, words, null);
  expect(await push(Y.encodeStateAsUpdate(doc))).toMatchObject({ type: 'applied' });
  spliceText(doc, 0, words.length, '', null);
  expect(await push(Y.encodeStateAsUpdate(doc))).toMatchObject({ type: 'applied' });
}

/** All that a store keeps, as bytes that can be searched. */
async function kept(store: Awaited<ReturnType<typeof node>>['store'], board: string): Promise<string> {
  const snapshot = await store.snapshot(board);
  const read = await store.read(board, snapshot?.seq ?? 0);
  const bytes = [snapshot?.doc, ...(snapshot?.texts ?? []).map(({ state }) => state)];
  const applied = snapshot?.applied.map((each) => each.by);
  const owners = snapshot?.texts.map((text) => text.owners);
  return JSON.stringify([
    read,
    await store.records(board),
    applied,
    owners,
    bytes.map((each) => each && Buffer.from(each).toString('latin1')),
  ]);
}

test('erasing a member begins an epoch, and a snapshot without their past follows by itself', async () => {
  const { rooms, store } = await node();
  const { board, room, hanna, ana } = await street(rooms);
  await run(room, by(ana), newCard('Zwetschgen'));
  await typeAndDelete(room, ana, 'Mirabellen');
  await typeAndDelete(room, hanna, 'Walnut');
  await room.do({
    type: 'text',
    id: freshId('command'),
    actor: by(hanna),
    text: 'notes',
    epoch: 1,
    update: stay(),
  });
  expect(await kept(store, board)).toContain('Zwetschgen');
  const { epoch } = room.texts.get('notes')!;
  expect(await run(room, by(ana), { type: 'member.erase', member: ana })).toMatchObject({ type: 'applied' });
  expect(room.epoch).toBe(2);
  await vi.waitFor(async () => expect(await store.unpurged()).toEqual([]));
  expect((await store.snapshot(board))?.epoch).toBe(2);
  const left = await kept(store, board);
  for (const word of ['Zwetschgen', 'Mirabellen', 'Ana']) expect(left).not.toContain(word);
  // she wrote in the notes: they are laid down afresh, with the words that stand there
  const notes = room.texts.get('notes')!;
  expect(notes.epoch).toBe(epoch + 1);
  expect(notes.owners.size).toBe(0);
  expect(plainText(notes.state)).toBe('Bring chairs');
  // and no list says what she did
  const { applied } = (await store.snapshot(board))!;
  expect(applied.map((each) => each.by)).not.toContain(ana);
  expect(applied.map((each) => each.by)).toContain(hanna);
});

test('whom another site vouched for leaves neither a name nor a hash by which it would know them', async () => {
  const { rooms, store } = await node();
  const { board, room, hanna } = await street(rooms);
  const site = 'https://library.example';
  const key = freshId('siteKey');
  const add = { type: 'siteKey.add', key, site, role: 'member', alg: 'HS256', verifier: 'Schlehen' } as const;
  await run(room, by(hanna), { type: 'board.sites', origins: [site] });
  await run(room, by(hanna), add);
  const member = freshId('member');
  const came = { member, device: freshId('device'), hash: hashSecret('Ben'), until: room.now() + 60_000 };
  const enter = { type: 'visitor.enter', key, subject: 'Quitten', role: 'member', name: 'Ben' } as const;
  await run(room, { type: 'system' }, { ...enter, ...came });
  for (const word of ['Quitten', 'Ben', member]) expect(await kept(store, board)).toContain(word);
  await run(room, by(member), { type: 'member.erase', member });
  await vi.waitFor(async () => expect(await store.unpurged()).toEqual([]));
  for (const word of ['Quitten', 'Ben']) expect(await kept(store, board)).not.toContain(word);
  expect(await kept(store, board)).toContain('Schlehen');
  await run(room, by(hanna), { type: 'siteKey.revoke', key });
  expect(await kept(store, board)).not.toContain('Schlehen');
});

/** An update by which Hanna writes something that stays. */
function stay(): Uint8Array {
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'Bring chairs', null);
  return Y.encodeStateAsUpdate(doc);
}

test('a text they did not write in stays as it is, for those who are writing in it', async () => {
  const { rooms } = await node();
  const { room, hanna, ana } = await street(rooms);
  await typeAndDelete(room, hanna, 'Walnut');
  const before = room.texts.get('notes');
  await run(room, by(ana), { type: 'member.erase', member: ana });
  expect(room.texts.get('notes')).toBe(before);
});

test('an erasure whose node died is finished by the next one that looks, without anybody asking for the board', async () => {
  const shared = memoryLog();
  const dying = await node({
    log: shared,
    fault: (call) => {
      if (call.type === 'saveSnapshot') throw new Error('killed');
    },
  });
  const { board, room, ana } = await street(dying.rooms);
  await run(room, by(ana), newCard('Zwetschgen'));
  await run(room, by(ana), { type: 'member.erase', member: ana });
  await room.quiet();
  const other = await node({ log: shared });
  expect(await other.store.unpurged()).toEqual([board]);
  expect(await kept(other.store, board)).toContain('Zwetschgen');
  const forgetting = new Forgetting(other.rooms, other);
  await forgetting.close();
  expect(await other.store.unpurged()).toEqual([]);
  expect(await kept(other.store, board)).not.toContain('Zwetschgen');
});

test('while the store fails the erasure waits, and is finished once it is well', async () => {
  let failing = true;
  const { rooms, ...tools } = await node({
    fault: (call) => {
      if (failing && call.type === 'saveSnapshot') throw new Error('disk full');
    },
  });
  const { board, room, ana } = await street(rooms);
  await run(room, by(ana), { type: 'member.erase', member: ana });
  const looks: (() => void)[] = [];
  const every = (_: number, look: () => void): (() => void) => {
    looks.push(look);
    return () => undefined;
  };
  const forgetting = new Forgetting(rooms, { ...tools, around: { ...around, every } });
  await vi.waitFor(() => expect(looks).toHaveLength(1));
  expect(await tools.store.unpurged()).toEqual([board]);
  failing = false;
  looks[0]!();
  await forgetting.close();
  expect(await tools.store.unpurged()).toEqual([]);
});

test('a board that cannot be loaded does not keep others from being finished, and is told of', async () => {
  const shared = memoryLog();
  const dying = await node({
    log: shared,
    fault: (call) => {
      if (call.type === 'saveSnapshot') throw new Error('killed');
    },
  });
  const broken = await street(dying.rooms);
  const whole = await street(dying.rooms);
  for (const { room, ana } of [broken, whole])
    await run(room, by(ana), { type: 'member.erase', member: ana });
  const other = await node({
    log: shared,
    fault: (call) => {
      if ('board' in call && call.board === broken.board) throw new Error('damaged');
    },
  });
  await new Forgetting(other.rooms, other).close();
  expect(await other.store.unpurged()).toEqual([broken.board]);
  expect((await other.metrics.unforgotten.get()).values[0]?.value).toBe(1);
});

test('a board is erased on every node: all are sent off, and nothing can be written or loaded again', async () => {
  const shared = memoryLog();
  const [one, two] = [await node({ log: shared }), await node({ log: shared })];
  const { board, room, hanna, ana } = await street(one.rooms);
  const other = (await two.rooms.hold(board))!.room;
  const sentOff: string[] = [];
  const audience = (name: string): Audience => ({ ...nobody, erased: () => sentOff.push(name) });
  room.listen(audience('one'));
  other.listen(audience('two'));
  const erase = (actor: string, title: string): Promise<Outcome> =>
    room.do({ type: 'erase', actor: by(actor), title });
  expect(await erase(ana, 'Our street')).toMatchObject({ refusal: { code: 'facilitatorsOnly' } });
  expect(await erase(hanna, 'Our lane')).toMatchObject({ refusal: { code: 'stale', theirs: 'Our street' } });
  // what was asked before it is done before it, what comes after it is not
  const [before, erased, after] = await Promise.all([
    run(room, by(ana), newCard('Before')),
    erase(hanna, 'Our street'),
    run(room, by(ana), newCard('After')),
  ]);
  expect(before).toMatchObject({ type: 'applied' });
  expect(erased).toMatchObject({ type: 'applied' });
  expect(after).toMatchObject({ refusal: { code: 'notNow' } });
  await vi.waitFor(() => expect(sentOff.toSorted()).toEqual(['one', 'two']));
  for (const { rooms, metrics } of [one, two]) {
    expect(await rooms.hold(board)).toBeNull();
    expect(await rooms.wasErased(board)).toBe(true);
    expect((await metrics.rooms.get()).values[0]?.value).toBe(0);
  }
  expect(await run(other, by(ana), newCard('Late'))).toMatchObject({ refusal: { code: 'notNow' } });
  expect(await one.store.exists(board)).toBe(false);
});

test('a node that did not hear of it learns of it by its next write', async () => {
  const shared = memoryLog();
  const [one, two] = [await node({ log: shared }), await node({ log: shared })];
  const { board, room, hanna, ana } = await street(one.rooms);
  const other = (await two.rooms.hold(board))!.room;
  shared.watchers.clear();
  expect(await room.do({ type: 'erase', actor: by(hanna), title: 'Our street' })).toMatchObject({
    type: 'applied',
  });
  expect(await run(other, by(ana), newCard('Late'))).toMatchObject({ refusal: { code: 'notNow' } });
  expect(other.over).toBe(true);
  expect(await two.rooms.hold(board)).toBeNull();
});

test('whether an erasure in doubt happened is read before it is answered', async () => {
  const shared = memoryLog();
  const other = await node({ log: shared });
  let arrived = true;
  const { rooms } = await node({
    log: shared,
    fault: async (call) => {
      if (call.type !== 'erase') return;
      if (arrived) await other.store.erase(call.board, 'anywhere');
      throw new Error('no answer');
    },
  });
  const first = await street(rooms);
  expect(await first.room.do({ type: 'erase', actor: by(first.hanna), title: 'Our street' })).toMatchObject({
    type: 'applied',
  });
  arrived = false;
  const second = await street(rooms);
  expect(await second.room.do({ type: 'erase', actor: by(second.hanna), title: 'Our street' })).toMatchObject(
    { refusal: { code: 'notNow' } },
  );
  expect(await other.store.exists(second.board)).toBe(true);
});

test('a board that is put away while it is erased is gone all the same, and nothing of it is saved', async () => {
  const { rooms, store } = await node();
  const { board, room, hanna } = await street(rooms);
  const [erased] = await Promise.all([
    room.do({ type: 'erase', actor: by(hanna), title: 'Our street' }),
    room.close(),
  ]);
  expect(erased).toMatchObject({ type: 'applied' });
  expect(await store.snapshot(board)).toBeNull();
  expect(await store.read(board, 0)).toEqual({ type: 'erased' });
});
