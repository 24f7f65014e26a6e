import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { realSurroundings } from '#server/surroundings.ts';
import { Dice } from '#shared/testing/dice.ts';
import { seed } from '#shared/testing/seed.ts';
import type { Op } from '#shared/board/types.ts';
import { applyToDoc, newBoardCopy, newBoardDoc } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { limits } from '#shared/limits.ts';
import type { SyncRequest } from '#shared/protocol.ts';
import { type Joining, Joins } from './joins.ts';
import { emptyReplica, type Replica } from './replica.ts';

/** A board of comments, as a room would hold it: entries are applied at once, frames are sent for some at a time. */
function board() {
  const replica: Replica = emptyReplica();
  const joins = new Joins(() => replica, realSurroundings);
  let pending: Uint8Array[] = [];
  const take = (update: Uint8Array): void => void pending.push(update);
  replica.doc.on('update', take);
  const entry = (ops: readonly Op[]): void => {
    applyToDoc(replica.doc, ops);
    replica.seq += 1;
  };
  const comment = (id: string, text: string): void => {
    const row = { id, card: 'c_1', author: 'm_1', text, created: 1 };
    entry([{ op: 'put', table: 'comments', id, row } as unknown as Op]);
  };
  return {
    replica,
    joins,
    entry,
    comment,
    drop: (id: string) => entry([{ op: 'drop', table: 'comments', id }]),
    frame: () => {
      joins.sent(pending.length > 0 ? Y.mergeUpdates(pending) : null);
      pending = [];
    },
    rebuild: () => {
      replica.epoch += 1;
      replica.doc = newBoardDoc(replica.epoch);
      replica.doc.on('update', take);
      replica.seq += 1;
      pending = [];
      joins.reset();
    },
  };
}

const read = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex');

async function joined(joins: Joins, request: SyncRequest = {}): Promise<Joining> {
  let joining = joins.join(request);
  for (; !joining; joining = joins.join(request)) await joins.made();
  return joining;
}

/** Takes an answer as a client does. @returns the position that it is at then */
function take(doc: Y.Doc, { seq, mode, updates, gzip, frame }: Joining): number {
  const apply = mode === 'full' ? Y.applyUpdateV2 : Y.applyUpdate;
  for (const update of unpackBytes(gzip ? gunzipSync(updates) : updates)) apply(doc, update);
  if (frame?.update) Y.applyUpdate(doc, fromBase64(frame.update));
  if (frame) expect(frame.from).toBe(seq + 1);
  return frame?.to ?? seq;
}

const asked = ({ epoch, seq }: Replica, doc: Y.Doc): SyncRequest => ({
  epoch,
  seq,
  stateVector: Y.encodeStateVector(doc),
});

test(`whoever joins, and whatever they had, ends with the same bytes (SEED=${seed})`, async () => {
  const dice = new Dice(seed);
  const { replica, joins, comment, drop, frame, rebuild } = board();
  const copies: { doc: Y.Doc; request: SyncRequest }[] = [];
  const modes = { full: 0, delta: 0 };
  const ids: string[] = [];
  for (let step = 0; step < 800; step += 1) {
    if (ids.length > 20 && dice.rarely(3)) drop(ids.splice(dice.below(ids.length), 1)[0]!);
    else {
      ids.push(`k_${step}`);
      comment(ids.at(-1)!, 'x'.repeat(dice.rarely(60) ? 40_000 : dice.below(200)));
    }
    if (dice.rarely(300)) rebuild();
    // Frames of another node end elsewhere: a copy may be at any position.
    if (dice.rarely(8)) {
      const doc = newBoardCopy();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica.doc));
      copies.push({ doc, request: asked(replica, doc) });
    }
    if (dice.below(3) > 0) continue;
    frame();
    const back = dice.rarely(4) && copies.length > 0 ? copies.splice(-1 - dice.below(3))[0]! : null;
    const joining = await joined(joins, back?.request);
    const doc = back && joining.mode === 'delta' ? back.doc : newBoardCopy();
    expect(take(doc, joining)).toBe(replica.seq);
    expect(read(doc)).toBe(read(replica.doc));
    modes[joining.mode] += 1;
  }
  expect(modes.full).toBeGreaterThan(50);
  expect(modes.delta).toBeGreaterThan(10);
});

test('a copy that this log did not make starts afresh', async () => {
  const { replica, joins, comment, drop, frame } = board();
  for (const id of ['k_1', 'k_2', 'k_3']) {
    comment(id, id);
    frame();
  }
  const { doc, epoch, seq } = replica;
  const known = asked(replica, doc);
  drop('k_1');
  frame();
  expect((await joined(joins, known)).mode).toBe('delta');
  const modes = [
    { ...known, epoch: epoch + 1 },
    { ...known, seq: seq - 1 },
    { ...known, seq: seq + 5 },
    { ...known, stateVector: new Uint8Array([0]) },
    { ...known, stateVector: new Uint8Array([1, epoch + 1, 12]) },
    { ...known, stateVector: new Uint8Array([2, epoch, 12, 9, 9]) },
    { epoch, seq },
    {},
  ].map(async (request) => (await joined(joins, request)).mode);
  expect(new Set(await Promise.all(modes))).toEqual(new Set(['full']));
});

test('the document is made once for all who wait, and again beside those who join when its tail is long', async () => {
  const { joins, comment, frame } = board();
  for (let i = 0; i < 100; i += 1) comment(`k_${i}`, 'x'.repeat(100));
  frame();
  expect(joins.join({})).toBeNull();
  const waiting = [joins.made(), joins.made()];
  expect(waiting[0]).toBe(waiting[1]);
  await waiting[0];
  const first = joins.join({})!;
  expect(joins.join({})!.updates).toBe(first.updates);
  for (let i = 0; i <= limits.tailEntries; i += 1) {
    comment(`k_a${i}`, '');
    frame();
  }
  const late = joins.join({})!;
  expect(late.updates).toBe(first.updates);
  expect(late.frame).toMatchObject({ from: first.seq + 1 });
  await joins.made();
  const fresh = joins.join({})!;
  expect(fresh.updates).not.toBe(first.updates);
  expect(fresh.frame).toBeNull();
});

test('what is kept of the past is bounded, in frames and in bytes', async () => {
  const { replica, joins, entry, comment, frame } = board();
  comment('k_0', '');
  frame();
  const old = { doc: newBoardCopy(), known: {} as SyncRequest };
  Y.applyUpdate(old.doc, Y.encodeStateAsUpdate(replica.doc));
  old.known = asked(replica, old.doc);
  comment('k_1', 'x'.repeat(limits.tailBytes));
  frame();
  expect((await joined(joins, old.known)).mode).toBe('full');
  const now = asked(replica, replica.doc);
  comment('k_2', '');
  frame();
  for (let i = 0; i < limits.windowFrames - 1; i += 1) {
    entry([]);
    frame();
  }
  expect((await joined(joins, now)).mode).toBe('delta');
  comment('k_3', '');
  frame();
  const fresh = await joined(joins, now);
  expect(fresh.mode).toBe('full');
  const doc = newBoardCopy();
  take(doc, fresh);
  expect(read(doc)).toBe(read(replica.doc));
});
