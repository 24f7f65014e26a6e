/** The door of a session over raw sockets: who comes in by its key and code, who waits, and what those who wait are told. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import { canary } from '#server/testing/canaries.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { startWorld, type World } from '#server/testing/world.ts';
import { realSurroundings } from '#server/surroundings.ts';
import type { Command } from '#shared/board/commands.ts';
import { doorRule, limits, time } from '#shared/limits.ts';
import { type KnockAnswer, protocolVersion } from '#shared/protocol.ts';

/** Whoever leaves is waited for for five seconds; here it is a moment. */
const hasty = {
  ...realSurroundings,
  after: (delay: number, run: () => void) => realSurroundings.after(delay === 5_000 ? 500 : delay, run),
};

/** A clock that stands still: nothing that was used up comes back. */
const still = { ...hasty, mono: () => 1_000 };

let world: World;
let board: NewBoard;
let fay: RawClient;
let session: string;

beforeEach(() => start());

async function start(around = hasty): Promise<void> {
  world = await startWorld({ around });
  board = await world.board('Elm Row');
  fay = await world.person(board, 'Fay', 'facilitator');
  session = freshId('session');
  await done(fay, {
    type: 'session.plan',
    session,
    title: 'Market',
    phases: [
      { id: '1', name: 'Needs', prompt: '', minutes: 5, writes: ['need'], sort: 'newest', atEnd: 'nudge' },
    ],
  });
  await done(fay, { type: 'session.start', session });
}

const guests: RawClient[] = [];
afterEach(() => {
  for (const guest of guests.splice(0)) guest.close();
});

async function done(who: RawClient, command: Command): Promise<void> {
  const reply = await who.command(command);
  if (!reply.ok) throw new Error(`${command.type}: ${reply.refusal.code}`);
  await who.until(() => who.seq >= reply.seq, `the frame of ${command.type}`);
}

async function opens(
  how: { asks?: boolean; shown?: boolean } = {},
  by = fay,
): Promise<{ key: string; code: string }> {
  const reply = await by.access({ type: 'door.open', session, asks: false, shown: false, ...how });
  if (!reply.ok || reply.type !== 'door') throw new Error(JSON.stringify(reply));
  return reply;
}

const end = (): Promise<void> => done(fay, { type: 'session.step', session, from: 0, to: 1 });

/** Somebody at a door that asks. */
async function knocks(key: string, name: string, secret = newSecret(), at = world): Promise<RawClient> {
  const guest = await RawClient.connect(at.url, { board: board.id, key, name, secret });
  guest.secret = secret;
  guests.push(guest);
  return guest;
}

async function answer(guest: RawClient, which: KnockAnswer): Promise<void> {
  await guest.until(
    () => guest.heard.some(({ event, args }) => event === 'knock' && args[0] === which),
    `"${which}"`,
  );
}

const byCode = (code: string, at = world) =>
  at.app.inject({ method: 'POST', url: '/api/join', payload: { code } });

