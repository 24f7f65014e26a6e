import { expect, test as base } from '../actors.ts';
import { BuiltServer } from '../../scripts/built-server.ts';
import { TestRedis } from '../../server/testing/redis.ts';

/** A server that keeps its boards in a Redis of this test's own, because that is killed. */
const test = base.extend<object, { redis: TestRedis; server: BuiltServer }>({
  redis: [
    async ({}, use) => {
      const redis = await TestRedis.start();
      await use(redis);
      await redis.stop();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ redis }, use) => {
      // its own log would be full of what is done to it here
      const server = await BuiltServer.start(undefined, { REDIS_URL: redis.url, LOG_LEVEL: 'silent' });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
});

const away = 'Not saving just now';

test('Redis is killed: screens say that nothing is saved, and all is there when it is back, once', async ({
  redis,
  ana,
  ben,
}) => {
  await ana.board.add('need', 'Saved before');
  await expect(ben.board.card('Saved before')).toBeVisible();
  await redis.kill();
  const began = Date.now();
  // nobody writes; both are told all the same
  for (const { board } of [ana, ben]) await expect(board.connection(away)).toBeVisible({ timeout: 5_000 });
  console.log(`screens said so within ${Date.now() - began} ms`);

  await ana.board.write('need', 'Written meanwhile');
  await expect(ana.board.card('Written meanwhile')).toBeVisible();
  await ana.board.input('offer').fill('Half a sentence');
  await expect(ana.board.connection('Saved')).toHaveCount(0);

  await ana.page.reload();
  // A page that could not say it is going still holds its words for a few seconds.
  await expect(ana.board.card('Written meanwhile')).toBeVisible({ timeout: 25_000 });
  await expect(ana.board.input('offer')).toHaveValue('Half a sentence');
  await expect(ana.board.connection(away)).toBeVisible();
  await ana.board.write('need', 'And after a reload');
  await expect(ana.board.connection('Saved')).toHaveCount(0);
  await expect(ben.board.connection(away)).toBeVisible();

  await redis.start();
  for (const title of ['Written meanwhile', 'And after a reload'])
    await expect(ben.board.card(title)).toBeVisible();
  for (const { board } of [ana, ben]) {
    await board.isSaved();
    for (const title of ['Saved before', 'Written meanwhile', 'And after a reload'])
      await expect(board.card(title)).toHaveCount(1);
  }
});
