import { expect, onTestFinished, test } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import { limits } from '#shared/limits.ts';
import { memoryKeep } from './keep/memory.ts';
import { BoardServer, keys } from './testing/board-server.ts';
import { boardId, card, device, member } from './testing/devices.ts';
import { World } from './testing/world.ts';

function begin(): { world: World; server: BoardServer } {
  const world = new World(7);
  return { world, server: new BoardServer(world) };
}

test('joins, writes, and another sees it', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const id = ana.session.newId('card');
  const create = {
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'A ladder',
    body: 'for a day',
    chips: {},
  } as const;
  const running = ana.session.run(create);
  expect(ana.snapshot.state.cards.get(id)?.title).toBe('A ladder');
  expect(ana.snapshot.pending.get(id)).toBe('saving');
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 1 });
  await world.pass(1_000);
  expect(await running).toEqual({ type: 'applied' });
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(ana.snapshot.pending.size).toBe(0);
  expect(ben.snapshot.state.cards.get(id)).toMatchObject({ title: 'A ladder', body: 'for a day' });
  expect(server.textOf(id)).toBe('for a day');
});

test('nothing flickers between the ack and the frame', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const seen: (string | undefined)[] = [];
  const id = ana.session.newId('card');
  ana.session.subscribe(() => seen.push(ana.snapshot.state.cards.get(id)?.title));
  void ana.session.run({
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'A ladder',
    body: '',
    chips: {},
  });
  await world.pass(1_000);
  expect(new Set(seen)).toEqual(new Set(['A ladder']));
});

test('works offline, and merges on return', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  ana.offline();
  await world.pass(100);
  expect(ana.snapshot.connection.state).toBe('offline');
  const id = ana.session.newId('card');
  const create = {
    type: 'card.create',
    card: id,
    kind: 'offer',
    title: 'Bread',
    body: 'two',
    chips: {},
  } as const;
  expect(await ana.session.run(create)).toEqual({ type: 'kept' });
  const text = ana.session.openText(id);
  await world.until(() => text.mayEdit);
  expect(text.value).toBe('two');
  text.splice(3, 0, ' loaves 🍞');
  expect(text.state).toBe('kept');
  expect(ana.snapshot.pending.get(id)).toBe('kept');
  ana.online();
  await world.pass(60_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(server.textOf(id)).toBe('two loaves 🍞');
  expect(text.state).toBe('saved');
  text.splice(0, 0, 'just ');
  await world.pass(2_000);
  expect(server.textOf(id)).toBe('just two loaves 🍞');
  expect(ben.snapshot.state.cards.get(id)?.body).toBe('just two loaves 🍞');
});

test('typing while the create is on its way arrives, too', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const id = ana.session.newId('card');
  void ana.session.run({
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'Soup',
    body: 'warm',
    chips: {},
  });
  const text = ana.session.openText(id);
  await world.until(() => text.mayEdit, 1_000);
  text.splice(4, 0, ' and thick');
  expect(text.state).toBe('saving');
  await world.pass(2_000);
  expect(server.textOf(id)).toBe('warm and thick');
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
});

test('a command whose answer was lost is applied once', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const before = server.log.length;
  const id = ana.session.newId('card');
  const running = ana.session.run({
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'Soup',
    body: 'warm',
    chips: {},
  });
  await world.until(() => server.log.length > before);
  server.cut();
  expect(await running).toEqual({ type: 'kept' });
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 1 });
  await world.until(() => ana.snapshot.connection.state === 'live');
  await world.pass(1_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(server.log.length).toBe(before + 1);
  expect(server.textOf(id)).toBe('warm');
  expect(ana.snapshot.drafts).toEqual([]);
});

test('what was typed between a lost answer and the next try is in the text, too', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const before = server.log.length;
  const id = ana.session.newId('card');
  void ana.session.run({
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'Soup',
    body: 'warm',
    chips: {},
  });
  const text = ana.session.openText(id);
  await world.until(() => server.log.length > before);
  ana.offline();
  text.splice(4, 0, ' and thick');
  await world.pass(1_000);
  ana.online();
  await world.pass(40_000);
  expect(server.textOf(id)).toBe('warm and thick');
  expect(text.value).toBe('warm and thick');
});

