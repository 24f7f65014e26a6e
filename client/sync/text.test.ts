import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { OpenText, TextDelta } from '#client/session/port.ts';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import type { KeepPort } from './keep/port.ts';
import { BoardServer } from './testing/board-server.ts';
import { card, type Device, device, member } from './testing/devices.ts';
import { surroundingsIn, World } from './testing/world.ts';
import { LiveText, type TextHooks } from './text.ts';

async function begin() {
  const world = new World(3);
  const server = new BoardServer(world);
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  return { world, server, ana, ben };
}

async function open(world: World, { session }: Device, id: string): Promise<OpenText> {
  const text = session.openText(id);
  await world.until(() => text.mayEdit && text.state === 'saved');
  return text;
}

/** Follows a text by its deltas alone, as a textarea does. */
function follow(text: OpenText): { value: string } {
  const follower = { value: text.value };
  text.onChange((delta) => {
    if (!delta) return void (follower.value = text.value);
    follower.value = applied(follower.value, delta);
  });
  return follower;
}

function applied(before: string, delta: readonly TextDelta[]): string {
  let after = '';
  let at = 0;
  for (const step of delta) {
    if ('retain' in step) after += before.slice(at, (at += step.retain));
    else if ('delete' in step) at += step.delete;
    else after += step.insert;
  }
  return after + before.slice(at);
}

test('two write together, and each follows the other by deltas', async () => {
  const { world, ana, ben, server } = await begin();
  const hers = await open(world, ana, 'notes');
  const his = await open(world, ben, 'notes');
  const screen = follow(his);
  for (const letter of 'warm soup') hers.splice(hers.value.length, 0, letter);
  await world.pass(1_000);
  expect(his.value).toBe('warm soup');
  his.splice(0, 0, '🍲 ');
  hers.splice(0, 4, 'hot');
  await world.pass(1_000);
  expect(hers.value).toBe('🍲 hot soup');
  expect(his.value).toBe(hers.value);
  expect(screen.value).toBe(his.value);
  expect(server.textOf('notes')).toBe(hers.value);
});

test('letters typed before the text has come are sent with it, and stand where they were typed', async () => {
  const { world, ana, ben, server } = await begin();
  const his = await open(world, ben, 'notes');
  his.splice(0, 0, 'soup at noon, bread on Friday');
  await world.pass(30_000);
  await world.until(() => ana.snapshot.state.meta.get('board')?.notes === his.value);
  his.splice(his.value.length, 0, ' and Monday');
  const hers = ana.session.openText('notes');
  await world.until(() => hers.value !== '');
  expect(hers.state).toBe('opening');
  hers.splice(0, 0, 'Lentil ');
  expect(hers.state).toBe('saving');
  await world.pass(1_000);
  expect(hers.state).toBe('saved');
  expect(server.textOf('notes')).toBe('Lentil soup at noon, bread on Friday and Monday');
  expect(his.value).toBe(hers.value);
});

test('typing carried over into a text that has come leaves this device when it is kept so, not before', async () => {
  const { world, server, ana, ben } = await begin();
  const his = await open(world, ben, 'notes');
  his.splice(0, 0, 'soup at noon');
  await world.pass(30_000);
  const { keep } = ana;
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  const slow: KeepPort = {
    ...keep,
    write: async (board, changes) => {
      if (changes.some(({ kind }) => kind === 'text')) await freed;
      await keep.write(board, changes);
    },
  };
  ana.session.close();
  const page = device(server, { keep: slow, network: ana.network });
  await world.until(() => page.snapshot.connection.state === 'live');
  const hers = page.session.openText('notes');
  await world.until(() => hers.value !== '');
  hers.splice(0, 0, 'Lentil ');
  await world.pass(1_000);
  expect(page.session.counters.textPushes).toBe(0);
  expect(server.textOf('notes')).toBe('soup at noon');
  free();
  await world.pass(1_000);
  expect(server.textOf('notes')).toBe('Lentil soup at noon');
});

test('typing goes out in one push for many letters, and never two at once', async () => {
  const { world, ana } = await begin();
  const hers = await open(world, ana, 'notes');
  const before = ana.session.counters.textPushes;
  for (let i = 0; i < 50; i += 1) hers.splice(i, 0, 'x');
  await world.pass(1_000);
  expect(ana.session.counters.textPushes - before).toBe(1);
});

test('a text stays within its length', async () => {
  const { world, ana, server } = await begin();
  const hers = await open(world, ana, 'notes');
  hers.splice(0, 0, 'x'.repeat(limits.body + 100));
  expect(hers.value.length).toBe(limits.body);
  await world.pass(1_000);
  expect(server.textOf('notes').length).toBe(limits.body);
});

