import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createMetrics } from '#server/metrics.ts';
import { memoryLog, type MemoryOptions, memoryStore } from '#server/store/memory.ts';
import type { LogStore } from '#server/store/port.ts';
import type { AnyCommand } from '#shared/board/commands.ts';
import { newBoardCopy, readBoard } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import { realSurroundings } from '#server/surroundings.ts';
import { type Audience, nobody } from './audience.ts';
import type { Outcome } from './job.ts';
import type { Joining } from './joins.ts';
import type { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { freshId, hashSecret } from './secrets.ts';
import { loadReplica, toSnapshot } from './replica.ts';

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() } as never;

/** One node: rooms over a store, which may share its log with others. */
async function node(options: MemoryOptions = {}, idleFor = 60_000, around = realSurroundings) {
  const store = memoryStore(options);
  await store.open();
  const metrics = createMetrics();
  const rooms = new Rooms({ store, log, metrics, around }, idleFor);
  onTestFinished(() => rooms.close());
  return { store, metrics, rooms };
}

async function boardWithAna(rooms: Rooms) {
  const board = (await rooms.create('Trial'))!;
  const { room, release } = (await rooms.hold(board.id))!;
  const ana = freshId('member');
  const device = freshId('device');
  await run(room, { type: 'link', role: 'facilitator' }, [
    { type: 'member.join', member: ana, name: 'Ana', role: 'facilitator', device, hash: hashSecret('ana') },
  ]);
  return { board: board.id, room, ana, release };
}

function run(
  room: Room,
  actor: string | { type: 'link'; role: 'facilitator' },
  commands: AnyCommand[],
  id = freshId('command'),
): Promise<Outcome> {
  return room.do({
    type: 'command',
    id,
    actor: typeof actor === 'string' ? { type: 'member', member: actor } : actor,
    commands: () => commands,
  });
}

const newCard = (title: string): AnyCommand => ({
  type: 'card.create',
  card: freshId('card'),
  kind: 'need',
  title,
  body: '',
  chips: {},
});

async function joining(room: Room): Promise<Joining> {
  let found = room.join({});
  for (; !found; found = room.join({})) await room.joinable();
  return found;
}

/** The document as someone has it who joins now. */
async function joined(room: Room): Promise<Y.Doc> {
  const { updates, gzip, frame } = await joining(room);
  const doc = newBoardCopy();
  for (const update of unpackBytes(gzip ? gunzipSync(updates) : updates)) Y.applyUpdateV2(doc, update);
  if (frame?.update) Y.applyUpdate(doc, fromBase64(frame.update));
  return doc;
}

const bytesOf = async (room: Room) => Buffer.from(Y.encodeStateAsUpdate(await joined(room)));

const titles = (room: Room) => [...room.state.cards.values()].map(({ title }) => title).toSorted();

async function logged(store: LogStore, board: string) {
  const replica = await loadReplica(store, board);
  return [...replica!.state.cards.values()].map(({ title }) => title).toSorted();
}

test('what arrives together is one append, each entry with its own answer', async () => {
  const appended: number[] = [];
  const { rooms } = await node({
    fault: (call) => {
      if (call.type === 'append') appended.push(call.entries.length);
    },
  });
  const { room, ana } = await boardWithAna(rooms);
  appended.length = 0;
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) => run(room, ana, [newCard(`Card ${i}`)])),
  );
  expect(appended).toEqual([40]);
  const seqs = outcomes.map((outcome) => (outcome.type === 'applied' ? outcome.seq : 0));
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, i) => seqs[0]! + i));
});

