/** Two whole servers on one Redis, as several nodes are run. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshId, newSecret } from './rooms/secrets.ts';
import { facilitate, Host } from './testing/host.ts';
import { RawClient } from './testing/raw-client.ts';
import { TestRedis } from './testing/redis.ts';
import { startWorld, type World } from './testing/world.ts';

const LONG = { timeout: 10_000, interval: 20 };

let redis: TestRedis;
beforeEach(async () => {
  redis = await TestRedis.start();
});
afterEach(() => redis.stop());

const twoNodes = (): Promise<[World, World]> =>
  Promise.all([startWorld({}, { redisUrl: redis.url }), startWorld({}, { redisUrl: redis.url })]);

const titles = (client: RawClient): string[] =>
  [...client.state.cards.values()].map(({ title }) => title).toSorted();
const latestPresence = (client: RawClient): string[] => client.here.rows.map(({ member }) => member);

test('people on different nodes see each other, and what each of them does', async () => {
  const [one, two] = await twoNodes();
  const board = await one.board();
  const ana = await one.person(board, 'Ana', 'facilitator');
  const ben = await two.person(board, 'Ben');
  const ladder = await ana.card('A ladder');
  await ben.until(() => ben.state.cards.has(ladder), "Ana's card");
  const soup = await ben.card('Soup');
  await ana.until(() => ana.state.cards.has(soup), "Ben's card");
  for (const client of [ana, ben]) {
    await client.until(() => latestPresence(client).length === 2, 'both to be here');
    expect(latestPresence(client)).toEqual([ana.member, ben.member].toSorted());
  }
  // What the facilitator takes back on one node ends on the other as well.
  expect(await ana.command({ type: 'member.remove', member: ben.member, ban: false })).toMatchObject({
    ok: true,
  });
  expect(await ben.hears('bye')).toEqual(['removed']);
  await ana.until(() => latestPresence(ana).length === 1, 'Ben to be gone');
});

test('a board that is erased on one node ends on the other, and cannot be begun again on either', async () => {
  const [one, two] = await twoNodes();
  const board = await one.board('Our street');
  const hanna = await one.person(board, 'Hanna', 'facilitator');
  const ben = await two.person(board, 'Ben');
  expect(await hanna.access({ type: 'board.erase', title: 'Our street' })).toEqual({
    ok: true,
    type: 'done',
  });
  for (const who of [hanna, ben]) expect(await who.hears('bye')).toEqual(['erased']);
  for (const world of [one, two]) {
    await expect(world.client({ board: board.id, key: board.keys.facilitator })).rejects.toThrow('erased');
    expect((await world.app.inject(`/api/boards/${board.id}`)).statusCode).toBe(404);
  }
});

test('what two nodes write at once is in one order for both, each thing once', async () => {
  const [one, two] = await twoNodes();
  const board = await one.board();
  const people = await Promise.all([
    one.person(board, 'Ana'),
    two.person(board, 'Ben'),
    one.person(board, 'Cem'),
    two.person(board, 'Dora'),
  ]);
  const replies = await Promise.all(
    people.flatMap((person, i) =>
      Array.from({ length: 25 }, (_, n) =>
        person.command({
          type: 'card.create',
          card: freshId('card'),
          kind: 'need',
          title: `${i}.${n}`,
          body: '',
          chips: {},
        }),
      ),
    ),
  );
  const seqs = replies.flatMap((reply) => (reply.ok ? [reply.seq] : []));
  expect(new Set(seqs).size).toBe(100);
  for (const person of people) {
    await person.until(() => person.state.cards.size === 100, 'all cards');
    expect(person.gaps).toBe(0);
    expect(titles(person)).toEqual(titles(people[0]));
  }
});

test('while Redis is away people read on, nothing is acknowledged, and all is well when it is back', async () => {
  const [one, two] = await twoNodes();
  const board = await one.board();
  const ana = await one.person(board, 'Ana');
  const ben = await two.person(board, 'Ben');
  const before = await ana.card('Before');
  await ben.until(() => ben.state.cards.has(before), 'the card before');
  const create = (title: string) =>
    ana.command({ type: 'card.create', card: freshId('card'), kind: 'need', title, body: '', chips: {} });
  const heard = ben.heard.length;
  await redis.kill();
  const began = performance.now();
  // Nobody has written anything yet.
  expect(await ben.hears('saving', heard)).toEqual([false]);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(await create('Lost')).toMatchObject({ ok: false, refusal: { code: 'notNow', retry: 'later' } });
  expect(performance.now() - began).toBeLessThan(3_000);
  expect((await one.app.inject('/readyz')).statusCode).toBe(503);
  expect((await one.app.inject('/healthz')).statusCode).toBe(200);
  await ben.sync();
  expect(titles(ben)).toEqual(['Before']);
  await redis.start();
  await vi.waitFor(async () => expect(await create('After')).toMatchObject({ ok: true }), LONG);
  await ben.until(() => titles(ben).includes('After'), 'the card after');
  expect(titles(ben)).toEqual(['After', 'Before']);
});

test('a door that is opened on one node is found, knocked at, opened and closed on the other', async () => {
  const [one, two] = await twoNodes();
  const board = await one.board();
  const fay = await one.person(board, 'Fay', 'facilitator');
  const session = freshId('session');
  const phases = [
    { id: '1', name: 'Needs', prompt: '', minutes: 5, writes: [], sort: 'newest', atEnd: 'nudge' },
  ] as const;
  await fay.command({ type: 'session.plan', session, title: 'Market', phases });
  const door = await fay.access({ type: 'door.open', session, asks: true, shown: false });
  if (!door.ok || door.type !== 'door') throw new Error('no door');
  const found = await two.app.inject({ method: 'POST', url: '/api/join', payload: { code: door.code } });
  expect(found.json()).toEqual({ board: board.id });

  const knock = (name: string, key: string) =>
    RawClient.connect(two.url, { board: board.id, key, name, secret: newSecret() });
  const [cem, dao] = [await knock('Cem', door.code), await knock('Dao', door.key)];
  const waiting = (): string[] =>
    [...fay.records.values()].flatMap(({ body }) => (body?.type === 'knock' ? [body.device] : []));
  await fay.until(() => waiting().length === 2, 'two to wait');
  await fay.command({ type: 'door.admit', session, knocks: waiting().slice(0, 1) });
  const answers = (guest: RawClient): unknown[] =>
    guest.heard.flatMap(({ event, args }) => (event === 'knock' ? args : []));
  await Promise.any([
    cem.until(() => answers(cem).includes('in'), 'in'),
    dao.until(() => answers(dao).includes('in'), 'in'),
  ]);
  await fay.command({ type: 'door.close', session });
  await Promise.any([
    cem.until(() => answers(cem).includes('over'), 'over'),
    dao.until(() => answers(dao).includes('over'), 'over'),
  ]);
  const last = [cem, dao].map((guest) => String(answers(guest).at(-1)));
  expect(last.toSorted()).toEqual(['in', 'over']);
  await vi.waitFor(async () => {
    const late = await two.app.inject({ method: 'POST', url: '/api/join', payload: { code: door.code } });
    expect(late.statusCode).toBe(404);
  }, LONG);
});

test('a token opens once on all nodes, and what it opened on one ends with its key on the other', async () => {
  const publicUrl = 'https://tilth.example';
  const config = { redisUrl: redis.url, publicUrl };
  const [one, two] = await Promise.all([startWorld({}, config), startWorld({}, config)]);
  const board = await one.board();
  const site = 'https://library.example';
  await facilitate(one, board, 'PUT', 'sites', { origins: [site] });
  const host = await Host.of(one, board, { site });
  const token = await host.token('ana');
  const came = await Promise.allSettled(
    [one, two, one, two].map((world) => world.client({ board: board.id, token, site })),
  );
  expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const ana = await two.client({ board: board.id, token: await host.token('ana'), site });
  const member = await ana.enter('');
  const again = await one.client({ board: board.id, token: await host.token('ana'), site });
  expect(await again.enter('')).toBe(member);
  const began = performance.now();
  await facilitate(one, board, 'DELETE', `site-keys/${host.key}`);
  expect(await ana.hears('bye')).toEqual(['revoked']);
  expect(performance.now() - began).toBeLessThan(1_000);
});
