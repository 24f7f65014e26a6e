/** Coming in by another site's word: once a token, for as long as it lasts, and no longer than the board lets them. */
import { Writable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import { memoryStore } from '#server/store/memory.ts';
import { facilitate, Host } from '#server/testing/host.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { startWorld, type World } from '#server/testing/world.ts';
import { limits, time } from '#shared/limits.ts';
import type { EnterReply } from '#shared/protocol.ts';

const library = 'https://library.example';
const parish = 'https://parish.example';
const PROMPT = 1_000;

async function street(world?: World) {
  const at = world ?? (await startWorld());
  const board = await at.board();
  await facilitate(at, board, 'PUT', 'sites', { origins: [library, parish] });
  const host = await Host.of(at, board);
  return { world: at, board, host };
}

const refusalOf = (reply: EnterReply): string => (reply.ok ? 'ok' : reply.refusal.code);

function comes(world: World, board: NewBoard, token: string, site = library): Promise<RawClient> {
  return world.client({ board: board.id, token, site });
}

/** Somebody who has come in and entered with a device of their own. */
async function visits(world: World, board: NewBoard, token: string): Promise<RawClient> {
  const client = await comes(world, board, token);
  await client.enter('whatever the page says');
  await client.sync();
  return client;
}

/** Ends in so many ms, to the second in which tokens count. */
const ends = (after: number) => ({ exp: Math.ceil((Date.now() + after) / time.SECOND) });

async function resultsOf({ app }: World): Promise<Record<string, number>> {
  const { values } = await app.metrics.tokens.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]));
}

describe.each(['EdDSA', 'HS256'] as const)('by a key for %s', (alg) => {
  test('a visitor looks, enters under the name that the site says, and is the same one the next time', async () => {
    const { world, board } = await street();
    const host = await Host.of(world, board, { alg });
    const client = await comes(world, board, await host.token('ana', { name: 'Ana of the library' }));
    const looking = await client.sync();
    expect(looking.you).toMatchObject({ type: 'link', role: 'viewer', until: expect.any(Number) as number });
    expect(await client.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: false });
    await client.enter('Somebody else');
    const { you } = await client.sync();
    expect(you).toMatchObject({ type: 'member', member: client.member, until: expect.any(Number) as number });
    expect(client.state.members.get(client.member)).toMatchObject({
      name: 'Ana of the library',
      role: 'member',
    });
    await client.card('Soup');
    const again = await visits(world, board, await host.token('ana'));
    expect(again.member).toBe(client.member);
    expect(again.state.members.size).toBe(1);
    const other = await visits(world, board, await host.token('ben'));
    expect(other.member).not.toBe(client.member);
  });
});

test('a device comes back without a token for as long as its own lasts', async () => {
  const { world, board, host } = await street();
  const ana = await visits(world, board, await host.token('ana'));
  ana.close();
  const back = await world.client({ board: board.id, device: ana.secret });
  expect(back.member).toBe(ana.member);
});

test('whom the site lets only look does not enter', async () => {
  const { world, board, host } = await street();
  const viewer = await comes(world, board, await host.token('ana', { role: 'viewer' }));
  await expect(viewer.enter('Ana')).rejects.toThrow('viewersOnlyLook');
  expect(viewer.state.members.size).toBe(0);
});