/** Names of those who wait, as a facilitator is told. */
function waiting(who: RawClient): string[] {
  return [...who.records.values()]
    .flatMap(({ body }) => (body?.type === 'knock' ? [body] : []))
    .toSorted((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

async function knocksOf(who: RawClient, ...names: string[]): Promise<string[]> {
  await who.until(() => names.every((name) => waiting(who).includes(name)), `${names.join()} at the door`);
  return names.map(
    (name) =>
      [...who.records.values()].flatMap(({ body }) =>
        body?.type === 'knock' && body.name === name ? [body.device] : [],
      )[0]!,
  );
}

describe('the code', () => {
  test('leads to the board, and there it lets in like a member link', async () => {
    const { code } = await opens();
    expect(code).toMatch(/^\d{9}$/);
    const found = await byCode(code);
    expect([found.statusCode, found.json()]).toEqual([200, { board: board.id }]);
    expect(found.headers['cache-control']).toBe('no-store');
    const cem = await world.client({ board: board.id, key: code });
    const you = await cem.sync();
    expect(you.you).toEqual({ type: 'link', role: 'member', session });
    await cem.enter('Cem');
    await fay.until(() => [...fay.state.members.values()].some(({ name }) => name === 'Cem'), 'Cem');
    await cem.sync();
    await cem.card('A ladder');
  });

  test('is on the board only if it is to be shown, and comes and goes there', async () => {
    const { code } = await opens({ shown: true, asks: true });
    await fay.until(() => fay.state.sessions.get(session)?.door !== undefined, 'the door');
    expect(fay.state.sessions.get(session)?.door).toMatchObject({ code, asks: true });
    const show = (which: string | null) => fay.access({ type: 'door.show', session, code: which });
    expect(await show(null)).toEqual({ ok: true, type: 'done' });
    await fay.until(() => fay.state.sessions.get(session)?.door?.code === undefined, 'no code');
    expect(await show('000000000')).toMatchObject({ ok: false, refusal: { code: 'linkGone' } });
    expect(await show(code)).toEqual({ ok: true, type: 'done' });
    await fay.until(() => fay.state.sessions.get(session)?.door?.code === code, 'the code');
  });

  test.each([
    ['the session is over', async (): Promise<void> => end()],
    ['the door is closed', async (): Promise<void> => done(fay, { type: 'door.close', session })],
    ['it was opened anew', async (): Promise<void> => void (await opens())],
    [
      'the board is erased',
      async (): Promise<void> => void (await fay.access({ type: 'board.erase', title: 'Elm Row' })),
    ],
  ] as const)('opens nothing once %s, and says what a wrong one says', async (_, ends) => {
    const { code, key } = await opens();
    const wrong = await byCode(code === '111111111' ? '222222222' : '111111111');
    const cem = await world.client({ board: board.id, key: code });
    await ends();
    const late = await byCode(code);
    expect([late.statusCode, late.body]).toEqual([404, wrong.body]);
    expect(['revoked', 'erased']).toContain((await cem.hears('bye'))[0]);
    for (const shown of [code, key]) {
      const tried = RawClient.connect(world.url, { board: board.id, key: shown });
      await expect(tried).rejects.toThrow(/noEntry|erased/);
    }
  });

  test('does not come back with a session that is taken up again', async () => {
    const { code } = await opens();
    await end();
    await done(fay, { type: 'session.step', session, from: 1, to: 0 });
    expect((await byCode(code)).statusCode).toBe(404);
    expect((await byCode((await opens()).code)).statusCode).toBe(200);
  });

  test('opens its own board and no other', async () => {
    const other = await world.board('Another');
    const { code } = await opens();
    await expect(RawClient.connect(world.url, { board: other.id, key: code })).rejects.toThrow('noEntry');
  });

  test('asked for again, because the answer was lost, is the same one', async () => {
    const id = freshId('command');
    const ask = () => fay.ask('access', { id, type: 'door.open', session, asks: false, shown: false });
    expect(await ask()).toEqual(await ask());
  });

  test.each(['12345678', '1234567890', 'abcdefghi', '482 113 907', ''])('%j is none', async (code) =>
    expect((await byCode(code)).statusCode).toBe(400),
  );
});

describe('guessing', () => {
  test('is counted by address, for codes on every way and for keys together', async () => {
    await start(still);
    const { code } = await opens();
    for (let nth = 0; nth < limits.failedKeysPerMinute - 1; nth += 1) {
      const guess = String(100_000_000 + nth);
      if (nth % 2 === 0) expect((await byCode(guess)).statusCode).toBe(404);
      else {
        const tried = RawClient.connect(world.url, { board: board.id, key: guess });
        await expect(tried).rejects.toThrow('noEntry');
      }
    }
    await expect(RawClient.connect(world.url, { board: board.id, key: newSecret() })).rejects.toThrow(
      'noEntry',
    );
    // the right one as well: an answer would tell
    expect((await byCode(code)).statusCode).toBe(429);
    await expect(RawClient.connect(world.url, { board: board.id, key: code })).rejects.toThrow('tooMany');
  });

  test('by many addresses at once stops at so many a minute, while keys go on opening', async () => {
    const many = await startWorld({ around: still }, { trustProxy: 1 });
    const guess = (nth: number) =>
      many.app.inject({
        method: 'POST',
        url: '/api/join',
        headers: { 'x-forwarded-for': `10.0.${nth >> 8}.${nth & 255}` },
        payload: { code: String(100_000_000 + nth) },
      });
    const answers = await Promise.all(
      Array.from({ length: limits.wrongCodesPerMinute + 5 }, (_, nth) => guess(nth)),
    );
    const codes = answers.map(({ statusCode }) => statusCode);
    const count = (status: number): number => codes.filter((each) => each === status).length;
    expect([count(404), count(429)]).toEqual([limits.wrongCodesPerMinute, 5]);
    const made = await many.board();
    await many.client({ board: made.id, key: made.keys.member });
  });
});

describe('who may open it', () => {
  test('facilitators and whoever runs the session; nobody else, and no code is taken for those', async () => {
    const [ana, ben] = await Promise.all([world.person(board, 'Ana'), world.person(board, 'Ben')]);
    await done(fay, { type: 'session.lead', session, member: ana.member });
    await opens({}, ana);
    const looker = await world.client({ board: board.id, key: board.keys.viewer });
    const ask = (who: RawClient) => who.access({ type: 'door.open', session, asks: false, shown: false });
    expect(await ask(ben)).toMatchObject({ ok: false, refusal: { code: 'facilitatorsOnly' } });
    expect(await ask(looker)).toMatchObject({ ok: false, refusal: { code: 'viewersOnlyLook' } });
  });
});

describe('a door that asks', () => {
  test('lets nobody in by itself, and says that it asks', async () => {
    const { key, code } = await opens({ asks: true });
    for (const shown of [key, code]) {
      for (const name of [undefined, '  ', 'x'.repeat(limits.name + 1)]) {
        const auth = { board: board.id, key: shown, ...(name && { name, secret: newSecret() }) };
        await expect(RawClient.connect(world.url, auth)).rejects.toThrow('asks');
      }
    }
  });

  test('sends those who wait not a byte of the board, whatever they ask and whatever happens there', async () => {
    const words = canary();
    await fay.card(words);
    const { key } = await opens({ asks: true });
    const guest = await bareGuest(key, 'Cem');
    await knocksOf(fay, 'Cem');
    const asked: unknown[] = [
      ['sync', {}],
      ['enter', { id: freshId('command'), name: 'Cem', secret: newSecret() }],
      ['command', { id: freshId('command'), command: { type: 'door.admit', session, knocks: [] } }],
      ['access', { id: freshId('command'), type: 'link.mint', role: 'facilitator', label: '' }],
      ['textOpen', { text: 'notes' }],
      ['here', {}],
    ];
    for (const [nth, event] of asked.entries()) guest.socket.send(`42${nth}${JSON.stringify(event)}`);
    await fay.card(`${words} too`);
    const ana = await world.person(board, 'Ana');
    await ana.ask('here', {});
    await done(fay, { type: 'session.spotlight', session, spotlight: null });
    const here = (): string =>
      fay.here.rows
        .map(({ member }) => member)
        .toSorted()
        .join();
    await fay.until(
      () => here() === [fay.member, ana.member].toSorted().join(),
      'both, and nobody else, to be here',
    );
    await done(fay, { type: 'door.refuse', session, knocks: await knocksOf(fay, 'Cem') });
    await guest.closed;
    // the handshake, and two answers: that is all there ever was
    expect(guest.told.filter((line) => !/^(0|40|2|41)/.test(line))).toEqual([
      '42["knock","waiting"]',
      '42["knock","notToday"]',
    ]);
    expect(guest.told.join()).not.toMatch(
      new RegExp(`${words}|Fay|Ana|Elm Row|Market|[mcs]_[0-9A-Za-z]{10}`),
    );
  });

  test('tells facilitators and whoever runs the session, and nobody else', async () => {
    const [ana, ben] = await Promise.all([world.person(board, 'Ana'), world.person(board, 'Ben')]);
    await done(fay, { type: 'session.lead', session, member: ana.member });
    const { key } = await opens({ asks: true });
    const guest = await knocks(key, 'Cem');
    await answer(guest, 'waiting');
    await Promise.all([knocksOf(fay, 'Cem'), knocksOf(ana, 'Cem')]);
    const all = JSON.stringify([...fay.records.values()]);
    expect(all).not.toContain(guest.secret);
    await ben.position();
    expect(JSON.stringify([...ben.records.values(), ben.heard])).not.toMatch(/Cem|knock/);
    await done(fay, { type: 'session.lead', session, member: ben.member });
    await knocksOf(ben, 'Cem');
    await ana.until(() => waiting(ana).length === 0, 'Ana not to be told any more');
  });

  test('lets in one, or all, who are members at once and come in by their own secret', async () => {
    const { key, code } = await opens({ asks: true });
    const [cem, dao, eva] = [await knocks(key, 'Cem'), await knocks(code, 'Dao'), await knocks(key, 'Eva')];
    const ids = await knocksOf(fay, 'Cem', 'Dao', 'Eva');
    await done(fay, { type: 'door.admit', session, knocks: [ids[1]!] });
    await answer(dao, 'in');
    expect(waiting(fay)).toEqual(['Cem', 'Eva']);
    await done(fay, { type: 'door.admit', session, knocks: ids });
    for (const guest of [cem, eva]) await answer(guest, 'in');
    for (const { secret } of [cem, dao, eva]) {
      const member = await world.client({ board: board.id, device: secret });
      await member.card('A need');
    }
    const names = [...fay.state.members.values()].map(({ name }) => name).toSorted();
    expect(names).toEqual(['Cem', 'Dao', 'Eva', 'Fay']);
  });

  test('lets nobody in twice: not who knocks again, nor by two who press at once', async () => {
    const ana = await world.person(board, 'Ana', 'facilitator');
    const { key } = await opens({ asks: true });
    const cem = await knocks(key, 'Cem');
    const again = await knocks(key, 'Cem', cem.secret);
    await answer(again, 'waiting');
    const [id] = await knocksOf(fay, 'Cem');
    expect(waiting(fay)).toEqual(['Cem']);
    const pressed = await Promise.all(
      [fay, ana].map((who) => who.command({ type: 'door.admit', session, knocks: [id!] })),
    );
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    await Promise.all([answer(cem, 'in'), answer(again, 'in')]);
    const late = await knocks(key, 'Cem', cem.secret);
    await answer(late, 'in');
    await fay.position();
    expect([...fay.state.members.values()].filter(({ name }) => name === 'Cem')).toHaveLength(1);
  });

  test('who leaves is gone a little later; who comes back with the same secret has kept the place', async () => {
    const { key } = await opens({ asks: true });
    const cem = await knocks(key, 'Cem');
    await knocksOf(fay, 'Cem');
    await knocks(key, 'Dao');
    await knocksOf(fay, 'Dao');
    cem.close();
    const back = await knocks(key, 'Cem', cem.secret);
    await answer(back, 'waiting');
    const left = await knocks(key, 'Eva');
    await knocksOf(fay, 'Eva');
    left.close();
    await fay.until(() => !waiting(fay).includes('Eva'), 'Eva to be gone');
    expect(waiting(fay)).toEqual(['Cem', 'Dao']);
  });

  test.each([
    ['over', 'the session ends', async (): Promise<void> => end()],
    ['over', 'the door is closed', async (): Promise<void> => done(fay, { type: 'door.close', session })],
    ['over', 'it is opened anew', async (): Promise<void> => void (await opens({ asks: true }))],
    [
      'over',
      'the board is erased',
      async (): Promise<void> => void (await fay.access({ type: 'board.erase', title: 'Elm Row' })),
    ],
    [
      'open',
      'it lets everyone in',
      async (): Promise<void> => done(fay, { type: 'door.ask', session, asks: false }),
    ],
  ] as const)('says "%s" at once when %s', async (said, _, happens) => {
    const { key } = await opens({ asks: true });
    const cem = await knocks(key, 'Cem');
    await answer(cem, 'waiting');
    await happens();
    await answer(cem, said);
    await expect.poll(() => cem.socket.connected).toBe(false);
  });

  test('"not today" stays so for that device, also after a reload, and no member comes of it', async () => {
    const { key } = await opens({ asks: true });
    const cem = await knocks(key, 'Cem');
    await done(fay, { type: 'door.refuse', session, knocks: await knocksOf(fay, 'Cem') });
    await answer(cem, 'notToday');
    const again = await knocks(key, 'Cem', cem.secret);
    await answer(again, 'notToday');
    expect(waiting(fay)).toEqual([]);
    await expect(RawClient.connect(world.url, { board: board.id, device: cem.secret })).rejects.toThrow(
      'noEntry',
    );
  });

  test('a device that was banned does not get to knock', async () => {
    const ben = await world.person(board, 'Ben');
    await done(fay, { type: 'member.remove', member: ben.member, ban: true });
    const { key } = await opens({ asks: true });
    await expect(knocks(key, 'Ben', ben.secret)).rejects.toThrow('banned');
  });

  test('sends those out who only looked around when it begins to ask, and members stay', async () => {
    const { key } = await opens();
    const looking = await world.client({ board: board.id, key });
    const cem = await world.client({ board: board.id, key });
    await cem.enter('Cem');
    await done(fay, { type: 'door.ask', session, asks: true });
    expect(await looking.hears('bye')).toEqual(['asks']);
    await cem.sync();
    await cem.card('Soup');
  });

  test('a flood of people who knock ends where the address has its share', async () => {
    const { key } = await opens({ asks: true });
    const some = await Promise.allSettled(
      Array.from({ length: limits.knocksPerAddress + 30 }, (_, nth) => knocks(key, `Troll ${nth}`)),
    );
    const refused = some.filter((each) => each.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ reason }) => (reason as Error).message))).toEqual(new Set(['tooMany']));
    await fay.until(() => waiting(fay).length > 0, 'somebody');
    expect(waiting(fay).length).toBeLessThanOrEqual(limits.knocksPerAddress);
    await opens({ asks: true });
    await fay.until(() => waiting(fay).length === 0, 'all of them to be gone');
  });

  test('a server that ends keeps the places of those who wait', async () => {
    const { key } = await opens({ asks: true });
    await answer(await knocks(key, 'Cem'), 'waiting');
    const hold = (await world.app.rooms.hold(board.id))!;
    await world.app.close();
    const records = [...hold.room.state.records.values()].map(({ body }) => body.type);
    expect(records).toContain('knock');
  });
});