test('undo and redo take back one’s own typing only', async () => {
  const { world, ana, ben } = await begin();
  const hers = await open(world, ana, 'notes');
  const his = await open(world, ben, 'notes');
  hers.splice(0, 0, 'mine ');
  await world.pass(1_000);
  his.splice(5, 0, 'yours');
  await world.pass(1_000);
  hers.undo();
  await world.pass(1_000);
  expect(his.value).toBe('yours');
  hers.redo();
  await world.pass(1_000);
  expect(his.value).toBe('mine yours');
});

test('a text that began anew keeps what was typed meanwhile', async () => {
  const { world, ana, ben, server } = await begin();
  const hers = await open(world, ana, 'notes');
  hers.splice(0, 0, 'bread and soup');
  await world.pass(1_000);
  ana.offline();
  hers.splice(14, 0, ' for two');
  hers.splice(0, 0, 'warm ');
  server.compact('notes');
  const his = await open(world, ben, 'notes');
  await world.pass(1_000);
  ana.online();
  await world.pass(60_000);
  expect(hers.value).toBe('warm bread and soup for two');
  expect(his.value).toBe(hers.value);
  expect(ana.snapshot.drafts).toEqual([]);
});

test('a push whose answer was lost is not repeated in a text that began anew', async () => {
  const server = new BoardServer(new World(5));
  const { world } = server;
  const ana = await member(server, 'Ana');
  const notes = ana.session.openText('notes');
  await world.until(() => notes.mayEdit);
  notes.splice(0, 0, 'one ');
  for (let ms = 0; server.textOf('notes') === '' && ms < 1_000; ms += 1) await world.pass(1);
  ana.offline();
  notes.splice(notes.value.length, 0, 'two ');
  server.compact('notes');
  ana.online();
  await world.until(() => server.textOf('notes').includes('two'));
  expect(server.textOf('notes')).toBe('one two ');
  expect(ana.snapshot.drafts).toEqual([]);
});

test('a push of a page that is gone, whose answer was lost, is not repeated by the page that goes on', async () => {
  const { world, server, ana } = await begin();
  const hers = await open(world, ana, 'notes');
  hers.splice(0, 0, ' one  two ');
  await world.pass(1_000);
  const tab = device(server, { keep: ana.keep, network: ana.network });
  await world.until(() => tab.snapshot.connection.state === 'live');
  hers.splice(5, 0, ' three ');
  await world.until(() => server.textOf('notes').includes('three'));
  ana.offline();
  hers.splice(12, 0, ' four ');
  const his = tab.session.openText('notes');
  await world.until(() => his.mayEdit);
  expect(his.value).toBe(' one  two ');
  his.splice(his.value.length, 0, ' five ');
  await world.pass(2 * limits.persistEvery);
  ana.crash();
  await world.until(() => his.value.includes('four'));
  tab.online();
  await world.until(() => tab.snapshot.connection.state === 'live');
  await world.pass(5_000);
  expect(server.textOf('notes')).toBe(' one  three  four  two  five ');
  expect(his.value).toBe(server.textOf('notes'));
  expect(tab.snapshot.drafts).toEqual([]);
});

test('typing that another page took over while its own slept is written once', async () => {
  const { world, server, ana } = await begin();
  const id = await card(server, ana, 'Soup', 'for two');
  const tab = device(server, { keep: ana.keep, network: ana.network });
  await world.until(() => tab.snapshot.state.cards.has(id));
  ana.offline();
  const hers = ana.session.openText(id);
  await world.until(() => hers.mayEdit);
  hers.splice(7, 0, ' or three');
  await world.pass(2 * limits.persistEvery);
  ana.around.sleep();
  await world.until(() => tab.snapshot.state.cards.get(id)?.body === 'for two or three');
  ana.around.wake();
  await world.pass(100);
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 0 });
  ana.online();
  await world.pass(60_000);
  expect(server.textOf(id)).toBe('for two or three');
  expect(hers.value).toBe('for two or three');
});

test('typing of a page that is gone becomes a draft where nobody may write any more', () => {
  const told: unknown[] = [];
  const hooks: TextHooks = {
    changed: () => undefined,
    keep: (kept) => told.push({ kept }),
    kept: () => Promise.resolve(),
    begun: () => undefined,
    draft: (words) => told.push({ draft: words }),
    mayEdit: () => true,
    idle: () => undefined,
  };
  const text = new LiveText('c_1', surroundingsIn(new World(1)), hooks, {
    type: 'settled',
    value: 'for two',
  });
  // somebody has it open, and its card goes
  text.hold();
  text.giveUp({ code: 'noCard', retry: 'never' });
  told.length = 0;
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'for two or three', null);
  const shadow = Y.encodeStateAsUpdate(newTextDoc());
  text.adopt({ text: 'c_1', epoch: null, doc: Y.encodeStateAsUpdate(doc), shadow });
  expect(told).toEqual([{ draft: 'for two or three' }, { kept: null }]);
  expect(text.dirty).toBe(false);
});