describe('a token is used once', () => {
  test('on one node, also by two at the same moment', async () => {
    const { world, board, host } = await street();
    const token = await host.token('ana');
    const came = await Promise.allSettled([
      comes(world, board, token),
      comes(world, board, token),
      comes(world, board, token),
    ]);
    expect(came.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(comes(world, board, token)).rejects.toThrow('noEntry');
    expect(await resultsOf(world)).toMatchObject({ ok: 1, exists: 3 });
  });

  test('on all nodes of a board together', async () => {
    const store = memoryStore();
    await store.open();
    const one = await startWorld({ store });
    const other = await startWorld({ store });
    const { board, host } = await street(one);
    // each node is known by its own address here; behind one name they are one server
    const named = new Host({
      site: host.site,
      key: host.key,
      signing: host.signing,
      board: board.id,
      audience: other.origin,
    });
    const token = await named.token('ana');
    await expect(comes(one, board, token)).rejects.toThrow('noEntry');
    await comes(other, board, token);
    await expect(comes(other, board, token)).rejects.toThrow('noEntry');
    const jti = newSecret();
    await comes(one, board, await host.token('ana', { jti }));
    await expect(comes(other, board, await named.token('ana', { jti }))).rejects.toThrow('noEntry');
  });

  test('and another of the same name by another key is another', async () => {
    const { world, board, host } = await street();
    const second = await Host.of(world, board);
    const jti = newSecret();
    await comes(world, board, await host.token('ana', { jti }));
    await comes(world, board, await second.token('ana', { jti }));
    await expect(comes(world, board, await host.token('ana', { jti }))).rejects.toThrow('noEntry');
  });
});

test('a token is of one board, one site and one server', async () => {
  const { world, board, host } = await street();
  const { board: lane } = await street(world);
  await expect(comes(world, lane, await host.token('ana'))).rejects.toThrow('noEntry');
  await expect(comes(world, lane, await host.token('ana', { board: lane.id }))).rejects.toThrow('noEntry');
  await expect(comes(world, board, await host.token('ana'), parish)).rejects.toThrow('noEntry');
  await expect(comes(world, board, await host.token('ana', { aud: world.url + '0' }))).rejects.toThrow(
    'noEntry',
  );
  await expect(world.client({ board: board.id, token: await host.token('ana') })).rejects.toThrow('noEntry');
  const two = { board: board.id, token: await host.token('ana'), site: library, key: board.keys.member };
  await expect(world.client(two)).rejects.toThrow('noEntry');
  expect(await resultsOf(world)).toMatchObject({ key: 4, aud: 1 });
});

test('a flood of wrong tokens is stopped like one of wrong keys, and stops nobody of another address', async () => {
  const world = await startWorld({}, { trustProxy: 1 });
  const { board, host } = await street(world);
  const knock = async (address: string, token: string): Promise<string> => {
    const auth = { board: board.id, token, site: library };
    const headers = { 'x-forwarded-for': address };
    return RawClient.connect(world.url, auth, headers).then(
      (client) => (client.close(), 'in'),
      (error: Error) => error.message,
    );
  };
  const answers: string[] = [];
  for (let nth = 0; nth < limits.failedKeysPerMinute + 3; nth += 1) {
    answers.push(await knock('192.0.2.1', await host.token('ana', { aud: 'https://other.example' })));
  }
  expect(answers.filter((answer) => answer === 'noEntry')).toHaveLength(limits.failedKeysPerMinute);
  expect(answers.at(-1)).toBe('tooMany');
  expect(await knock('192.0.2.1', await host.token('ana'))).toBe('tooMany');
  expect(await knock('192.0.2.2', await host.token('ana'))).toBe('in');
});

describe('an end', () => {
  test('comes with the token’s, to whoever looks and to whoever entered', async () => {
    const { world, board, host } = await street();
    const end = ends(1_000);
    const viewer = await comes(world, board, await host.token('ana', end));
    const ben = await visits(world, board, await host.token('ben', end));
    expect(await Promise.all([viewer.hears('bye'), ben.hears('bye')])).toEqual([['ended'], ['ended']]);
    const late = Date.now() - end.exp * time.SECOND;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(PROMPT);
    await expect(world.client({ board: board.id, device: ben.secret })).rejects.toThrow('noEntry');
    const back = await visits(world, board, await host.token('ben'));
    expect(back.member).toBe(ben.member);
  });

  test('comes also where there is nobody but one who looks', async () => {
    const { world, board, host } = await street();
    const viewer = await comes(world, board, await host.token('ana', ends(1_000)));
    expect(await viewer.hears('bye')).toEqual(['ended']);
  });

  test('leaves no trace of the token', async () => {
    const { world, board, host } = await street();
    await visits(world, board, await host.token('ana', ends(1_000)));
    const hold = await world.app.rooms.hold(board.id);
    onTestFinished(() => hold?.release());
    const left = (): string[] =>
      [...(hold?.room.state.records.values() ?? [])]
        .filter(({ body }) => body.type === 'token' || body.type === 'device')
        .map(({ id }) => id);
    expect(left()).toHaveLength(2);
    await expect.poll(left, { timeout: 5_000 }).toEqual([]);
  });
});

describe('another token', () => {
  async function renews(client: RawClient, token: string, secret = client.secret): Promise<EnterReply> {
    return client.ask<EnterReply>('enter', { id: freshId('command'), secret, token });
  }

  test('lets its device stay, over the same connection', async () => {
    const { world, board, host } = await street();
    const end = ends(1_000);
    const ana = await visits(world, board, await host.token('ana', end));
    const ben = await visits(world, board, await host.token('ben', end));
    const exp = end.exp + 120;
    const reply = await renews(ana, await host.token('ana', { exp }));
    expect(reply).toEqual({ ok: true, member: ana.member, until: exp * time.SECOND });
    expect(await ben.hears('bye')).toEqual(['ended']);
    expect(ana.socket.connected).toBe(true);
    expect(await ana.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: true });
    expect((await ana.sync()).you).toMatchObject({ until: exp * time.SECOND });
  });

  test('may be by another key of the same site', async () => {
    const { world, board, host } = await street();
    const ana = await visits(world, board, await host.token('ana'));
    const second = await Host.of(world, board);
    expect(await renews(ana, await second.token('ana'))).toMatchObject({ ok: true });
    await facilitate(world, board, 'DELETE', `site-keys/${host.key}`);
    expect(await ana.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: true });
    await facilitate(world, board, 'DELETE', `site-keys/${second.key}`);
    expect(await ana.hears('bye')).toEqual(['revoked']);
  });

  test('is not somebody else’s, another site’s, a viewer’s or a used one; and what was refused is not used up', async () => {
    const { world, board, host } = await street();
    const ana = await visits(world, board, await host.token('ana'));
    await visits(world, board, await host.token('ben'));
    const neighbour = await Host.of(world, board, { site: parish });
    const bens = await host.token('ben');
    expect(refusalOf(await renews(ana, bens))).toBe('notYours');
    await visits(world, board, bens);
    expect(refusalOf(await renews(ana, await neighbour.token('ana')))).toBe('linkGone');
    expect(refusalOf(await renews(ana, await host.token('ana', { role: 'viewer' })))).toBe('viewersOnlyLook');
    const token = await host.token('ana');
    expect(refusalOf(await renews(ana, token))).toBe('ok');
    expect(refusalOf(await renews(ana, token))).toBe('linkGone');
  });

  test('does nothing for a device that does not end, for another’s, or for none', async () => {
    const { world, board, host } = await street();
    const eve = await world.person(board, 'Eve');
    expect(refusalOf(await renews(eve, await host.token('eve')))).toBe('linkGone');
    const ana = await visits(world, board, await host.token('ana'));
    const ben = await visits(world, board, await host.token('ben'));
    expect(refusalOf(await renews(ben, await host.token('ana'), ana.secret))).toBe('linkGone');
    const looking = await comes(world, board, await host.token('ana'));
    expect(refusalOf(await renews(looking, await host.token('ana'), newSecret()))).toBe('linkGone');
  });

  test('that is wrong counts as a wrong try', async () => {
    const { world, board, host } = await street();
    const ana = await visits(world, board, await host.token('ana'));
    const codes: string[] = [];
    for (let nth = 0; nth <= limits.failedKeysPerMinute; nth += 1) {
      codes.push(refusalOf(await renews(ana, await host.token('ana', { exp: false }))));
    }
    expect(codes.at(-2)).toBe('linkGone');
    expect(codes.at(-1)).toBe('slowDown');
  });
});

