/** The real server and the client's own sync code over real sockets: what each is tested for alone, together. */
import { expect, onTestFinished, test } from 'vitest';
import { headless, type HeadlessOptions, type HeadlessSession } from '#client/sync/headless.ts';
import { memoryKeep } from '#client/sync/keep/memory.ts';
import type { OpenWire } from '#client/sync/wire.ts';
import type { OpenText, Snapshot } from '#client/session/port.ts';
import { limits, time } from '#shared/limits.ts';
import type { NewBoard } from './rooms/rooms.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';
import { facilitate, Host } from './testing/host.ts';
import { startWorld, type World } from './testing/world.ts';

function visit(world: World, board: NewBoard, options: Partial<HeadlessOptions> = {}): HeadlessSession {
  const session = headless({ url: world.url, board: board.id, key: board.keys.member, ...options });
  onTestFinished(() => session.close());
  return session;
}

async function editable(text: OpenText): Promise<void> {
  if (text.mayEdit) return;
  await new Promise<void>((resolve) => {
    const stop = text.onChange(() => {
      if (!text.mayEdit) return;
      stop();
      resolve();
    });
  });
}

function text(session: HeadlessSession, id: string): OpenText {
  const open = session.openText(id);
  onTestFinished(() => open.close());
  return open;
}

const cardNamed = (title: string) => (snapshot: Snapshot) =>
  [...snapshot.state.cards.values()].some((card) => card.title === title);

test('two people join, write, and help each other', async () => {
  const world = await startWorld();
  const board = await world.board('Our street');
  const ana = visit(world, board);
  const ben = visit(world, board);
  const anaId = await ana.joinAs('Ana');
  const benId = await ben.joinAs('Ben');
  expect(ana.snapshot.known).toBe(true);
  expect(ana.links.member).toBe(`${world.url}/b/${board.id}#key=${board.keys.member}`);

  const card = ana.newId('card');
  const create = {
    type: 'card.create',
    card,
    kind: 'need',
    title: 'A ladder',
    body: 'For a day',
    chips: {},
  } as const;
  expect(await ana.run(create)).toEqual({ type: 'applied' });
  const { state } = await ben.until(cardNamed('A ladder'));
  expect(state.cards.get(card)).toMatchObject({ author: anaId, body: 'For a day' });

  const help = ben.newId('help');
  const offer = await ben.run({ type: 'help.propose', help, card, share: 'all', note: 'Mine is long' });
  expect(offer).toEqual({ type: 'applied' });
  await ana.until(({ state }) => state.helps.get(help)?.by === benId);
  expect(ana.snapshot.state.records.get(`note:${help}`)?.body).toMatchObject({ text: 'Mine is long' });
});

test('two people write one text letter by letter, and end with the same', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = visit(world, board);
  const ben = visit(world, board);
  await ana.joinAs('Ana');
  await ben.joinAs('Ben');
  const hers = text(ana, 'notes');
  const his = text(ben, 'notes');
  await Promise.all([editable(hers), editable(his)]);
  for (const letter of 'bread 🍞 ') hers.splice(hers.value.length, 0, letter);
  for (const letter of 'soup 🍲 ') his.splice(0, 0, letter);
  await Promise.all([ana.saved(), ben.saved()]);
  const both = hers.value;
  expect(both).toContain('bread');
  await ben.until(() => his.value === hers.value);
  await ana.until(({ state }) => state.meta.get('board')?.notes === hers.value);
});

