/** What is taken back is taken back at once, on live sockets too. */
import { expect, test } from 'vitest';
import { startWorld, type World } from '#server/testing/world.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import type { Command } from '#shared/board/commands.ts';

const PROMPT = 1_000;

async function three(
  world: World,
): Promise<{ board: NewBoard; ana: RawClient; ben: RawClient; eve: RawClient }> {
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const ben = await world.person(board, 'Ben');
  const eve = await world.person(board, 'Eve');
  return { board, ana, ben, eve };
}

/** Goes on sending until the socket is cut, and says at which positions it was still heard. */
async function hammer(client: RawClient): Promise<number[]> {
  const heard: Promise<number | null>[] = [];
  while (client.socket.connected && heard.length < 90) {
    const reply = client.command({ type: 'member.rest', resting: heard.length % 2 === 0 });
    heard.push(
      reply.then(
        (answer) => (answer.ok ? answer.seq : null),
        () => null,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  client.close();
  return (await Promise.all(heard)).filter((seq) => seq !== null);
}

test.each([
  ['removed', (ben: string): Command => ({ type: 'member.remove', member: ben, ban: false }), 'removed'],
  ['banned', (ben: string): Command => ({ type: 'member.remove', member: ben, ban: true }), 'removed'],
] as const)(
  'who is %s in the middle of sending is heard no more, and sent off',
  async (_what, command, code) => {
    const world = await startWorld();
    const { board, ana, ben } = await three(world);
    const sending = hammer(ben);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const began = performance.now();
    const removal = await ana.command(command(ben.member));
    if (!removal.ok) throw new Error(removal.refusal.code);
    expect(await ben.hears('bye')).toEqual([code]);
    expect(performance.now() - began).toBeLessThan(PROMPT);
    const positions = await sending;
    expect(positions.length).toBeGreaterThan(0);
    expect(Math.max(...positions)).toBeLessThan(removal.seq);
    await expect(RawClient.connect(world.url, { board: board.id, device: ben.secret })).rejects.toThrow(
      code === 'removed' && _what === 'banned' ? 'banned' : 'noEntry',
    );
  },
);

test('who is sent off hears nothing of what comes after', async () => {
  const world = await startWorld();
  const { ana, ben, eve } = await three(world);
  await ana.command({ type: 'member.remove', member: ben.member, ban: false });
  const after = await ana.card('canary after removal');
  await eve.until(() => eve.state.cards.has(after), 'the card');
  expect(ben.state.cards.has(after)).toBe(false);
  expect(JSON.stringify(ben.heard)).not.toContain(ana.state.cards.get(after)!.id);
});

test('one device is taken back, the others of its member stay', async () => {
  const world = await startWorld();
  const { board, ana, ben } = await three(world);
  const made = await ben.access({ type: 'pass.mint', member: ben.member });
  if (!made.ok || made.type !== 'pass') throw new Error('no pass');
  const phone = await world.client({ board: board.id, pass: made.pass });
  await phone.enter('');
  const you = (await phone.sync()).you;
  if (you.type !== 'member') throw new Error('not in');
  const reply = await ana.command({ type: 'device.revoke', device: you.device });
  expect(reply.ok).toBe(true);
  expect(await phone.hears('bye')).toEqual(['revoked']);
  expect(await ben.command({ type: 'member.rest', resting: true })).toMatchObject({ ok: true });
});

test('who leaves hears that it is done before the good-bye', async () => {
  const world = await startWorld();
  const { ben } = await three(world);
  expect(await ben.command({ type: 'member.leave' })).toMatchObject({ ok: true });
  expect(await ben.hears('bye')).toEqual(['removed']);
});

test('a facilitator who is one no more can do it no more, and is told to sync', async () => {
  const world = await startWorld();
  const { ana, ben, eve } = await three(world);
  expect(await ana.command({ type: 'member.role', member: ben.member, role: 'facilitator' })).toMatchObject({
    ok: true,
  });
  await ben.hears('resync');
  await ben.sync();
  expect([...ben.records.keys()].some((id) => id.startsWith('link:'))).toBe(true);
  expect(await ben.command({ type: 'member.approve', member: eve.member })).toMatchObject({ ok: true });
  const from = ben.heard.length;
  await ana.command({ type: 'member.role', member: ben.member, role: 'member' });
  await ben.hears('resync', from);
  expect(await ben.command({ type: 'member.approve', member: eve.member })).toMatchObject({
    refusal: { code: 'facilitatorsOnly' },
  });
  await ben.sync();
  expect([...ben.records.keys()].some((id) => id.startsWith('link:'))).toBe(false);
});

test('who is merged into another is that other from then on', async () => {
  const world = await startWorld();
  const { ana, ben, eve } = await three(world);
  const from = ben.heard.length;
  expect(await ana.command({ type: 'member.merge', from: ben.member, into: eve.member })).toMatchObject({
    ok: true,
  });
  await ben.hears('resync', from);
  const { you } = await ben.sync();
  expect(you).toMatchObject({ type: 'member', member: eve.member });
  const card = await ben.card('Written after the merge');
  expect(ben.state.cards.get(card)?.author).toBe(eve.member);
});

test('a text is closed to whoever may not read it any more', async () => {
  const world = await startWorld();
  const { ana, ben } = await three(world);
  const card = await ana.card('A ladder', { body: 'Two metres' });
  expect(await ben.openText(card)).toMatchObject({ ok: true, mayEdit: false });
  await ana.command({ type: 'card.hold', card, note: '' });
  expect(await ben.hears('textReset')).toEqual([card]);
  expect(await ben.openText(card)).toMatchObject({ ok: false, refusal: { code: 'noCard' } });
});