test('what was typed between a lost answer and a crash is in the text, too', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const id = ana.session.newId('card');
  const kind = 'need';
  void ana.session.run({
    type: 'card.create',
    card: id,
    kind,
    title: 'A ladder',
    body: 'for a day',
    chips: {},
  });
  for (let ms = 0; !server.knows(id) && ms < 1_000; ms += 1) await world.pass(1);
  ana.offline();
  const text = ana.session.openText(id);
  await world.until(() => text.mayEdit);
  text.splice(text.value.length, 0, ', or two');
  await world.pass(2 * limits.persistEvery);
  ana.crash();

  const back = device(server, { keep: ana.keep });
  await world.until(() => server.textOf(id) === 'for a day, or two');
  await world.until(() => back.snapshot.state.cards.get(id)?.body === 'for a day, or two');
  await world.pass(1_000);
  expect(back.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(back.snapshot.drafts).toEqual([]);
});

test('what is refused on return is a draft with the reason, and its words', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const id = await card(server, ana, 'A ladder');
  await world.pass(500);
  ben.offline();
  const help = ben.session.newId('help');
  const offer = { type: 'help.propose', help, card: id, share: 'all', note: 'Mine is long' } as const;
  expect(await ben.session.run(offer)).toEqual({ type: 'kept' });
  void ana.session.run({ type: 'card.withdraw', card: id });
  await world.pass(1_000);
  ben.online();
  await world.until(() => ben.snapshot.drafts.length === 1);
  expect(ben.snapshot.drafts[0]).toMatchObject({ command: offer, refusal: { code: 'wrongState' } });
  expect(ben.snapshot.state.helps.has(help)).toBe(false);
  expect(ben.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  ben.session.dropDraft(ben.snapshot.drafts[0]!.id);
  expect(ben.snapshot.drafts).toEqual([]);
});

test('two titles in conflict ask once, with both', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const phone = device(server, { keep: ana.keep });
  await world.until(() => phone.snapshot.me.type === 'member');
  const id = await card(server, ana, 'A ladder');
  await world.pass(500);
  phone.offline();
  await phone.session.run({ type: 'card.edit', card: id, title: { is: 'A tall ladder', was: 'A ladder' } });
  await phone.session.run({
    type: 'card.edit',
    card: id,
    title: { is: 'A very tall ladder', was: 'A tall ladder' },
  });
  void ana.session.run({ type: 'card.edit', card: id, title: { is: 'Two ladders', was: 'A ladder' } });
  await world.pass(500);
  phone.online();
  await world.until(() => phone.snapshot.drafts.length > 0);
  expect(phone.snapshot.drafts.map(({ command, refusal }) => [command, refusal])).toEqual([
    [
      { type: 'card.edit', card: id, title: { is: 'A very tall ladder', was: 'A ladder' } },
      { code: 'stale', retry: 'ask', theirs: 'Two ladders' },
    ],
  ]);
});

test('what is known not to be possible is not sent, and its words stay', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const id = await card(server, ana, 'A ladder');
  const own = {
    type: 'help.propose',
    help: ana.session.newId('help'),
    card: id,
    share: 'all',
    note: 'me',
  } as const;
  expect(ana.session.check(own)).toMatchObject({ code: 'ownCard' });
  const before = ana.session.counters.commands;
  expect(await ana.session.run(own)).toMatchObject({ type: 'refused', refusal: { code: 'ownCard' } });
  expect(ana.session.counters.commands).toBe(before);
  expect(ana.snapshot.drafts).toMatchObject([{ command: { note: 'me' } }]);
  await world.pass(1_000);
});

