import { expect, test } from 'vitest';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { memoryStore } from '#server/store/memory.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';
import type { AccessReply, EnterReply } from '#shared/protocol.ts';
import { passFor } from './events/access.ts';

const refusalOf = (reply: { ok: boolean; refusal?: { code: string } }) =>
  reply.ok ? 'ok' : reply.refusal?.code;

test('a link makes a member of its role, once, however often the answer is lost', async () => {
  const world = await startWorld();
  const board = await world.board();
  const client = await world.client({ board: board.id, key: board.keys.member });
  const secret = newSecret();
  const message = { id: freshId('command'), name: 'Ana', secret };
  const first = await client.ask<EnterReply>('enter', message);
  const again = await client.ask<EnterReply>('enter', message);
  expect(first).toMatchObject({ ok: true });
  expect(again).toEqual(first);
  const other = await world.client({ board: board.id, key: board.keys.member });
  expect(await other.ask<EnterReply>('enter', message)).toEqual(first);
  const anew = await world.client({ board: board.id, key: board.keys.member });
  expect(await anew.ask<EnterReply>('enter', { ...message, id: freshId('command') })).toEqual(first);
  expect((await client.sync()).you).toMatchObject({ type: 'member', member: client.member });
  expect([...client.state.members.values()]).toMatchObject([{ name: 'Ana', role: 'member' }]);
  const back = await world.client({ board: board.id, device: secret });
  expect(back.member).toBe(client.member);
});

test('two first tries at the same moment make one member', async () => {
  const world = await startWorld();
  const board = await world.board();
  const message = { id: freshId('command'), name: 'Ana', secret: newSecret() };
  const clients = await Promise.all(
    Array.from({ length: 4 }, () => world.client({ board: board.id, key: board.keys.member })),
  );
  const replies = await Promise.all(clients.map((client) => client.ask<EnterReply>('enter', message)));
  expect(new Set(replies.map((reply) => (reply.ok ? reply.member : reply.refusal.code))).size).toBe(1);
  await clients[0]!.sync();
  expect(clients[0]!.state.members.size).toBe(1);
});

test('a viewer cannot become a member, nor a member somebody else', async () => {
  const world = await startWorld();
  const board = await world.board();
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  await expect(viewer.enter('Ana')).rejects.toThrow('viewersOnlyLook');
  const ana = await world.person(board, 'Ana');
  await expect(ana.enter('Ana again')).rejects.toThrow('exists');
});

test('a name must be there and not too long', async () => {
  const world = await startWorld();
  const board = await world.board();
  const client = await world.client({ board: board.id, key: board.keys.member });
  await expect(client.enter('   ')).rejects.toThrow('nameFirst');
  await expect(client.enter('x'.repeat(limits.name + 1))).rejects.toThrow('tooLong');
  await client.enter('Ana');
});

test('a pass lets its member in on another device, once; until then its holder only looks', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const made = await ana.access({ type: 'pass.mint', member: ana.member });
  if (!made.ok || made.type !== 'pass') throw new Error('no pass');
  const phone = await world.client({ board: board.id, pass: made.pass });
  expect(refusalOf(await phone.command({ type: 'member.rest', resting: true }))).toBe('viewersOnlyLook');
  expect(refusalOf(await phone.access({ type: 'pass.mint', member: ana.member }))).toBe('viewersOnlyLook');
  expect(await phone.enter('')).toBe(ana.member);
  await phone.sync();
  expect(await phone.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: true });
  await expect(RawClient.connect(world.url, { board: board.id, pass: made.pass })).rejects.toThrow('noEntry');
});

test('a pass that nobody used in time lets nobody in', async () => {
  let now = Date.now();
  const world = await startWorld({ store: memoryStore({ now: () => now }) });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const made = await ana.access({ type: 'pass.mint', member: ana.member });
  if (!made.ok || made.type !== 'pass') throw new Error('no pass');
  (await RawClient.connect(world.url, { board: board.id, pass: made.pass })).close();
  now += passFor;
  await expect(RawClient.connect(world.url, { board: board.id, pass: made.pass })).rejects.toThrow('noEntry');
});

test('a second holder of a pass is sent off as soon as it is used', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const made = await ana.access({ type: 'pass.mint', member: ana.member });
  if (!made.ok || made.type !== 'pass') throw new Error('no pass');
  const first = await world.client({ board: board.id, pass: made.pass });
  const second = await world.client({ board: board.id, pass: made.pass });
  await first.enter('');
  expect(await second.hears('bye')).toEqual(['revoked']);
});

test('passes are for oneself; facilitators make them for whoever lost theirs', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const ben = await world.person(board, 'Ben');
  expect(refusalOf(await ben.access({ type: 'pass.mint', member: ana.member }))).toBe('notYours');
  expect(refusalOf(await ana.access({ type: 'pass.mint', member: ben.member }))).toBe('ok');
  expect(refusalOf(await ana.access({ type: 'pass.mint', member: freshId('member') }))).toBe('noMember');
});

test('only facilitators make and take back links; a made one lets in', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const ben = await world.person(board, 'Ben');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  for (const request of [
    { type: 'link.mint', role: 'facilitator', label: 'mine' },
    { type: 'link.rotate', role: 'member' },
    { type: 'link.revoke', link: freshId('link') },
  ] as const) {
    expect(refusalOf(await ben.access(request))).toBe('facilitatorsOnly');
    expect(refusalOf(await viewer.access(request))).toBe('viewersOnlyLook');
  }
  const made = await ana.access({ type: 'link.mint', role: 'member', label: 'Friday' });
  if (!made.ok || made.type !== 'link') throw new Error('no link');
  const eve = await world.client({ board: board.id, key: made.key });
  await eve.enter('Eve');
  expect(await ana.access({ type: 'link.revoke', link: made.link })).toEqual({ ok: true, type: 'done' });
  expect(refusalOf(await ana.access({ type: 'link.revoke', link: made.link }))).toBe('linkGone');
  await expect(RawClient.connect(world.url, { board: board.id, key: made.key })).rejects.toThrow('noEntry');
  // A link is the way in, not the stay: who joined by it stays.
  expect(refusalOf(await eve.command({ type: 'member.rest', resting: true }))).toBe('ok');
});

test('rotating a link ends the old ones of its role, and no other', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const looking = await world.client({ board: board.id, key: board.keys.member });
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const began = performance.now();
  const made = await ana.access({ type: 'link.rotate', role: 'member' });
  if (!made.ok || made.type !== 'link') throw new Error('no link');
  expect(await looking.hears('bye')).toEqual(['revoked']);
  expect(performance.now() - began).toBeLessThan(1_000);
  await expect(RawClient.connect(world.url, { board: board.id, key: board.keys.member })).rejects.toThrow(
    'noEntry',
  );
  await world.client({ board: board.id, key: made.key });
  await viewer.sync();
  expect(viewer.heard.some(({ event }) => event === 'bye')).toBe(false);
});

test('a request whose answer was lost is answered the same again, with the same secret', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const request = { id: freshId('command'), type: 'link.mint', role: 'viewer', label: '' };
  const first = await ana.ask<AccessReply>('access', request);
  expect(await ana.ask<AccessReply>('access', request)).toEqual(first);
  await ana.sync();
  expect(
    [...ana.records.values()].filter(({ body }) => body?.type === 'link' && body.role === 'viewer').length,
  ).toBe(2);
});

test('a member has so many sockets; the newest counts', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  for (let i = 0; i < limits.socketsPerMember; i += 1)
    await world.client({ board: board.id, device: ana.secret });
  expect(await ana.hears('bye')).toEqual(['tooMany']);
});