test('what was written while the server was away arrives when it is back, once', async () => {
  const { memoryStore } = await import('./store/memory.ts');
  const store = memoryStore();
  const first = await startWorld({ store });
  const board = await first.board();
  const keep = memoryKeep();
  const ana = visit(first, board, { keep });
  await ana.joinAs('Ana');
  const before = ana.newId('card');
  await ana.run({ type: 'card.create', card: before, kind: 'need', title: 'Before', body: '', chips: {} });
  ana.close();
  // what is kept is written behind
  const kept = async () => (await keep.load(board.id)).map(({ kind }) => kind);
  await expect.poll(kept).toEqual(expect.arrayContaining(['copy', 'device']));

  // offline from the first moment: the same device, with nobody to answer
  const away = headless({ url: 'http://127.0.0.1:9', board: board.id, keep });
  await away.until(({ connection }) => connection.state === 'offline');
  expect(away.snapshot.known).toBe(true);
  expect(away.snapshot.me.type).toBe('member');
  expect(cardNamed('Before')(away.snapshot)).toBe(true);
  const card = away.newId('card');
  const outcome = await away.run({
    type: 'card.create',
    card,
    kind: 'need',
    title: 'Away',
    body: 'Words',
    chips: {},
  });
  expect(outcome).toEqual({ type: 'kept' });
  const body = away.openText(card);
  await editable(body);
  body.splice(body.value.length, 0, ' from the cellar');
  expect(away.snapshot.connection).toMatchObject({ state: 'offline', unsaved: 1 });
  away.close();

  const back = visit(first, board, { keep });
  await back.live();
  const { state } = await back.saved();
  expect(state.cards.get(card)).toMatchObject({ title: 'Away', body: 'Words from the cellar' });
  const ben = visit(first, board);
  const seen = await ben.until(cardNamed('Away'));
  expect([...seen.state.cards.values()].map(({ title }) => title).sort()).toEqual(['Away', 'Before']);
  expect(seen.state.cards.get(card)?.body).toBe('Words from the cellar');
});

test('a pass lets a member in on another device, once', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = visit(world, board);
  const anaId = await ana.joinAs('Ana');
  const reply = await ana.access({ type: 'pass.mint', member: anaId });
  if (!reply.ok || reply.type !== 'pass') throw new Error('no pass');
  const phone = headless({ url: world.url, board: board.id, pass: reply.pass });
  onTestFinished(() => phone.close());
  await phone.live();
  expect(phone.snapshot.me).toEqual({ type: 'pass' });
  expect(await phone.usePass()).toEqual({ type: 'applied' });
  expect(phone.snapshot.me).toMatchObject({ type: 'member', member: anaId });
  const thief = headless({ url: world.url, board: board.id, pass: reply.pass });
  onTestFinished(() => thief.close());
  await thief.until(({ connection }) => connection.state === 'closed');
  expect(thief.snapshot.connection).toEqual({ state: 'closed', why: 'noEntry' });
});

test('who is removed keeps their own words and nothing else', async () => {
  const world = await startWorld();
  const board = await world.board();
  const host = visit(world, board, { key: board.keys.facilitator });
  await host.joinAs('Hanna');
  const ben = visit(world, board);
  const benId = await ben.joinAs('Ben');
  await host.until(({ state }) => state.members.has(benId));
  expect(await host.run({ type: 'member.remove', member: benId, ban: false })).toEqual({ type: 'applied' });
  const { connection, state, known } = await ben.until(({ connection }) => connection.state === 'closed');
  expect(connection).toEqual({ state: 'closed', why: 'removed' });
  expect(known).toBe(false);
  expect(state.members.size).toBe(0);
});

test('a copy that the device kept with one bit wrong is found and mended, and counted', async () => {
  const often: Surroundings['after'] = (delay, run) =>
    realSurroundings.after(delay === limits.pulseEvery ? 50 : delay, run);
  const world = await startWorld({ around: { ...realSurroundings, after: often } });
  const board = await world.board();
  const keep = memoryKeep();
  const ana = visit(world, board, { keep });
  await ana.joinAs('Ana');
  await ana.run({
    type: 'card.create',
    card: ana.newId('card'),
    kind: 'need',
    title: 'Soup',
    body: '',
    chips: {},
  });
  await ana.until(cardNamed('Soup'));
  const copy = async () => {
    const row = (await keep.load(board.id)).find(({ kind }) => kind === 'copy');
    return row?.kind === 'copy' ? row : null;
  };
  const placeOfSoup = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).indexOf('Soup');
  ana.close();
  await expect.poll(async () => placeOfSoup((await copy())?.value.bytes ?? new Uint8Array())).not.toBe(-1);
  const row = (await copy())!;
  row.value.bytes[placeOfSoup(row.value.bytes)]! ^= 1;
  await keep.write(board.id, [{ kind: 'copy', id: 'copy', row }]);

  const back = visit(world, board, { keep });
  await back.until(cardNamed('Roup'));
  await back.until(cardNamed('Soup'));
  const counted = await world.app.metrics.registry.getSingleMetricAsString('tilth_divergences_total');
  expect(counted).toContain('tilth_divergences_total 1');
});