test('when both pages of a device slept, neither takes the other for gone', async () => {
  const { world, server, ana } = await begin();
  const id = await card(server, ana, 'Soup', 'for two');
  let looked = false;
  const adopt: KeepPort['adopt'] = (...args) => ((looked = true), ana.keep.adopt(...args));
  const tab = device(server, { keep: { ...ana.keep, adopt }, network: ana.network });
  await world.until(() => tab.snapshot.state.cards.has(id));
  ana.offline();
  const hers = ana.session.openText(id);
  await world.until(() => hers.mayEdit);
  looked = false;
  await world.until(() => looked);
  // the other looks again before this one would have renewed its lease
  await world.pass(8_500);
  hers.splice(7, 0, ' or three');
  await world.pass(2 * limits.persistEvery);
  world.sleep(60_000);
  // what was planned for that time may come before a page is told that it woke
  await world.pass(0);
  for (const { around } of [tab, ana]) around.happen('wake');
  await world.pass(30_000);
  expect(tab.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 0 });
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 1 });
});

test('a text that changed in the same place while it began anew asks, with both', async () => {
  const { world, ana, ben, server } = await begin();
  const hers = await open(world, ana, 'notes');
  hers.splice(0, 0, 'bread and soup');
  await world.pass(1_000);
  ana.offline();
  hers.splice(0, 5, 'cake');
  const his = await open(world, ben, 'notes');
  his.splice(0, 5, 'rolls');
  await world.pass(1_000);
  server.compact('notes');
  ana.online();
  await world.pass(60_000);
  expect(hers.value).toBe('rolls and soup');
  expect(ana.snapshot.drafts).toMatchObject([
    { body: 'cake and soup', refusal: { code: 'stale', theirs: 'rolls and soup' } },
  ]);
});

test('a text that was never opened may be written offline', async () => {
  const { world, ana, server } = await begin();
  const id = await card(server, ana, 'Soup', 'for two');
  await world.pass(1_000);
  ana.offline();
  await world.pass(100);
  const hers = ana.session.openText(id);
  await world.until(() => hers.mayEdit);
  expect(hers.value).toBe('for two');
  hers.splice(7, 0, ' or three');
  expect(ana.snapshot.state.cards.get(id)?.body).toBe('for two or three');
  ana.online();
  await world.pass(60_000);
  expect(server.textOf(id)).toBe('for two or three');
});

test('a copy that differs without a word is found out by the hash, and mended', async () => {
  const { world, ana, ben, server } = await begin();
  const hers = await open(world, ana, 'notes');
  const his = await open(world, ben, 'notes');
  hers.splice(0, 0, 'bread');
  await world.pass(1_000);
  const seen: string[] = [];
  his.onChange(() => seen.push(his.value));
  const stray = new Y.Doc();
  stray.getText('b').insert(0, 'stray ');
  server.whisper(ben.network, 'notes', Y.encodeStateAsUpdate(stray));
  await world.pass(1_000);
  expect(seen.join()).toContain('stray');
  hers.splice(5, 0, ' and soup');
  await world.pass(2_000);
  expect(his.value).toBe('bread and soup');
  expect(hers.value).toBe('bread and soup');
  expect(ana.snapshot.drafts).toEqual([]);
});

test.each(['textMalformed', 'textForeign', 'textTooLarge', 'textGap', 'textStale'] as const)(
  'refused with %s, the words are in the text or in a draft',
  async (code) => {
    const { world, ana, server } = await begin();
    const hers = await open(world, ana, 'notes');
    server.refuseText = code;
    hers.splice(0, 0, 'words');
    await world.pass(5_000);
    server.refuseText = null;
    await world.pass(10_000);
    const drafts = ana.snapshot.drafts.map(({ body }) => body);
    expect([server.textOf('notes'), ...drafts]).toContain('words');
    expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
    hers.splice(0, 0, 'more');
    await world.pass(2_000);
    expect(server.textOf('notes')).toContain('more');
  },
);

test('typing into a card that is closed to its writer becomes a draft', async () => {
  const { world, ana, ben, server } = await begin();
  const id = await card(server, ana, 'Soup', 'for two');
  const { me } = ben.snapshot;
  void ana.session.run({ type: 'card.invite', card: id, member: me.type === 'member' ? me.member : '' });
  await world.pass(500);
  const his = await open(world, ben, id);
  ben.offline();
  his.splice(7, 0, ' or three');
  void ana.session.run({ type: 'card.uninvite', card: id, member: me.type === 'member' ? me.member : '' });
  await world.pass(1_000);
  ben.online();
  await world.pass(60_000);
  expect(ben.snapshot.drafts).toMatchObject([{ body: 'for two or three', refusal: { code: 'notYours' } }]);
  expect(server.textOf(id)).toBe('for two');
  expect(his.value).toBe('for two');
  expect(his.mayEdit).toBe(false);
});