test('five promotions from offline: as many go live as there are places, the rest wait or are drafts', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  ana.offline();
  for (const title of ['A', 'B', 'C', 'D', 'E']) {
    const command = {
      type: 'card.create',
      card: ana.session.newId('card'),
      kind: 'promotion',
      title,
      body: '',
      chips: {},
    } as const;
    await ana.session.run(command);
  }
  ana.online();
  await world.pass(60_000);
  expect(ben.snapshot.state.cards.size).toBe(1);
  expect(ana.snapshot.standing?.waiting.length).toBe(3);
  expect(ana.snapshot.drafts).toMatchObject([{ refusal: { code: 'waitingFull' } }]);
});

test('a day offline with 500 changes', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const cards: string[] = [];
  for (let i = 0; i < 40; i += 1) cards.push(await card(server, ana, `Card ${i}`));
  ana.offline();
  for (let i = 0; i < 500; i += 1) {
    const { state } = ana.snapshot;
    const was = state.cards.get(cards[i % 40]!)!.title;
    await ana.session.run({ type: 'card.edit', card: cards[i % 40]!, title: { is: `Card ${i}`, was } });
  }
  world.sleep(86_400_000);
  ana.online();
  ana.around.happen('wake');
  const back = world.now;
  await world.until(() => {
    const { connection } = ana.snapshot;
    return connection.state === 'live' && connection.unsaved === 0;
  });
  expect(world.now - back).toBeLessThan(3_000);
  expect(ana.snapshot.drafts).toEqual([]);
  expect(server.state.cards.get(cards[19]!)?.title).toBe('Card 499');
});

test('what waited for longer than the server remembers ids is a draft', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  ana.offline();
  await ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'Old',
    body: 'words',
    chips: {},
  });
  world.sleep(limits.outboxFor + 60_000);
  ana.online();
  await world.until(() => ana.snapshot.connection.state === 'live');
  await world.pass(1_000);
  expect(ana.snapshot.drafts).toMatchObject([{ command: { title: 'Old' }, body: 'words' }]);
  expect(ana.snapshot.state.cards.size).toBe(0);
});

test('a command that ends three connections is a draft, and its neighbours go through', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  ana.offline();
  for (const title of ['poison', 'B', 'C'])
    await ana.session.run({
      type: 'card.create',
      card: ana.session.newId('card'),
      kind: 'need',
      title,
      body: '',
      chips: {},
    });
  server.poison = (command) => command.type === 'card.create' && command.title === 'poison';
  ana.online();
  await world.pass(120_000);
  expect(ana.snapshot.drafts).toMatchObject([{ command: { title: 'poison' } }]);
  expect(
    [...server.state.cards.values()].map(({ title }) => title).toSorted((a, b) => (a < b ? -1 : 1)),
  ).toEqual(['B', 'C']);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
});

test('a busy server is asked again, and nothing is called saved meanwhile', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  server.busy = 'notNow';
  const running = ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'A',
    body: '',
    chips: {},
  });
  await world.pass(5_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 1 });
  server.busy = null;
  await world.pass(2_000);
  expect(await running).toEqual({ type: 'applied' });
});

test('what the rules refuse for a day holds nothing else up', async () => {
  const { world, server } = begin();
  const hanna = await member(server, 'Hanna', { key: keys.facilitator });
  const ana = await member(server, 'Ana');
  const [live, waiting] = [ana.session.newId('card'), ana.session.newId('card')];
  for (const id of [live, waiting]) {
    const running = ana.session.run({
      type: 'card.create',
      card: id,
      kind: 'promotion',
      title: id,
      body: '',
      chips: {},
    });
    await world.pass(500);
    expect(await running).toMatchObject({ type: 'applied' });
  }
  ana.offline();
  expect(await ana.session.run({ type: 'promotion.swap', live, waiting })).toEqual({ type: 'kept' });
  void hanna.session.run({ type: 'board.settings', base: 0, ceiling: 0, reason: 'A quiet week' });
  await world.pass(500);
  void ana.session.run({ type: 'member.rest', resting: true });
  ana.online();
  await world.pass(40_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(ana.snapshot.drafts).toMatchObject([{ refusal: { code: 'notNow' } }]);
});

test('a connection that answers nothing is given up, and the answer found out', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  server.mute = true;
  void ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'A',
    body: '',
    chips: {},
  });
  await world.pass(limits.ackTimeout + 1_000);
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 1 });
  server.mute = false;
  await world.pass(40_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(server.state.cards.size).toBe(1);
});

