/** Nodes of two versions on one Redis, as while an upgrade rolls. */
import { expect, test, vi } from 'vitest';
import { realSurroundings } from './surroundings.ts';
import { redisStore } from './store/redis/engine.ts';
import { entryFormat } from './store/format.ts';
import { RawClient } from './testing/raw-client.ts';
import { TestRedis } from './testing/redis.ts';
import { startWorld } from './testing/world.ts';

test('a node that does not know how a newer one writes sends its people to the newer one', async ({
  onTestFinished,
}) => {
  const redis = await TestRedis.start();
  onTestFinished(() => redis.stop());
  // The node's clock runs faster than the test, but not as if its process had slept.
  let ahead = 0;
  const around = { ...realSurroundings, mono: () => performance.now() + ahead };
  const older = await startWorld({ around }, { redisUrl: redis.url });
  const board = await older.board();
  const ana = await older.person(board, 'Ana');
  const viewer = await older.client({ board: board.id, key: board.keys.viewer });

  const newer = redisStore({ url: redis.url });
  await newer.open();
  onTestFinished(() => newer.close());
  const { seq } = ana;
  const next = { format: entryFormat + 1, seq: seq + 1, at: newer.now(), id: 'q_newer00000', by: '' };
  expect(await newer.append(board.id, seq, [{ ...next, ops: [], texts: [], records: [] }], [])).toMatchObject(
    {
      type: 'ok',
    },
  );

  // They hear that nothing is saved here, and soon that another node is better.
  expect(await viewer.hears('saving')).toEqual([false]);
  expect(await ana.command({ type: 'member.rest', resting: true })).toMatchObject({
    ok: false,
    refusal: { code: 'notNow', retry: 'later' },
  });
  await vi.waitFor(
    async () => {
      ahead += 180;
      expect(viewer.socket.connected || ana.socket.connected).toBe(false);
    },
    { timeout: 15_000, interval: 250 },
  );
  expect(await ana.hears('bye')).toEqual(['restarting']);
  const knock = (): Promise<RawClient> =>
    RawClient.connect(older.url, { board: board.id, device: ana.secret });
  await expect(knock()).rejects.toThrow('restarting');

  // Boards that no newer node has written to are served as ever.
  const other = await older.board('Another street');
  const ben = await older.person(other, 'Ben');
  await ben.card('Soup');
  // And one that starts now does not serve the newer one's either.
  const second = await startWorld({}, { redisUrl: redis.url });
  await expect(RawClient.connect(second.url, { board: board.id, device: ana.secret })).rejects.toThrow(
    'restarting',
  );
});