test('nobody passes from a site’s word to a device that outlives it', async () => {
  const { world, board, host } = await street();
  const ana = await visits(world, board, await host.token('ana'));
  const asked = { type: 'pass.mint', member: ana.member } as const;
  expect(await ana.access(asked)).toMatchObject({ ok: false, refusal: { code: 'facilitatorsOnly' } });
  const door = { type: 'door.open', session: freshId('session'), asks: false, shown: false } as const;
  expect(await ana.access(door)).toMatchObject({ ok: false, refusal: { code: 'facilitatorsOnly' } });
  const fay = await world.person(board, 'Fay', 'facilitator');
  const made = await fay.access(asked);
  if (!made.ok || made.type !== 'pass') throw new Error('no pass');
  const own = await world.client({ board: board.id, pass: made.pass });
  await own.enter('');
  expect(await own.access(asked)).toMatchObject({ ok: true });
});

describe('what is taken back is taken back at once', () => {
  test.each<[string, (world: World, board: NewBoard, host: Host) => Promise<unknown>]>([
    ['a key', (world, board, { key }) => facilitate(world, board, 'DELETE', `site-keys/${key}`)],
    ['a site', (world, board) => facilitate(world, board, 'PUT', 'sites', { origins: [parish] })],
  ])('%s: whoever came by it goes, who looks and who entered; others stay', async (_what, take) => {
    const { world, board, host } = await street();
    const neighbour = await Host.of(world, board, { site: parish });
    const viewer = await comes(world, board, await host.token('ana'));
    const ben = await visits(world, board, await host.token('ben'));
    const parishioner = await comes(world, board, await neighbour.token('cem'), parish);
    const eve = await world.person(board, 'Eve');
    const began = performance.now();
    await take(world, board, host);
    expect(await viewer.hears('bye')).toEqual(['revoked']);
    expect(await ben.hears('bye')).toEqual(['revoked']);
    expect(performance.now() - began).toBeLessThan(PROMPT);
    expect(await eve.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: true });
    expect(parishioner.socket.connected).toBe(true);
    await expect(world.client({ board: board.id, device: ben.secret })).rejects.toThrow('noEntry');
    await expect(comes(world, board, await host.token('ben'))).rejects.toThrow('noEntry');
  });

  test('a key, also where there is nobody but one who looks', async () => {
    const { world, board, host } = await street();
    const viewer = await comes(world, board, await host.token('ana'));
    await facilitate(world, board, 'DELETE', `site-keys/${host.key}`);
    expect(await viewer.hears('bye')).toEqual(['revoked']);
  });

  test.each([
    ['removed', false, 'noEntry'],
    ['banned', true, 'banned'],
  ])('a member who is %s is sent off and stays out, whatever tokens say', async (_what, ban, answer) => {
    const { world, board, host } = await street();
    const fay = await world.person(board, 'Fay', 'facilitator');
    const ana = await visits(world, board, await host.token('ana'));
    const looking = await comes(world, board, await host.token('ana'));
    const began = performance.now();
    await fay.command({ type: 'member.remove', member: ana.member, ban });
    expect(await ana.hears('bye')).toEqual(['removed']);
    expect(await looking.hears('bye')).toEqual(['removed']);
    expect(performance.now() - began).toBeLessThan(PROMPT);
    await expect(comes(world, board, await host.token('ana'))).rejects.toThrow(answer);
    await visits(world, board, await host.token('ben'));
  });

  test('whoever is made a facilitator comes by a device of their own', async () => {
    const { world, board, host } = await street();
    const fay = await world.person(board, 'Fay', 'facilitator');
    const ana = await visits(world, board, await host.token('ana'));
    const promote = { type: 'member.role', member: ana.member, role: 'facilitator' } as const;
    expect(await fay.command(promote)).toMatchObject({ ok: false, refusal: { code: 'passFirst' } });
    const made = await fay.access({ type: 'pass.mint', member: ana.member });
    if (!made.ok || made.type !== 'pass') throw new Error('no pass');
    const own = await world.client({ board: board.id, pass: made.pass });
    await own.enter('');
    expect(await fay.command(promote)).toMatchObject({ ok: true });
    expect(await ana.hears('bye')).toEqual(['revoked']);
    expect((await own.sync()).you).toMatchObject({ member: ana.member });
    const looking = await comes(world, board, await host.token('ana'));
    await expect(looking.enter('Ana')).rejects.toThrow('passFirst');
    expect(await looking.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: false });
  });
});