test('with many readers, what comes before the next beat shares a commit and a frame; with few, nothing waits', async () => {
  const due: (() => void)[] = [];
  // Time stands still, and ends only when told.
  const after: typeof realSurroundings.after = (delay, run) => {
    if (delay !== limits.beatLongest) return realSurroundings.after(delay, run);
    due.push(run);
    return () => undefined;
  };
  const { rooms, metrics } = await node({}, 60_000, { ...realSurroundings, mono: () => 0, after });
  const { room, ana } = await boardWithAna(rooms);
  const appends = async () =>
    (await metrics.appendResults.get()).values.reduce((n, { value }) => n + value, 0);
  const commits = async (readers: number): Promise<number> => {
    room.listen({ ...nobody, readers });
    const before = await appends();
    const cards: Promise<Outcome>[] = [];
    for (let i = 0; i < 3; i += 1) {
      cards.push(run(room, ana, [newCard(`Card ${i}`)]));
      // Two turns: the first begins a commit, if it does not wait for more.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    for (const run of due.splice(0)) run();
    await Promise.all(cards);
    return (await appends()) - before;
  };
  expect(await commits(1_000)).toBe(1);
  expect(await commits(5)).toBeGreaterThan(1);
});

test('nothing is acknowledged or seen before it is in the log', async () => {
  let release = (): void => undefined;
  let holding = false;
  const { rooms } = await node({
    fault: (call) => {
      if (call.type === 'append' && holding) return new Promise<void>((resolve) => (release = resolve));
    },
  });
  const { room, ana } = await boardWithAna(rooms);
  holding = true;
  let answered = false;
  const asked = run(room, ana, [newCard('Waits')]).then((outcome) => {
    answered = true;
    return outcome;
  });
  await vi.waitFor(() => expect(release.name).not.toBe('release'));
  expect([answered, titles(room)]).toEqual([false, []]);
  holding = false;
  release();
  expect(await asked).toMatchObject({ type: 'applied' });
  expect(titles(room)).toEqual(['Waits']);
});

test('later jobs of a batch see what earlier ones decided; of two that want the same, one gets it', async () => {
  const { rooms } = await node();
  const { room, ana } = await boardWithAna(rooms);
  const card = freshId('card');
  const create: AnyCommand = { type: 'card.create', card, kind: 'need', title: 'One', body: '', chips: {} };
  const [made, edited, twice] = await Promise.all([
    run(room, ana, [create]),
    run(room, ana, [{ type: 'card.edit', card, title: { is: 'Two', was: 'One' } }]),
    run(room, ana, [{ ...create, title: 'Three' }]),
  ]);
  expect([made.type, edited.type]).toEqual(['applied', 'applied']);
  expect(twice).toMatchObject({ type: 'refused', refusal: { code: 'exists' } });
  expect(titles(room)).toEqual(['Two']);
});

test('several commands as one job are all or nothing', async () => {
  const { rooms } = await node();
  const { room, ana } = await boardWithAna(rooms);
  const outcome = await run(room, ana, [newCard('Good'), { type: 'card.withdraw', card: freshId('card') }]);
  expect(outcome).toMatchObject({ type: 'refused', refusal: { code: 'noCard' } });
  expect(titles(room)).toEqual([]);
});

test('the same id is applied once: in one batch, later, and after a restart from log and from snapshot', async () => {
  const shared = memoryLog();
  const first = await node({ log: shared });
  const { board, room, ana } = await boardWithAna(first.rooms);
  const id = freshId('command');
  const create = newCard('Once');
  const [a, b] = await Promise.all([run(room, ana, [create], id), run(room, ana, [create], id)]);
  expect(b).toEqual({ ...a, again: true });
  expect(await run(room, ana, [create], id)).toEqual({ ...a, again: true });

  const fromLog = (await (await node({ log: shared })).rooms.hold(board))!.room;
  expect(await run(fromLog, ana, [create], id)).toEqual({ ...a, again: true });

  await first.rooms.close();
  expect(await first.store.snapshot(board)).not.toBeNull();
  const fromSnapshot = (await (await node({ log: shared })).rooms.hold(board))!.room;
  expect(await run(fromSnapshot, ana, [create], id)).toEqual({ ...a, again: true });
  expect(titles(fromSnapshot)).toEqual(['Once']);
});

test('a restarted room is byte-equal to the one that went on, and so are its texts', async () => {
  const shared = memoryLog();
  const first = await node({ log: shared });
  const { board, room, ana } = await boardWithAna(first.rooms);
  const card = freshId('card');
  const create: AnyCommand = {
    type: 'card.create',
    card,
    kind: 'need',
    title: 'A',
    body: 'Body',
    chips: { tags: ['x'] },
  };
  await run(room, ana, [create]);
  for (let i = 0; i < 20; i += 1)
    await run(room, ana, [{ type: 'card.edit', card, chips: { area: `${i}` } }]);
  const again = (await (await node({ log: shared })).rooms.hold(board))!.room;
  expect(await bytesOf(again)).toEqual(await bytesOf(room));
  expect(again.texts.get(card)).toEqual(room.texts.get(card));
});

test('a snapshot follows after so many entries, and the log before it is trimmed', async () => {
  const { rooms, store } = await node();
  const { board, room, ana } = await boardWithAna(rooms);
  const rest = () => run(room, ana, [{ type: 'member.rest', resting: true }]);
  await Promise.all(Array.from({ length: limits.snapshotEveryEntries }, rest));
  await vi.waitFor(async () => expect(await store.snapshot(board)).not.toBeNull());
  const snapshot = (await store.snapshot(board))!;
  expect(snapshot.seq).toBeGreaterThanOrEqual(limits.snapshotEveryEntries);
  expect((await store.read(board, 0)).type).toBe('gone');
});

test('two nodes over one log: conflicts are decided again, and both end the same', async () => {
  const shared = memoryLog();
  const slowly: MemoryOptions = {
    log: shared,
    fault: (call) =>
      call.type === 'append'
        ? new Promise((resolve) => setTimeout(resolve, call.entries.length % 3))
        : undefined,
  };
  const [one, two] = [await node(slowly), await node(slowly)];
  const { board, room, ana } = await boardWithAna(one.rooms);
  const other = (await two.rooms.hold(board))!.room;
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i % 7));
      return run(i % 2 ? room : other, ana, [newCard(`Card ${String(i).padStart(2, '0')}`)]);
    }),
  );
  expect(outcomes.every(({ type }) => type === 'applied')).toBe(true);
  await vi.waitFor(() => expect(room.seq).toBe(other.seq));
  expect(titles(room)).toHaveLength(60);
  expect(titles(other)).toEqual(titles(room));
  expect(await bytesOf(other)).toEqual(await bytesOf(room));
  const results = await Promise.all([one, two].map(({ metrics }) => metrics.appendResults.get()));
  expect(results.flatMap(({ values }) => values).some(({ labels }) => labels.result === 'conflict')).toBe(
    true,
  );
});

