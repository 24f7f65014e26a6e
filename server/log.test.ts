import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { freshId } from './rooms/secrets.ts';
import { memoryStore } from './store/memory.ts';
import { StoreError } from './store/port.ts';
import { errorFields } from './log.ts';
import { RawClient } from './testing/raw-client.ts';
import { startWorld } from './testing/world.ts';

test('logs hold no names, words, keys, ids of people, addresses, URLs or headers, whatever happens', async () => {
  const lines = new PassThrough();
  let log = '';
  lines.on('data', (chunk: Buffer) => (log += chunk.toString()));
  let failing = false;
  const store = memoryStore({
    fault: (call) => {
      if (failing && (call.type === 'append' || call.type === 'check')) throw new Error('CANARY in a driver');
    },
  });
  const world = await startWorld({ store, logTo: lines }, { logLevel: 'trace', trustProxy: 1 });
  const board = await world.board('CANARY title');
  const headers = {
    'x-forwarded-for': '203.0.113.77',
    'user-agent': 'CANARY agent',
    referer: 'http://x/CANARY',
  };
  for (const url of [
    '/api/boards/CANARY',
    `/b/${board.id}?CANARY=1`,
    '/CANARY',
    '/metrics?CANARY',
    '/readyz',
  ]) {
    await world.app.inject({ url, headers });
  }
  await world.app.inject({
    method: 'POST',
    url: '/api/boards',
    headers: { ...headers, 'content-type': 'application/json' },
    payload: '{"title": CANARY',
  });
  await world.app.inject({ method: 'POST', url: '/api/boards', headers, payload: { title: 'CANARY board' } });
  const ana = await world.person(board, 'CANARY Ana', 'facilitator');
  const ben = await world.person(board, 'CANARY Ben');
  const card = await ana.card('CANARY card', { body: 'CANARY body' });
  const help = freshId('help');
  await ben.command({ type: 'help.propose', help, card, share: 'all', note: 'CANARY note' });
  await ana.command({ type: 'help.accept', help });
  await ana.command({ type: 'contact.share', match: help, line: 'CANARY line' });
  await ben.ask('command', { id: 'CANARY', command: { type: 'CANARY' } });
  await ben.pushText(card, 7, new Uint8Array([1, 2, 3]));
  await expect(RawClient.connect(world.url, { board: 'CANARY', key: 'CANARY' }, headers)).rejects.toThrow();
  await expect(
    RawClient.connect(
      world.url,
      { board: board.id, key: board.keys.member },
      { origin: 'http://CANARY.example' },
    ),
  ).rejects.toThrow();
  failing = true;
  await ana.command({ type: 'card.edit', card, chips: { area: 'CANARY area' } });
  await world.app.inject('/readyz');
  expect(log).toContain('an append ended in doubt');
  expect(log).toContain('/api/boards');
  for (const secret of [
    'CANARY',
    ...Object.values(board.keys),
    ana.secret,
    ana.member,
    ben.member,
    card,
    '203.0.113.77',
    '"remoteAddress"',
    '"url"',
    '"headers"',
  ]) {
    expect(log).not.toContain(secret);
  }
});

test('an error in a log has its kind, code and place, but no message that it may have quoted; a store says what to do', () => {
  const inner = Object.assign(new TypeError('CANARY'), { code: 'E_INNER' });
  const fields = errorFields(new Error('CANARY', { cause: inner }));
  expect(fields).toMatchObject({ type: 'Error', cause: { type: 'TypeError', code: 'E_INNER' } });
  expect(fields.stack?.[0]).toMatch(/^at /);
  expect(JSON.stringify(fields)).not.toContain('CANARY');
  expect(errorFields(new StoreError('inUse', 'Another server uses the folder.'))).toMatchObject({
    message: 'Another server uses the folder.',
  });
  expect(errorFields('CANARY')).toEqual({ type: 'string' });
});