test('what was in flight when another connection was opened in its place goes again', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  server.mute = true;
  const id = ana.session.newId('card');
  void ana.session.run({ type: 'card.create', card: id, kind: 'need', title: 'A', body: '', chips: {} });
  await world.pass(100);
  server.mute = false;
  ana.session.retry();
  await world.pass(5_000);
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(server.knows(id)).toBe(true);
});

test('a page comes back with all that the device kept, and a second tab leaves it alone', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const id = await card(server, ana, 'Here', 'body');
  await world.pass(5_000);
  ana.offline();
  await ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'Away',
    body: '',
    chips: {},
  });
  const text = ana.session.openText(id);
  await world.until(() => text.mayEdit);
  text.splice(4, 0, ' and soul');
  ana.session.keepTyped('need', 'half a sent');
  await world.pass(5_000);

  const tab = device(server, { keep: ana.keep, network: ana.network });
  await world.pass(3_000);
  expect(tab.snapshot.known).toBe(true);
  expect(tab.snapshot.me.type).toBe('member');
  expect(tab.session.typed('need')).toBe('half a sent');
  expect(tab.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 0 });

  ana.crash();
  const again = device(server, { keep: ana.keep, network: ana.network });
  await world.pass(30_000);
  const kept = [tab, again].map(({ snapshot }) => snapshot.connection);
  expect(
    kept
      .map((connection) => (connection.state === 'offline' ? connection.unsaved : -1))
      .toSorted((a, b) => a - b),
  ).toEqual([0, 2]);

  tab.online();
  await world.pass(60_000);
  expect(again.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(tab.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(
    [...server.state.cards.values()]
      .map(({ title, body }) => [title, body])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
  ).toEqual([
    ['Away', ''],
    ['Here', 'body and soul'],
  ]);
  await world.pass(5_000);
  const left = (await ana.keep.load(boardId)).map(({ kind }) => kind);
  expect(left).not.toContain('outbox');
  expect(left).not.toContain('text');
});

test('what is written in the moment a page wakes is not taken for another tab’s', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  ana.offline();
  const post = (title: string) =>
    ana.session.run({
      type: 'card.create',
      card: ana.session.newId('card'),
      kind: 'need',
      title,
      body: '',
      chips: {},
    });
  await post('before');
  await world.pass(1_000);
  ana.around.happen('wake');
  for (let turn = 0; turn < 20; turn += 1) {
    await post(`during ${turn}`);
    await Promise.resolve();
  }
  await world.pass(1_000);
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 21 });
});

test('without any storage live work goes on', async () => {
  const { server } = begin();
  const ana = await member(server, 'Ana', { keep: null });
  expect(ana.snapshot.keeping).toBe('memory');
  await card(server, ana, 'A ladder');
  expect(ana.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
});

test('a storage that fails is told, and what is unsent is still sent', async () => {
  const { world, server } = begin();
  const port = memoryKeep();
  let full = false;
  const ana = await member(server, 'Ana', {
    keep: { ...port, write: (...args) => (full ? Promise.reject(new Error('full')) : port.write(...args)) },
  });
  ana.offline();
  full = true;
  await ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'A',
    body: '',
    chips: {},
  });
  await world.pass(2_000);
  expect(ana.snapshot.keeping).toBe('full');
  expect(ana.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 1 });
  ana.online();
  await world.pass(60_000);
  expect(server.state.cards.size).toBe(1);
});

