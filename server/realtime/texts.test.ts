import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { unpackBytes } from '#shared/doc/pack.ts';
import { fnv1a, newTextDoc, spliceText, textOf } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';

/** A text as one socket has it open: what it was told, and nothing else. */
class Open {
  readonly client: RawClient;
  readonly text: string;
  doc = newTextDoc();
  epoch = 0;
  rev = 0;
  mayEdit = false;
  hash = 0;
  #taken = 0;

  constructor(client: RawClient, text: string) {
    this.client = client;
    this.text = text;
  }

  static async of(client: RawClient, text: string): Promise<Open> {
    const open = new Open(client, text);
    await open.open();
    return open;
  }

  async open(): Promise<void> {
    this.#taken = this.client.heard.length;
    const reply = await this.client.openText(this.text);
    if (!reply.ok) throw new Error(reply.refusal.code);
    for (const update of unpackBytes(new Uint8Array(reply.updates)))
      Y.applyUpdate(this.doc, update, 'server');
    Object.assign(this, { epoch: reply.epoch, rev: reply.rev, mayEdit: reply.mayEdit });
  }

  /** Applies what was heard since. */
  take(): void {
    const heard = this.client.heard.slice(this.#taken);
    this.#taken = this.client.heard.length;
    for (const { event, args } of heard) {
      if (event !== 'text' || args[0] !== this.text) continue;
      for (const update of unpackBytes(new Uint8Array(args[3]))) Y.applyUpdate(this.doc, update, 'server');
      this.rev = args[2];
      this.hash = args[4];
    }
  }

  get value(): string {
    this.take();
    return textOf(this.doc).toJSON();
  }

  /** Writes, and sends what it wrote. */
  async type(index: number, insert: string, remove = 0) {
    const before = Y.encodeStateVector(this.doc);
    spliceText(this.doc, index, remove, insert, 'local');
    return this.client.pushText(this.text, this.epoch, Y.encodeStateAsUpdate(this.doc, before));
  }
}

async function pair() {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const fay = await world.person(board, 'Fay', 'facilitator');
  return { world, board, ana, fay };
}

test('author and facilitator write in one body, letter by letter, and a late joiner reads the same', async () => {
  const { world, board, ana, fay } = await pair();
  const card = await ana.card('A ladder');
  const [mine, theirs] = [await Open.of(ana, card), await Open.of(fay, card)];
  expect([mine.mayEdit, theirs.mayEdit]).toEqual([true, true]);
  for (const letter of 'Two metres') {
    expect(await mine.type(mine.value.length, letter)).toMatchObject({ ok: true });
    expect(await theirs.type(0, '🙂')).toMatchObject({ ok: true });
  }
  // Who comes first where both wrote at once is for Yjs to say, but everyone reads the same, and no letter is missing.
  await ana.until(() => mine.value.length === 30 && mine.rev === 20, 'every letter');
  const whole = mine.value;
  expect(whole.replaceAll('🙂', '')).toBe('Two metres');
  await fay.until(() => theirs.value === whole, 'the whole text');
  expect(mine.hash).toBe(fnv1a(whole));
  const late = await Open.of(await world.person(board, 'Lea'), card);
  expect(late.value).toBe(whole);
  expect(late.mayEdit).toBe(false);
});

test('readers of the board get settled text, a few times a second, without opening anything', async () => {
  const { world, board, ana } = await pair();
  const card = await ana.card('A ladder');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const mine = await Open.of(ana, card);
  const from = viewer.heard.length;
  for (const letter of 'Two metres, please') await mine.type(mine.value.length, letter);
  await viewer.until(() => viewer.state.cards.get(card)?.body === 'Two metres, please', 'the settled text');
  const frames = viewer.heard.slice(from).filter(({ event, args }) => event === 'frame' && args[3] !== '');
  expect(frames.length).toBeLessThan(10);
  expect(viewer.gaps).toBe(0);
});

test('a card comes with its first text, atomically; what was sent of it as words is not taken', async () => {
  const { ana, fay } = await pair();
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'From the first letter', null);
  const card = await ana.card('Begun offline', { body: 'something else' }, Y.encodeStateAsUpdate(doc));
  await fay.until(() => fay.state.cards.has(card), 'the card');
  expect(fay.state.cards.get(card)?.body).toBe('From the first letter');
  const mine = new Open(ana, card);
  mine.doc = doc;
  await mine.open();
  expect(mine.value).toBe('From the first letter');
  expect(await mine.type(0, 'Yes: ')).toMatchObject({ ok: true });
  const theirs = await Open.of(fay, card);
  expect(theirs.value).toBe('Yes: From the first letter');
});

test('a first text that does not pass the gate makes no card', async () => {
  const { ana } = await pair();
  const card = freshId('card');
  const reply = await ana.command(
    { type: 'card.create', card, kind: 'need', title: 'x', body: '', chips: {} },
    { text: new Uint8Array([1, 2, 3, 4]) },
  );
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'textMalformed' } });
  await ana.sync();
  expect(ana.state.cards.has(card)).toBe(false);
});

test('words without a document get one', async () => {
  const { ana } = await pair();
  const card = await ana.card('A ladder', { body: 'Written in one go' });
  expect((await Open.of(ana, card)).value).toBe('Written in one go');
});