test('somebody who is erased is nobody to the site, and comes back as a new person', async () => {
  const { world, board, host } = await street();
  const ana = await visits(world, board, await host.token('ana'));
  expect(await ana.command({ type: 'member.erase', member: ana.member })).toMatchObject({ ok: true });
  expect(await ana.hears('bye')).toEqual(['removed']);
  const hold = await world.app.rooms.hold(board.id);
  onTestFinished(() => hold?.release());
  const traces = [...(hold?.room.state.records.values() ?? [])].filter(({ body }) =>
    ['visitor', 'device'].includes(body.type),
  );
  expect(traces).toEqual([]);
  const again = await visits(world, board, await host.token('ana'));
  expect(again.member).not.toBe(ana.member);
});

test('no log line holds a token, or whom it names', async () => {
  const lines: string[] = [];
  const logTo = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  const world = await startWorld({ logTo }, { logLevel: 'debug' });
  const { board, host } = await street(world);
  const right = await host.token('Zwetschgen');
  const wrong = await host.token('Mirabellen', { aud: 'https://other.example' });
  await visits(world, board, right);
  await expect(comes(world, board, right)).rejects.toThrow('noEntry');
  await expect(comes(world, board, wrong)).rejects.toThrow('noEntry');
  const log = lines.join('');
  expect(log).toContain('"why":"aud"');
  expect(log).toContain(world.origin);
  for (const part of [
    'Zwetschgen',
    'Mirabellen',
    library,
    ...right.split('.'),
    ...wrong.split('.').slice(1),
  ]) {
    expect(log).not.toContain(part);
  }
});