test('a joining whose answer was lost makes one member', async () => {
  const { world, server } = begin();
  const ana = device(server);
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.snapshot.me).toEqual({ type: 'looking', role: 'member' });
  expect(ana.session.links).toEqual({ member: `http://tilth.test/b/${boardId}#key=${keys.member}` });
  const joining = ana.session.join('Ana');
  await world.until(() => server.state.members.size === 1);
  server.cut();
  expect(await joining).toEqual({ type: 'kept' });
  await world.until(() => ana.snapshot.me.type === 'member');
  expect(server.state.members.size).toBe(1);
  const back = device(server, { keep: ana.keep, key: null });
  await world.until(() => back.snapshot.me.type === 'member');
  expect(back.snapshot.me).toMatchObject({ member: [...server.state.members.values()][0]!.id });
});

test('viewers look, and what they try is not sent', async () => {
  const { world, server } = begin();
  const guest = device(server, { key: keys.viewer });
  await world.until(() => guest.snapshot.connection.state === 'live');
  const command = {
    type: 'card.create',
    card: guest.session.newId('card'),
    kind: 'need',
    title: 'A',
    body: '',
    chips: {},
  } as const;
  expect(guest.session.check(command)).toMatchObject({ code: 'viewersOnlyLook' });
  expect(await guest.session.run(command)).toMatchObject({ type: 'refused' });
  const joining = guest.session.join('Guest');
  await world.pass(1_000);
  expect(await joining).toMatchObject({ type: 'refused' });
  expect(guest.snapshot.me).toEqual({ type: 'looking', role: 'viewer' });
});

test('what a member left on this device is a draft where somebody only looks', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  ana.offline();
  await ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'Words',
    body: '',
    chips: {},
  });
  await world.pass(1_000);
  // as after a removal, with the link that was known before
  await ana.keep.write(boardId, [{ kind: 'device', id: 'device', row: null }]);
  const looking = device(server, { keep: ana.keep });
  await world.until(() => looking.snapshot.connection.state === 'live');
  expect(looking.snapshot.drafts).toEqual([]);
  ana.crash();
  await world.pass(30_000);
  expect(looking.snapshot.me.type).toBe('looking');
  expect(looking.snapshot.connection).toEqual({ state: 'live', unsaved: 0 });
  expect(looking.snapshot.drafts).toMatchObject([
    { command: { title: 'Words' }, refusal: { code: 'notAMember' } },
  ]);
});

test.each([
  ['who is removed', 'removed', true],
  ['who is on a board that is erased', 'erased', false],
] as const)('%s keeps their own words as drafts, and nothing else', async (_, why, knocksAgain) => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  await card(server, ana, 'Here');
  await world.pass(5_000);
  server.busy = 'notNow';
  void ana.session.run({
    type: 'card.create',
    card: ana.session.newId('card'),
    kind: 'need',
    title: 'Words',
    body: '',
    chips: {},
  });
  await world.pass(500);
  const { me } = ana.snapshot;
  server.bye(me.type === 'member' ? me.member : '', why);
  await world.pass(500);
  expect(ana.snapshot.connection).toEqual({ state: 'closed', why });
  expect(ana.snapshot.state.cards.size).toBe(0);
  expect(ana.snapshot.drafts).toMatchObject([
    { command: { title: 'Words' }, refusal: { code: 'notAMember' } },
  ]);
  const kinds = (await ana.keep.load(boardId)).map(({ kind }) => kind);
  expect(kinds).not.toContain('copy');
  expect(kinds).not.toContain('device');
  expect(kinds.includes('key')).toBe(knocksAgain);
});

test('undo takes back one’s own last act, and not another’s', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const id = await card(server, ana, 'A ladder');
  const renaming: Command = {
    type: 'card.edit',
    card: id,
    title: { is: 'A tall ladder', was: 'A ladder' },
  };
  void ana.session.run(renaming);
  await world.pass(500);
  expect(await ben.session.undo()).toBeNull();
  expect(ana.session.canUndo(renaming)).toBe(true);
  const undoing = ana.session.undo();
  await world.pass(500);
  expect(await undoing).toMatchObject({ type: 'card.edit' });
  expect(ben.snapshot.state.cards.get(id)?.title).toBe('A ladder');
  void ana.session.undo();
  await world.pass(500);
  expect(ben.snapshot.state.cards.get(id)?.state).toBe('withdrawn');
  expect(ana.session.canUndo(renaming)).toBe(false);
});

