/** A person's wish to be forgotten, or a group's, as it goes over the wire. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { RawClient } from '#server/testing/raw-client.ts';
import { startWorld, type World } from '#server/testing/world.ts';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';

async function street(world: World) {
  const board = await world.board('Our street');
  const [hanna, ana, ben] = await Promise.all([
    world.person(board, 'Hanna', 'facilitator'),
    world.person(board, 'Ana'),
    world.person(board, 'Ben'),
  ]);
  return { board, hanna, ana, ben };
}

const erase = (title: string) => ({ type: 'board.erase', title }) as const;

test('who erases themselves is told so, then sent off; the others take a fresh document without their words', async () => {
  const world = await startWorld();
  const { board, ana, ben } = await street(world);
  await ana.card('Zwetschgen');
  await ben.until(() => ben.state.cards.size === 1, "Ana's card");
  const stale = Y.encodeStateVector(ben.doc);
  const { epoch } = ben;
  expect(await ana.command({ type: 'member.erase', member: ana.member })).toMatchObject({ ok: true });
  expect(await ana.hears('bye')).toEqual(['removed']);
  await ben.until(() => ben.gaps > 0, 'a frame of another epoch');
  // what a device kept of the old document is no good any more, whatever it says it knows
  const reply = await ben.sync({ epoch, stateVector: stale });
  expect(reply).toMatchObject({ mode: 'full', epoch: epoch + 1 });
  expect(ben.state.cards.size).toBe(0);
  expect(Buffer.from(Y.encodeStateAsUpdate(ben.doc)).toString('latin1')).not.toContain('Zwetschgen');
  await expect(RawClient.connect(world.url, { board: board.id, device: ana.secret })).rejects.toThrow(
    'noEntry',
  );
});

test('typing that was begun on an erased past is not let in', async () => {
  const world = await startWorld();
  const { ana, ben } = await street(world);
  const opened = await ana.openText('notes');
  expect(opened).toMatchObject({ ok: true, epoch: 1 });
  const doc = newTextDoc();
  spliceText(doc, 0, 0, 'Zwetschgen', null);
  expect(await ana.pushText('notes', 1, Y.encodeStateAsUpdate(doc))).toMatchObject({ ok: true });
  await ben.openText('notes');
  await ana.command({ type: 'member.erase', member: ana.member });
  expect(await ben.hears('textReset')).toEqual(['notes']);
  spliceText(doc, 0, 0, 'More ', null);
  expect(await ben.pushText('notes', 1, Y.encodeStateAsUpdate(doc))).toMatchObject({
    ok: false,
    refusal: { code: 'textStale' },
  });
});

test('a facilitator who types its name erases the board: everyone hears why it is gone, and it was never there', async () => {
  const world = await startWorld();
  const { board, hanna, ana, ben } = await street(world);
  for (const [who, code] of [
    [ana, 'facilitatorsOnly'],
    [await world.client({ board: board.id, key: board.keys.facilitator }), 'viewersOnlyLook'],
  ] as const)
    expect(await who.access(erase('Our street'))).toMatchObject({ ok: false, refusal: { code } });
  expect(await hanna.access(erase('Our lane'))).toMatchObject({
    ok: false,
    refusal: { code: 'stale', theirs: 'Our street' },
  });
  expect(await hanna.access(erase('Our street'))).toEqual({ ok: true, type: 'done' });
  for (const who of [hanna, ana, ben]) expect(await who.hears('bye')).toEqual(['erased']);
  const { id, keys } = board;
  for (const auth of [{ key: keys.facilitator }, { device: ben.secret }, { key: 'A'.repeat(43) }])
    await expect(RawClient.connect(world.url, { board: id, ...auth })).rejects.toThrow('erased');
  // over HTTP it is as any board that never was
  const [erased, never] = await Promise.all([
    world.app.inject(`/api/boards/${id}`),
    world.app.inject('/api/boards/b_0000000000'),
  ]);
  expect([erased.statusCode, erased.body]).toEqual([never.statusCode, never.body]);
  await expect(RawClient.connect(world.url, { board: 'b_0000000000', key: keys.member })).rejects.toThrow(
    'noEntry',
  );
});

test('guessing at erased boards is counted like any other guess', async () => {
  const world = await startWorld();
  const { board, hanna } = await street(world);
  await hanna.access(erase('Our street'));
  const knocks: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    await RawClient.connect(world.url, { board: board.id, key: 'A'.repeat(43) }).catch((error: Error) =>
      knocks.push(error.message),
    );
  }
  expect(knocks).toHaveLength(40);
  expect(new Set(knocks)).toEqual(new Set(['erased', 'tooMany']));
});