test('only who may edit is let through: author, facilitators, whom the author invited, and nobody on a closed card', async () => {
  const { world, board, ana, fay } = await pair();
  const ben = await world.person(board, 'Ben');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const card = await ana.card('A ladder', { body: 'Two metres' });
  const bens = await Open.of(ben, card);
  expect(await bens.type(0, 'no ')).toMatchObject({ refusal: { code: 'notYours' } });
  const views = await Open.of(viewer, card);
  expect(await views.type(0, 'no ')).toMatchObject({ refusal: { code: 'viewersOnlyLook' } });
  await ana.command({ type: 'card.invite', card, member: ben.member });
  const invited = await Open.of(ben, card);
  expect(await invited.type(0, 'yes ')).toMatchObject({ ok: true });
  await ana.command({ type: 'card.uninvite', card, member: ben.member });
  expect(await invited.type(0, 'no ')).toMatchObject({ refusal: { code: 'notYours' } });
  const theirs = await Open.of(fay, card);
  await ana.command({ type: 'card.withdraw', card });
  expect(await theirs.type(0, 'no ')).toMatchObject({ refusal: { code: 'wrongState' } });
  expect((await Open.of(ana, card)).value).toBe('yes Two metres');
});

test('texts of cards out of sight are closed to those out of whose sight they are', async () => {
  const { world, board, ana, fay } = await pair();
  const ben = await world.person(board, 'Ben');
  const first = await ana.card('My course', { kind: 'promotion', body: 'One' });
  const waiting = freshId('card');
  const made = await ana.command({
    type: 'card.create',
    card: waiting,
    kind: 'promotion',
    title: 'My other course',
    body: 'Two',
    chips: {},
  });
  expect(made).toMatchObject({ ok: true, outcome: 'waiting' });
  const held = await ana.card('Not so nice', { body: 'Three' });
  await fay.command({ type: 'card.hold', card: held, note: '' });
  const may = async (client: RawClient, card: string) => (await client.openText(card)).ok;
  expect(await Promise.all([ana, ben, fay].map((client) => may(client, first)))).toEqual([true, true, true]);
  expect(await Promise.all([ana, ben, fay].map((client) => may(client, waiting)))).toEqual([
    true,
    false,
    false,
  ]);
  expect(await Promise.all([ana, ben, fay].map((client) => may(client, held)))).toEqual([true, false, true]);
  expect(await may(ana, freshId('card'))).toBe(false);
  const mine = await Open.of(ana, waiting);
  expect(await mine.type(0, 'Still ')).toMatchObject({ ok: true });
  await ana.until(() => {
    const body = ana.records.get(`waiting:${waiting}`)?.body;
    return body?.type === 'waiting' && body.card.body === 'Still Two';
  }, 'the settled text of a waiting card');
  expect(JSON.stringify(ben.heard)).not.toContain('Still');
});

test('all members write in the notes of the board, viewers read them', async () => {
  const { world, board, ana, fay } = await pair();
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const mine = await Open.of(ana, 'notes');
  const theirs = await Open.of(fay, 'notes');
  await mine.type(0, 'Friday at six');
  await fay.until(() => theirs.value === 'Friday at six', 'the notes');
  expect(await theirs.type(0, 'See you ')).toMatchObject({ ok: true });
  await viewer.until(
    () => viewer.state.meta.get('board')?.notes === 'See you Friday at six',
    'the settled notes',
  );
  expect((await Open.of(viewer, 'notes')).mayEdit).toBe(false);
});

test('an update of another epoch, a gap, and too long a text are each called by name, and change nothing', async () => {
  const { ana } = await pair();
  const card = await ana.card('A ladder', { body: 'Two metres' });
  const mine = await Open.of(ana, card);
  const whole = Y.encodeStateAsUpdate(mine.doc);
  expect(await ana.pushText(card, mine.epoch + 1, whole)).toMatchObject({ refusal: { code: 'textStale' } });
  const other = newTextDoc();
  spliceText(other, 0, 0, 'a', null);
  const lost = Y.encodeStateVector(other);
  spliceText(other, 1, 0, 'b', null);
  expect(await ana.pushText(card, mine.epoch, Y.encodeStateAsUpdate(other, lost))).toMatchObject({
    refusal: { code: 'textGap' },
  });
  expect(await mine.type(0, 'x'.repeat(limits.body))).toMatchObject({ refusal: { code: 'textTooLong' } });
  expect((await Open.of(ana, card)).value).toBe('Two metres');
});

test('one connection has so many texts open', async () => {
  const { world, board, ana } = await pair();
  const cards: string[] = [];
  for (let i = 0; i <= limits.openTextsPerSocket; i += 1) cards.push(await ana.card(`Card ${i}`));
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  for (const card of cards.slice(0, -1)) expect(await viewer.openText(card)).toMatchObject({ ok: true });
  expect(await viewer.openText(cards.at(-1)!)).toMatchObject({ refusal: { code: 'slowDown' } });
  viewer.socket.emit('textClose', cards[0]!);
  expect(await viewer.openText(cards.at(-1)!)).toMatchObject({ ok: true });
});