test('undo takes back neither a promise that was accepted, nor an act before the one it speaks of', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const id = await card(server, ana, 'A ladder');
  await world.pass(500);
  const help = ben.session.newId('help');
  const offering: Command = { type: 'help.propose', help, card: id, share: 'all', note: '' };
  void ben.session.run(offering);
  await world.pass(500);
  expect(ben.session.canUndo(offering)).toBe(true);
  const accepting: Command = { type: 'help.accept', help };
  void ana.session.run(accepting);
  await world.pass(500);
  expect(ben.session.canUndo(offering)).toBe(false);
  expect(await ben.session.undo(offering)).toBeNull();
  // her last act that can be taken back is the card, and somebody answered it
  expect(await ana.session.undo()).toBeNull();
  const rope = await card(server, ana, 'A rope');
  void ana.session.run({ type: 'card.edit', card: rope, title: { is: 'A long rope', was: 'A rope' } });
  await world.pass(500);
  expect(await ana.session.undo(accepting)).toBeNull();
  await world.pass(500);
  expect(ben.snapshot.state.cards.get(rope)?.title).toBe('A long rope');
  expect(ana.snapshot.state.helps.get(help)?.state).toBe('accepted');
  expect(ben.snapshot.state.cards.get(id)?.state).toBe('matched');
});

test('undo does not take back a card on which somebody is being introduced', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  const ben = await member(server, 'Ben');
  const id = ana.session.newId('card');
  const need: Command = {
    type: 'card.create',
    card: id,
    kind: 'need',
    title: 'A plumber',
    body: '',
    chips: {},
  };
  void ana.session.run(need);
  await world.pass(500);
  expect(ana.session.canUndo(need)).toBe(true);
  void ben.session.run({
    type: 'introduction.propose',
    introduction: ben.session.newId('introduction'),
    card: id,
    person: { type: 'outside', name: 'Mr Weir' },
    personAgreed: true,
    warmth: 3,
    message: '',
    gain: false,
  });
  await world.pass(500);
  expect(ben.snapshot.state.introductions.size).toBe(1);
  expect(ana.session.canUndo(need)).toBe(false);
});

test('the state of the board is the same object until the board changes', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  await world.pass(1_000);
  const { state } = ana.snapshot;
  ana.session.keepTyped('need', 'words');
  ana.session.keepDraft({ type: 'card.edit', card: 'c_0000000000' }, 'a draft');
  expect(ana.snapshot.state).toBe(state);
  await card(server, ana, 'A ladder');
  expect(ana.snapshot.state).not.toBe(state);
});

test('a device’s clock may be a day off', async () => {
  const { world, server } = begin();
  for (const skew of [-86_400_000, 86_400_000]) {
    const ana = await member(server, 'Ana', { skew });
    expect(Math.abs(ana.session.now() - world.now)).toBeLessThan(500);
    const id = await card(server, ana, 'A ladder');
    expect(Math.abs(ana.snapshot.state.cards.get(id)!.created - world.now)).toBeLessThan(1_000);
  }
});

test('forgetting leaves nothing on the device', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  await card(server, ana, 'A ladder');
  ana.session.keepTyped('need', 'words');
  await world.pass(5_000);
  await ana.session.forget();
  expect(await ana.keep.load(boardId)).toEqual([]);
  expect(ana.snapshot.state.cards.size).toBe(0);
});

test('what was here when the person left is known on return', async () => {
  const { world, server } = begin();
  const ana = await member(server, 'Ana');
  expect(ana.snapshot.lastSeen).toBeNull();
  await world.pass(5_000);
  ana.session.close();
  const left = world.now;
  await world.pass(3_600_000);
  const back = device(server, { keep: ana.keep });
  onTestFinished(() => back.session.close());
  await world.until(() => back.snapshot.known);
  expect(Math.abs(back.snapshot.lastSeen! - left)).toBeLessThan(1_000);
});