test('what was typed offline onto a past that is erased meanwhile is carried over, and brings nothing of it back', async () => {
  const world = await startWorld();
  const board = await world.board();
  const [ana, cem] = [visit(world, board), visit(world, board)];
  const member = await ana.joinAs('Ana');
  await cem.joinAs('Cem');
  const written = text(cem, 'notes');
  await editable(written);
  written.splice(0, 0, 'Soup at six.');
  await cem.saved();
  const notes = text(ana, 'notes');
  await editable(notes);
  notes.splice(0, 0, 'Zwetschgen at the gate. ');
  await ana.saved();

  // Ben's device has her words when it goes offline, and types behind them
  const keep = memoryKeep();
  const ben = visit(world, board, { keep });
  await ben.joinAs('Ben');
  await ben.until(({ state }) => state.meta.get('board')?.notes.startsWith('Zwetschgen') === true);
  await ben.saved();
  ben.close();
  const nowhere: OpenWire = (_, { refused }) => {
    queueMicrotask(() => refused(null));
    return { request: () => new Promise(() => {}), send: () => undefined, close: () => undefined };
  };
  const offline = visit(world, board, { keep, openWire: nowhere });
  await offline.until(({ known, connection }) => known && connection.state === 'offline');
  const typing = text(offline, 'notes');
  await editable(typing);
  typing.splice(typing.value.length, 0, ' Bring chairs.');
  await offline.until(({ connection }) => connection.state === 'offline' && connection.unsaved === 1);
  offline.close();

  notes.splice(0, 'Zwetschgen at the gate. '.length, '');
  await ana.saved();
  void ana.run({ type: 'member.erase', member });
  const { connection: ended } = await ana.until(({ connection }) => connection.state === 'closed');
  expect(ended).toEqual({ state: 'closed', why: 'removed' });

  const back = visit(world, board, { keep });
  await back.saved();
  await cem.until(({ state }) => state.meta.get('board')?.notes === 'Soup at six. Bring chairs.');
  expect(back.snapshot.drafts).toEqual([]);
});

test('a visitor of another site writes, comes back by another token, stays by the next, and goes with the key', async () => {
  const world = await startWorld();
  const board = await world.board();
  await facilitate(world, board, 'PUT', 'sites', { origins: ['https://library.example'] });
  const site = await Host.of(world, board);
  // the first ends at once, the second after its half is time to ask for the third
  const lasting = [2, 7, 300];
  let asked = 0;
  const token = (): Promise<string> => {
    const exp = Math.ceil(Date.now() / time.SECOND) + (lasting[asked] ?? 300);
    asked += 1;
    return site.token('ana', { exp });
  };
  const ana = headless({ url: world.url, board: board.id, host: { site: site.site, token } });
  onTestFinished(() => ana.close());
  const { me } = await ana.until((snapshot) => snapshot.me.type === 'member');
  const member = me.type === 'member' && me.member;
  const card = ana.newId('card');
  const create = { type: 'card.create', card, kind: 'need', title: 'Soup', body: '', chips: {} } as const;
  expect(await ana.run(create)).toEqual({ type: 'applied' });
  expect(ana.snapshot.state.cards.get(card)).toMatchObject({ author: member });
  await ana.until(({ connection }) => connection.state === 'offline');
  expect((await ana.live()).me).toMatchObject({ type: 'member', member });
  expect(ana.snapshot.state.cards.has(card)).toBe(true);
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(3);
  expect(ana.counters.connections).toBe(2);
  expect(await ana.run({ type: 'card.withdraw', card })).toEqual({ type: 'applied' });
  await facilitate(world, board, 'DELETE', `site-keys/${site.key}`);
  const { connection } = await ana.until((snapshot) => snapshot.connection.state === 'closed', 1_000);
  expect(connection).toMatchObject({ why: 'revoked' });
  expect(ana.snapshot.state.cards.size).toBe(0);
}, 30_000);
