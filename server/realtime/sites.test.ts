/** The sites of a board and their keys, over the wire. */
import { expect, test } from 'vitest';
import { freshId } from '#server/rooms/secrets.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import type { AccessReply } from '#shared/protocol.ts';

const library = 'https://library.example';
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

async function street() {
  const world = await startWorld();
  const board = await world.board();
  const fay = await world.person(board, 'Fay', 'facilitator');
  const ana = await world.person(board, 'Ana');
  return { world, board, fay, ana };
}

function sites(client: RawClient): unknown {
  return client.records.get('sites')?.body;
}

test('a facilitator names the sites, whole and in the form of browsers; others are not told', async () => {
  const { fay, ana } = await street();
  const origins = [library, 'https://parish.example'];
  for (const site of [`${library}/`, 'https://PARISH.example:443', library])
    expect(await fay.access({ type: 'site.add', site })).toEqual({ ok: true, type: 'done' });
  await fay.until(() => JSON.stringify(sites(fay)).includes('parish'), 'the list');
  expect(sites(fay)).toEqual({ type: 'sites', origins });
  expect(sites(ana)).toBeUndefined();
  const wrong = await fay.access({ type: 'site.add', site: 'http://parish.example' });
  expect(wrong).toMatchObject({ ok: false, refusal: { code: 'words', theirs: 'http://parish.example' } });
  expect(sites(fay)).toMatchObject({ origins });
});

test('two who change the list at once take nothing off that the other added', async () => {
  const { world, board, fay } = await street();
  const eve = await world.person(board, 'Eve', 'facilitator');
  await fay.access({ type: 'site.add', site: 'https://old.example' });
  await Promise.all([
    fay.access({ type: 'site.add', site: library }),
    eve.access({ type: 'site.add', site: 'https://parish.example' }),
    eve.access({ type: 'site.remove', site: 'https://old.example' }),
  ]);
  const origins = [library, 'https://parish.example'];
  await fay.until(() => JSON.stringify(sites(fay)) === JSON.stringify({ type: 'sites', origins }), 'both');
});

test('a key for a site: its secret is told to whoever made it, again after a lost answer, and to nobody else', async () => {
  const { world, board, fay } = await street();
  const other = await world.person(board, 'Eve', 'facilitator');
  await fay.access({ type: 'site.add', site: library });
  const asked = { id: freshId('command'), type: 'siteKey.add', site: library, role: 'member' } as const;
  const made = await fay.ask<AccessReply>('access', asked);
  if (!made.ok || made.type !== 'siteKey') throw new Error('no key');
  expect(Buffer.from(made.secret ?? '', 'base64url')).toHaveLength(32);
  expect(await fay.ask<AccessReply>('access', asked)).toEqual(made);
  const record = `siteKey:${made.key}`;
  for (const facilitator of [fay, other]) {
    await facilitator.until(() => facilitator.records.has(record), 'the key');
    expect(facilitator.records.get(record)?.body).toMatchObject({
      site: library,
      alg: 'HS256',
      verifier: '',
    });
    expect(JSON.stringify(facilitator.heard)).not.toContain(made.secret);
  }
  expect(await other.access({ type: 'siteKey.revoke', key: made.key })).toEqual({ ok: true, type: 'done' });
  await fay.until(() => !fay.records.get(record)?.body, 'the key to be gone');
});

test('a public key has no secret to tell', async () => {
  const { fay } = await street();
  await fay.access({ type: 'site.add', site: library });
  const made = await fay.access({ type: 'siteKey.add', site: library, role: 'viewer', publicKey: x });
  expect(made).toEqual({ ok: true, type: 'siteKey', key: expect.stringMatching(/^y_/) as string });
});

test('only facilitators see to sites and keys', async () => {
  const { world, board, fay, ana } = await street();
  await fay.access({ type: 'site.add', site: library });
  const made = await fay.access({ type: 'siteKey.add', site: library, role: 'member' });
  if (!made.ok || made.type !== 'siteKey') throw new Error('no key');
  const link = await world.client({ board: board.id, key: board.keys.facilitator });
  for (const [client, code] of [
    [ana, 'facilitatorsOnly'],
    [link, 'viewersOnlyLook'],
  ] as const) {
    for (const request of [
      { type: 'site.remove', site: library },
      { type: 'siteKey.add', site: library, role: 'member' },
      { type: 'siteKey.revoke', key: made.key },
    ] as const) {
      expect(await client.access(request)).toMatchObject({ ok: false, refusal: { code } });
    }
  }
});