test('no code, key or name of a door is in the log', async () => {
  const lines: string[] = [];
  const logTo = { write: (line: string) => void lines.push(line) } as unknown as NodeJS.WritableStream;
  const loud = await startWorld({ logTo, around: hasty }, { logLevel: 'trace' });
  const made = await loud.board('Loud');
  const hanna = await loud.person(made, 'Hanna', 'facilitator');
  const id = freshId('session');
  const phases = [
    { id: '1', name: 'N', prompt: '', minutes: 1, writes: [], sort: 'newest', atEnd: 'nudge' },
  ] as const;
  await done(hanna, { type: 'session.plan', session: id, title: 'Market', phases });
  const reply = await hanna.access({ type: 'door.open', session: id, asks: true, shown: true });
  if (!reply.ok || reply.type !== 'door') throw new Error('no door');
  await byCode(reply.code, loud);
  await byCode('123456789', loud);
  await byCode('wrong form', loud);
  const zed = await RawClient.connect(loud.url, {
    board: made.id,
    key: reply.code,
    name: 'Zedekiah',
    secret: newSecret(),
  });
  await answer(zed, 'waiting');
  zed.close();
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toMatch(
    new RegExp(`${reply.code}|${reply.key}|123456789|wrong form|Zedekiah`),
  );
});

test('those who wait are heard of often enough not to be taken for gone', () => {
  expect(doorRule.waitsFor).toBeGreaterThanOrEqual(3 * doorRule.heardEvery);
  expect(doorRule.openFor).toBeLessThanOrEqual(time.DAY);
});

/** A socket of bytes, with everything that it was ever sent. */
async function bareGuest(key: string, name: string) {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  onTestFinished(() => socket.terminate());
  const told: string[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('message', (data: Buffer) => told.push(data.toString()));
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(`40${JSON.stringify({ v: protocolVersion, board: board.id, key, name, secret: newSecret() })}`);
  return { socket, told, closed };
}
