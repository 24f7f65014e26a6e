/** Thousands of pages of other sites show one board, on which something changes every second. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient } from '#server/testing/raw-client.ts';
import { form, inForm } from '../form.ts';
import { print } from '../processes/figures.ts';
import { fill } from './cards.ts';
import type { EmbedsDeeds } from './embeds.ts';
import { Helper } from './helper.ts';
import { Served } from './served.ts';

const pages = inForm({ short: 300, faults: 5_000, long: 5_000 });
const changes = inForm({ short: 3, faults: 15, long: 60 });
const site = 'https://library.example';

let served: Served;
let embeds: Helper<EmbedsDeeds>;
beforeAll(async () => {
  served = await Served.start({ SOCKETS_PER_ADDRESS: '20000', COMMANDS_PER_SECOND: '1000' });
  embeds = Helper.start<EmbedsDeeds>('embeds.ts');
  if (form !== 'short') await fill(served, 200);
  const reply = await fetch(`${served.url}/api/boards/${served.board.id}/sites`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${served.board.keys.facilitator}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ origins: [site] }),
  });
  expect(reply.status).toBe(200);
}, 120_000);
afterAll(async () => {
  await embeds?.end();
  await served?.stop();
});

test(`${pages} pages see a change a second`, { timeout: 180_000 }, async () => {
  const { port, board } = served;
  const ana = await RawClient.connect(served.url, { board: board.id, key: board.keys.member });
  await ana.enter('Ana');
  await ana.sync();
  expect(await embeds.ask('read', { port, board: board.id, origin: site, count: pages })).toBe(pages);
  const before = await served.look();
  const began = performance.now();
  for (let nth = 1; nth <= changes; nth += 1) {
    await ana.card(`written ${Date.now()}`);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + nth * 1_000 - performance.now())));
  }
  const core = ((await served.look()).cpu - before.cpu) / ((performance.now() - began) / 1_000);
  const { count, p50, p99 } = await embeds.ask('seen');
  print(
    `${pages} embedded boards, ${changes} changes: seen after p50 ${p50} ms, p99 ${p99} ms; ${(100 * core).toFixed(0)} % of a core`,
  );
  expect(count).toBeGreaterThanOrEqual(pages * (changes - 1));
  expect(p99).toBeLessThanOrEqual(2_000);
  if (form !== 'short') expect(core).toBeLessThanOrEqual(0.3);
  ana.close();
});
