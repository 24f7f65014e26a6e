/** What concerns a few reaches only them: every byte that anyone else hears is searched for it. */
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { freshId } from '#server/rooms/secrets.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';

/** Everything that came over the socket, base64 and compressed parts opened. */
function everything(client: RawClient, replies: unknown[] = []): string {
  const parts = client.heard.map(({ event, args }) =>
    event === 'frame'
      ? `${args[3]} ${Buffer.from(args[3], 'base64').toString('latin1')}`
      : JSON.stringify(args),
  );
  for (const reply of replies) {
    parts.push(JSON.stringify(reply));
    if (typeof reply !== 'object' || reply === null || !('updates' in reply)) continue;
    const bytes = reply.updates as Uint8Array;
    parts.push(Buffer.from('gzip' in reply && reply.gzip ? gunzipSync(bytes) : bytes).toString('latin1'));
  }
  return parts.join('\n');
}

test('contact lines, notes, reasons, held cards, waiting promotions and reports reach only whom they concern', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const ben = await world.person(board, 'Ben');
  const fay = await world.person(board, 'Fay', 'facilitator');
  const eve = await world.person(board, 'Eve');
  const evesPhone = await world.client({ board: board.id, device: eve.secret });
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  const bensPhone = await world.client({ board: board.id, device: ben.secret });
  const ok = async (reply: Promise<{ ok: boolean }>) => expect(await reply).toMatchObject({ ok: true });

  const need = await ana.card('A ladder');
  const help = freshId('help');
  await ok(ben.command({ type: 'help.propose', help, card: need, share: 'all', note: 'CANARY-note' }));
  await ok(ana.command({ type: 'help.accept', help }));
  await ok(ana.command({ type: 'contact.share', match: help, line: 'CANARY-anas-phone' }));
  await ok(ben.command({ type: 'contact.share', match: help, line: 'CANARY-bens-phone' }));
  await bensPhone.until(
    () => bensPhone.records.has(`contact:${help}:${ana.member}`),
    'the contact line, on both devices',
  );
  await ana.until(() => ana.records.has(`contact:${help}:${ben.member}`), 'the contact line');
  await ok(ben.command({ type: 'help.fail', help, how: 'triedDidNotWork', reason: 'CANARY-reason' }));
  await ana.until(() => !ana.records.has(`contact:${help}:${ben.member}`), 'the contact line to be gone');

  const silent = freshId('card');
  await ok(
    ana.command({
      type: 'card.create',
      card: silent,
      kind: 'need',
      title: 'Anonymous',
      body: '',
      chips: {},
      anonymous: true,
    }),
  );
  await ok(ben.command({ type: 'card.report', card: need, reason: 'CANARY-report' }));
  await fay.until(() => [...fay.records.keys()].some((id) => id.startsWith(`report:${need}`)), 'the report');
  await ok(fay.command({ type: 'card.hold', card: need, note: 'CANARY-held-note' }));
  await ana.until(() => ana.records.has(`held:${need}`), 'the held card');

  await ana.card('Course', { kind: 'promotion' });
  const waiting = freshId('card');
  await ok(
    ana.command({
      type: 'card.create',
      card: waiting,
      kind: 'promotion',
      title: 'CANARY-waiting',
      body: '',
      chips: {},
    }),
  );
  await ana.until(() => ana.records.has(`waiting:${waiting}`), 'the waiting promotion');

  const marker = await ana.card('Marker');
  for (const client of [eve, evesPhone, viewer]) {
    await client.until(() => client.state.cards.has(marker), 'the marker');
    const heard = everything(client, [await client.sync()]);
    expect(heard.match(/CANARY[\w-]*/g)).toBeNull();
    expect(client.state.cards.get(silent)?.author).toBeNull();
    expect([...client.records.keys()].filter((id) => !id.startsWith('device:'))).toEqual([]);
  }
  expect(everything(ben)).not.toContain('CANARY-held-note');
  expect(everything(ben)).not.toContain('CANARY-waiting');
  expect(everything(fay)).not.toContain('phone');
  expect(everything(fay)).not.toContain('CANARY-waiting');
  expect(everything(ana)).not.toContain('CANARY-report');
  expect(ana.records.has(`authorship:${silent}`)).toBe(true);
  for (const client of [ben, fay])
    expect(everything(client, [await client.sync()])).not.toContain(`authorship:${silent}`);
});

test('no hash of a secret ever leaves the server', async () => {
  const world = await startWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  await fay.access({ type: 'link.mint', role: 'member', label: '' });
  await fay.access({ type: 'pass.mint', member: fay.member });
  const hold = await world.app.rooms.hold(board.id);
  const hashes: string[] = [];
  for (const { body } of hold!.room.state.records.values()) if ('hash' in body) hashes.push(body.hash);
  hold!.release();
  expect(hashes.length).toBeGreaterThanOrEqual(6);
  const heard = everything(fay, [await fay.sync()]);
  for (const hash of hashes) expect(heard).not.toContain(hash);
});

test('private records come before the frame that reaches their position', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const ben = await world.person(board, 'Ben');
  const need = await ana.card('A ladder');
  const help = freshId('help');
  const from = ana.heard.length;
  const reply = await ben.command({ type: 'help.propose', help, card: need, share: 'all', note: 'Gladly' });
  if (!reply.ok) throw new Error(reply.refusal.code);
  await ana.until(() => ana.seq >= reply.seq, 'the frame');
  const order = ana.heard.slice(from).map(({ event }) => event);
  expect(order.indexOf('records')).toBeLessThan(order.indexOf('frame'));
  expect(ana.records.get(`note:${help}`)?.body).toMatchObject({ text: 'Gladly' });
});

test('a member is told where they stand when it changes, and nobody else is', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const ben = await world.person(board, 'Ben');
  const from = ben.heard.length;
  const mine = ana.heard.length;
  const card = await ana.card('Course', { kind: 'promotion' });
  const [standing] = await ana.hears('standing', mine);
  expect(standing).toMatchObject({ slots: 1, live: [{ card }] });
  await ben.until(() => ben.state.cards.has(card), 'the card');
  expect(ben.heard.slice(from).some(({ event }) => event === 'standing')).toBe(false);
});
