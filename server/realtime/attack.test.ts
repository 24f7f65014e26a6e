/** What a stranger with a link, or a member with a program of their own, might try. */
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { freshId, hashSecret } from '#server/rooms/secrets.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import { protocolVersion } from '#shared/protocol.ts';

function written(text: string): Uint8Array {
  const doc = newTextDoc();
  spliceText(doc, 0, 0, text, null);
  return Y.encodeStateAsUpdate(doc);
}

test("whoever takes a link's key for their own secret does not take the link from the others", async () => {
  const world = await startWorld();
  const board = await world.board();
  const eve = await world.client({ board: board.id, key: board.keys.member });
  await eve.enter('Eve', board.keys.member);
  expect((await world.person(board, 'Ana')).member).not.toBe(eve.member);
  const eveAgain = await world.client({ board: board.id, device: board.keys.member });
  expect(eveAgain.member).toBe(eve.member);
});

test('a facilitator who is one no more reads no further in the text of a held card', async () => {
  const world = await startWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const gil = await world.person(board, 'Gil', 'facilitator');
  const ana = await world.person(board, 'Ana');
  const card = await ana.card('Held');
  await fay.command({ type: 'card.hold', card, note: '' });
  expect(await gil.openText(card)).toMatchObject({ ok: true });
  const text = newTextDoc();
  spliceText(text, 0, 0, 'For facilitators', null);
  expect(await ana.pushText(card, 1, Y.encodeStateAsUpdate(text))).toMatchObject({ ok: true });
  const before = Y.encodeStateVector(text);
  await gil.hears('text');
  const from = gil.heard.length;
  await fay.command({ type: 'member.role', member: gil.member, role: 'member' });
  spliceText(text, 0, 0, 'Between us. ', null);
  expect(await ana.pushText(card, 1, Y.encodeStateAsUpdate(text, before))).toMatchObject({ ok: true });
  const marker = await ana.card('Marker');
  await gil.until(() => gil.state.cards.has(marker), 'the marker');
  const heard = gil.heard.slice(from).map(({ event }) => event);
  expect(heard).not.toContain('text');
  expect(heard).toContain('textReset');
});

test('one connection carries one socket, however often it asks at once', async () => {
  const world = await startWorld();
  const board = await world.board();
  const wire = new WebSocket(`${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => wire.once('open', resolve));
  const ended = new Promise((resolve) => wire.once('close', resolve));
  const auth = JSON.stringify({ v: protocolVersion, board: board.id, key: board.keys.viewer });
  const answers: string[] = [];
  wire.on('message', (data: Buffer) => answers.push(data.toString().slice(0, 2)));
  for (let i = 0; i < 50; i += 1) wire.send(`40${auth}`);
  // The next one finds a socket there and ends the connection; until then no second one may have come in.
  await new Promise((resolve) => setTimeout(resolve, 200));
  wire.send(`40${auth}`);
  await ended;
  expect(answers.filter((answer) => answer === '40')).toHaveLength(1);
});

test('half a surrogate pair is made whole before anyone decides on it', async () => {
  const world = await startWorld();
  const board = await world.board('Half \ud83c board');
  const ana = await world.person(board, 'An\ud83c');
  const card = await ana.card('Half \udf31 pair', { chips: { tags: ['a\ud83c'], area: '\ud83c!' } });
  const hold = await world.app.rooms.hold(board.id);
  const { state } = hold!.room;
  for (const table of ['meta', 'members', 'cards'] as const) {
    for (const row of state[table].values()) expect(ana.state[table].get(row.id)).toEqual(row);
  }
  hold!.release();
  expect(state.cards.get(card)?.title).toBe('Half \ufffd pair');
  expect(state.members.get(ana.member)?.name).toBe('An\ufffd');
});

/** Stops reading what comes over a client's wire. @returns what cuts it */
function deafen(client: RawClient): () => void {
  const { ws } = client.socket.io.engine.transport as unknown as {
    ws: { pause(): void; terminate(): void };
  };
  ws.pause();
  return () => ws.terminate();
}

test('who asks and asks and never reads the answers is cut off before they fill the memory', async () => {
  const world = await startWorld({}, { commandsPerSecond: 100_000 });
  const board = await world.board();
  const eve = await world.person(board, 'Eve', 'facilitator');
  // The kernel takes some megabytes before anything waits in the process, so answers are as large as they get.
  const is = '字'.repeat(limits.boardTitle);
  await eve.command({ type: 'board.rename', title: { was: 'Trial board', is } });
  const cutOff = deafen(eve);
  const cut = async () => (await world.app.metrics.unreadAnswers.get()).values[0]?.value ?? 0;
  for (let n = 0; n < 60 && (await cut()) === 0; n += 1) {
    for (let i = 0; i < 1_000; i += 1) {
      const command = { type: 'board.rename', title: { was: '', is: 'x' } } as const;
      eve.socket.emit('command', { id: freshId('command'), command }, () => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await cut()).toBe(1);
  cutOff();
}, 30_000);

test('a member has a handful of passes at most; the oldest give way', async () => {
  const world = await startWorld({}, { commandsPerSecond: 10_000 });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const passes: string[] = [];
  for (let i = 0; i < limits.passesPerMember + 2; i += 1) {
    const reply = await ana.access({ type: 'pass.mint', member: ana.member });
    if (reply.ok && reply.type === 'pass') passes.push(reply.pass);
  }
  const hold = await world.app.rooms.hold(board.id);
  const kept = passes.filter((pass) => hold!.room.state.records.has(`pass:${hashSecret(pass)}`));
  hold!.release();
  // which of two made in one millisecond is the older, nobody can tell; the newest always stays
  expect(kept).toHaveLength(limits.passesPerMember);
  expect(kept.at(-1)).toBe(passes.at(-1));
});

test('the text of a card that was refused is not there when the card is asked for again', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const card = freshId('card');
  const create = { type: 'card.create', card, kind: 'need', body: '', chips: {} } as const;
  const text = written('First words');
  const [blank, good] = await Promise.all([
    ana.command({ ...create, title: ' ' }, { text }),
    ana.command({ ...create, title: 'A ladder' }, { text }),
  ]);
  expect([blank.ok, good.ok]).toEqual([false, true]);
  await ana.until(() => ana.state.cards.has(card), 'the card');
  expect(ana.state.cards.get(card)?.body).toBe('First words');
});

test('an update that no text could take does not make everyone begin the text afresh', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const eve = await world.person(board, 'Eve');
  expect(await ana.pushText('notes', 1, written('Welcome'))).toMatchObject({ ok: true });
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'x', null);
  spliceText(doc, 0, 1, 'Hello', null);
  expect(await eve.pushText('notes', 1, Y.encodeStateAsUpdate(doc))).toMatchObject({ ok: true });
  expect(await eve.pushText('notes', 1, new Uint8Array(limits.textUpdate + 1))).toMatchObject({
    refusal: { code: 'textTooLarge' },
  });
  await ana.card('Marker');
  expect(await ana.openText('notes')).toMatchObject({ epoch: 1 });
});