test('two nodes that write in turn send many readers no more frames than one', async () => {
  const shared = memoryLog();
  const [one, two] = [await node({ log: shared }), await node({ log: shared })];
  const { board, room, ana } = await boardWithAna(one.rooms);
  const other = (await two.rooms.hold(board))!.room;
  let frames = 0;
  for (const each of [room, other]) each.listen({ ...nobody, readers: 1_000 });
  const [begun, count] = [performance.now(), 60];
  room.watch(() => (frames += 1));
  const cards = [];
  for (let nth = 0; nth < count; nth += 1) {
    cards.push(run(nth % 2 ? room : other, ana, [newCard(`Card ${nth}`)]));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(cards);
  await vi.waitFor(() => expect(titles(room)).toHaveLength(count));
  const beats = (performance.now() - begun) / limits.beatLongest;
  expect(frames).toBeGreaterThan(1);
  expect(frames).toBeLessThan(beats + 3);
});

test.each(['written', 'lost'] as const)(
  'an append that ends in doubt (%s) is done exactly once',
  async (fault) => {
    let doubtful = false;
    const { store, rooms } = await node({
      fault: (call) => {
        if (call.type !== 'append' || !doubtful) return undefined;
        doubtful = false;
        return fault;
      },
    });
    const { board, room, ana } = await boardWithAna(rooms);
    doubtful = true;
    const outcomes = await Promise.all(['A', 'B', 'C'].map((title) => run(room, ana, [newCard(title)])));
    expect(outcomes.map(({ type }) => type)).toEqual(['applied', 'applied', 'applied']);
    expect(titles(room)).toEqual(['A', 'B', 'C']);
    expect(await logged(store, board)).toEqual(['A', 'B', 'C']);
  },
);

test('while the store fails, the board is read-only and says "not now"; then it goes on by itself', async () => {
  let failing = false;
  const { store, rooms, metrics } = await node({
    fault: (call) => {
      if (failing && (call.type === 'append' || call.type === 'check')) throw new Error('disk full');
    },
  });
  const { board, room, ana } = await boardWithAna(rooms);
  await run(room, ana, [newCard('Before')]);
  failing = true;
  const id = freshId('command');
  const words = newCard('During');
  expect(await run(room, ana, [words], id)).toEqual({
    type: 'refused',
    refusal: { code: 'notNow', retry: 'later' },
  });
  expect((await metrics.readOnly.get()).values[0]?.value).toBe(1);
  expect(await run(room, ana, [newCard('More')])).toMatchObject({ refusal: { code: 'notNow' } });
  expect([...readBoard(await joined(room)).cards.values()].map(({ title }) => title)).toEqual(['Before']);
  failing = false;
  await vi.waitFor(async () => expect((await metrics.readOnly.get()).values[0]?.value).toBe(0), {
    timeout: 5_000,
  });
  expect(await run(room, ana, [words], id)).toMatchObject({ type: 'applied' });
  expect(await logged(store, board)).toEqual(['Before', 'During']);
});

test('a log that is shorter than what was known of it is not written to', async () => {
  const shared = memoryLog();
  const { rooms, metrics } = await node({ log: shared });
  const { board, room, ana } = await boardWithAna(rooms);
  await run(room, ana, [newCard('Known')]);
  shared.boards.get(board)!.entries.pop();
  expect(await run(room, ana, [newCard('More')])).toMatchObject({ refusal: { code: 'notNow' } });
  expect((await metrics.readOnly.get()).values[0]?.value).toBe(1);
  expect(titles(room)).toEqual(['Known']);
  expect(shared.boards.get(board)!.entries.length).toBe(room.seq - 1);
});

test('the line is bounded: who comes when it is full is asked to wait', async () => {
  let release = (): void => undefined;
  let holding = false;
  const { rooms } = await node({
    fault: (call) => {
      if (call.type === 'append' && holding) return new Promise<void>((resolve) => (release = resolve));
    },
  });
  const { room, ana } = await boardWithAna(rooms);
  holding = true;
  const rest = (): Promise<Outcome> => run(room, ana, [{ type: 'member.rest', resting: true }]);
  const first = rest();
  await vi.waitFor(() => expect(release.name).not.toBe('release'));
  const waiting = Array.from({ length: limits.roomQueue }, rest);
  expect(await rest()).toEqual({ type: 'refused', refusal: { code: 'slowDown', retry: 'later' } });
  holding = false;
  release();
  const outcomes = await Promise.all([first, ...waiting]);
  expect(outcomes.every(({ type }) => type === 'applied')).toBe(true);
});

test('a bug in one job is logged and answered; the others of its batch are done', async () => {
  const { rooms } = await node();
  const { room, ana } = await boardWithAna(rooms);
  const broken = room.do({
    type: 'command',
    id: freshId('command'),
    actor: { type: 'member', member: ana },
    commands: () => {
      throw new Error('a bug');
    },
  });
  const [bad, good] = await Promise.all([broken, run(room, ana, [newCard('Good')])]);
  expect(bad).toMatchObject({ type: 'refused', refusal: { code: 'notNow' } });
  expect(good).toMatchObject({ type: 'applied' });
});

test('a new epoch is one entry: the document is rebuilt the same on every node, and smaller', async () => {
  const shared = memoryLog();
  const [one, two] = [await node({ log: shared }), await node({ log: shared })];
  const { board, room, ana } = await boardWithAna(one.rooms);
  const other = (await two.rooms.hold(board))!.room;
  const card = freshId('card');
  await run(room, ana, [{ type: 'card.create', card, kind: 'need', title: 'A', body: 'Body', chips: {} }]);
  for (let i = 0; i < 50; i += 1)
    await run(room, ana, [{ type: 'card.edit', card, chips: { area: `Street ${i}` } }]);
  const before = (await joining(room)).updates.length;
  const heard: number[] = [];
  const audience: Audience = { ...nobody, readers: 1, frame: (epoch) => heard.push(epoch) };
  room.listen(audience);
  expect(await room.do({ type: 'rebuild' })).toMatchObject({ type: 'applied' });
  expect(room.epoch).toBe(2);
  await vi.waitFor(() => expect(heard).toEqual([2]));
  expect((await joining(room)).updates.length).toBeLessThan(before);
  await vi.waitFor(() => expect(other.epoch).toBe(2));
  await run(other, ana, [{ type: 'card.edit', card, chips: { area: 'After' } }]);
  await vi.waitFor(() => expect(room.seq).toBe(other.seq));
  expect(await bytesOf(other)).toEqual(await bytesOf(room));
});

test('a node that came by a snapshot rebuilds the same bytes as one that saw it all', async () => {
  const shared = memoryLog();
  const [one, two] = [await node({ log: shared }), await node({ log: shared })];
  const { board, room, ana } = await boardWithAna(one.rooms);
  const card = freshId('card');
  await run(room, ana, [{ type: 'card.create', card, kind: 'need', title: 'A', body: 'Body', chips: {} }]);
  // a field that was not there at first lies elsewhere in a row that was read from a document
  await run(room, ana, [{ type: 'card.edit', card, chips: { area: 'Harbour', category: 'food' } }]);
  await one.store.saveSnapshot(board, toSnapshot((await loadReplica(one.store, board))!));
  const other = (await two.rooms.hold(board))!.room;
  await room.do({ type: 'rebuild' });
  await vi.waitFor(() => expect(other.epoch).toBe(2));
  expect(await bytesOf(other)).toEqual(await bytesOf(room));
});

test('what a node that died left unsettled is settled by another', async () => {
  const shared = memoryLog();
  let nodeDied = false;
  const undone: (() => void)[] = [];
  const one = await node({ log: shared }, 60_000, {
    ...realSurroundings,
    after: (delay, run) => realSurroundings.after(delay, () => void (nodeDied ? undone.push(run) : run())),
  });
  const { board, room, ana } = await boardWithAna(one.rooms);
  const tidying: (() => void)[] = [];
  const every = (_: number, run: () => void) => {
    tidying.push(run);
    return () => undefined;
  };
  const two = await node({ log: shared }, 60_000, { ...realSurroundings, every });
  const other = (await two.rooms.hold(board))!.room;
  const doc = newTextDoc();
  for (const words of ['Soup', 'Bread and ']) {
    spliceText(doc, 0, 0, words, null);
    const actor = { type: 'member', member: ana } as const;
    const update = Y.encodeStateAsUpdate(doc);
    const job = { type: 'text', id: freshId('command'), actor, text: 'notes', epoch: 1, update } as const;
    expect(await room.do(job)).toMatchObject({ type: 'applied' });
  }
  nodeDied = true;
  await vi.waitFor(() => expect(other.seq).toBe(room.seq));
  expect(other.state.meta.get('board')?.notes).toBe('Soup');
  for (const tidy of tidying) tidy();
  await vi.waitFor(() => expect(other.state.meta.get('board')?.notes).toBe('Bread and Soup'));
  // so that it can be closed after the test
  nodeDied = false;
  for (const run of undone) run();
});

test('what could not be settled because the store failed is settled when it is well', async () => {
  let failing = false;
  let failed = false;
  const { rooms } = await node({
    fault: ({ type }) => {
      if (!failing || (type !== 'append' && type !== 'check')) return;
      failed ||= type === 'append';
      throw new Error('disk full');
    },
  });
  const { room, ana } = await boardWithAna(rooms);
  const doc = newTextDoc();
  for (const words of ['Soup', 'Bread and ']) {
    spliceText(doc, 0, 0, words, null);
    const actor = { type: 'member', member: ana } as const;
    const update = Y.encodeStateAsUpdate(doc);
    const job = { type: 'text', id: freshId('command'), actor, text: 'notes', epoch: 1, update } as const;
    expect(await room.do(job)).toMatchObject({ type: 'applied' });
  }
  expect(room.state.meta.get('board')?.notes).toBe('Soup');
  failing = true;
  await vi.waitFor(() => expect(failed).toBe(true), { timeout: 5_000 });
  failing = false;
  const settled = (): void => expect(room.state.meta.get('board')?.notes).toBe('Bread and Soup');
  await vi.waitFor(settled, { timeout: 5_000 });
});

test('a text that is mostly past is laid down afresh under a new epoch, with the same words', async () => {
  const { rooms } = await node();
  const { room, ana } = await boardWithAna(rooms);
  const card = freshId('card');
  await run(room, ana, [{ type: 'card.create', card, kind: 'need', title: 'A', body: 'Body', chips: {} }]);
  const doc = newTextDoc();
  Y.applyUpdate(doc, room.texts.get(card)!.state);
  for (let i = 0; i < 200; i += 1) {
    spliceText(doc, 4, doc.getText('b').length - 4, ` ${i}`, null);
    spliceText(doc, 0, 0, 'x', null);
    spliceText(doc, 0, 1, '', null);
  }
  const actor = { type: 'member', member: ana } as const;
  const update = Y.encodeStateAsUpdate(doc);
  const { epoch } = room.texts.get(card)!;
  expect(
    await room.do({ type: 'text', id: freshId('command'), actor, text: card, epoch, update }),
  ).toMatchObject({
    type: 'applied',
  });
  const before = room.texts.get(card)!;
  expect(await room.do({ type: 'compact', text: card })).toMatchObject({ type: 'applied' });
  const after = room.texts.get(card)!;
  expect(after.state.length).toBeLessThan(before.state.length);
  expect(after.epoch).toBe(before.epoch + 1);
  const stale = { type: 'text', id: freshId('command'), actor, text: card, epoch, update } as const;
  expect(await room.do(stale)).toMatchObject({ refusal: { code: 'textStale' } });
  await vi.waitFor(() => expect(room.state.cards.get(card)?.body).toBe('Body 199'));
});

test('a text on which replicas no longer agree is laid down afresh, however short; one laid down already is not', async () => {
  const { rooms } = await node();
  const { room, ana } = await boardWithAna(rooms);
  const card = freshId('card');
  const body = 'six bowls';
  await run(room, ana, [{ type: 'card.create', card, kind: 'offer', title: 'Soup', body, chips: {} }]);
  const doc = newTextDoc();
  Y.applyUpdate(doc, room.texts.get(card)!.state);
  spliceText(doc, 4, 0, 'big ', null);
  const actor = { type: 'member', member: ana } as const;
  const { epoch } = room.texts.get(card)!;
  const update = Y.encodeStateAsUpdate(doc);
  await room.do({ type: 'text', id: freshId('command'), actor, text: card, epoch, update });
  await room.do({ type: 'compact', text: card });
  expect(room.texts.get(card)!.epoch).toBe(epoch);
  await room.do({ type: 'compact', text: card, tangled: true });
  const after = room.texts.get(card)!;
  expect(after.epoch).toBe(epoch + 1);
  expect(plainText(after.state)).toBe('six big bowls');
  await room.do({ type: 'compact', text: card, tangled: true });
  expect(room.texts.get(card)).toBe(after);
});

test('what fell due while nobody held the board happens when it is loaded', async () => {
  const shared = memoryLog();
  let now = Date.now();
  const first = await node({ log: shared, now: () => now });
  const { board, room, ana } = await boardWithAna(first.rooms);
  const promotion = (title: string): AnyCommand => ({ ...newCard(title), kind: 'promotion' }) as AnyCommand;
  await run(room, ana, [promotion('First')]);
  expect(await run(room, ana, [promotion('Second')])).toMatchObject({ outcome: 'waiting' });
  expect(titles(room)).toEqual(['First']);
  await first.rooms.close();
  now += 8 * 24 * 60 * 60 * 1_000;
  const later = (await (await node({ log: shared, now: () => now })).rooms.hold(board))!.room;
  await vi.waitFor(() => expect(titles(later)).toContain('Second'));
});

test('a board is loaded once though many ask', async () => {
  const shared = memoryLog();
  const first = await node({ log: shared });
  const { board } = await boardWithAna(first.rooms);
  let loads = 0;
  const second = await node({
    log: shared,
    fault: (call) => {
      if (call.type === 'snapshot') loads += 1;
    },
  });
  const holds = await Promise.all(Array.from({ length: 30 }, () => second.rooms.hold(board)));
  expect(new Set(holds.map((hold) => hold?.room)).size).toBe(1);
  expect(loads).toBe(1);
});

test('who comes while a board is being put away gets it whole, loaded anew', async () => {
  let release = (): void => undefined;
  let holding = false;
  const { rooms, store } = await node(
    {
      fault: (call) => {
        if (call.type === 'saveSnapshot' && holding)
          return new Promise<void>((resolve) => (release = resolve));
      },
    },
    1,
  );
  const { board, room, ana, release: letGo } = await boardWithAna(rooms);
  await run(room, ana, [newCard('Kept')]);
  holding = true;
  const hold = (await rooms.hold(board))!;
  hold.release();
  hold.release();
  // Released twice, but held once more by somebody else: nothing is put away under them.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await run(room, ana, [newCard('Still open')])).toMatchObject({ type: 'applied' });
  letGo();
  await vi.waitFor(() => expect(release.name).not.toBe('release'));
  const coming = rooms.hold(board);
  expect(await run(room, ana, [newCard('Too late')])).toMatchObject({ refusal: { code: 'notNow' } });
  holding = false;
  release();
  const fresh = (await coming)!.room;
  expect(fresh).not.toBe(room);
  expect(titles(fresh)).toEqual(['Kept', 'Still open']);
  expect(await run(fresh, ana, [newCard('On time')])).toMatchObject({ type: 'applied' });
  expect(await logged(store, board)).toEqual(['Kept', 'On time', 'Still open']);
});
