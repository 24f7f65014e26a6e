/** A node that cannot ask what is new serves nobody on what was true some time ago. */
import { expect, test, vi } from 'vitest';
import { memoryStore } from '#server/store/memory.ts';
import type { LogStore } from '#server/store/port.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { realSurroundings } from '#server/surroundings.ts';
import { startWorld } from '#server/testing/world.ts';
import { limits } from '#shared/limits.ts';

/** A server whose store says what the test wants of how long ago it saw the end of the log, at a time that it wants. */
async function worldThatSaw(seen: LogStore['seen'], ahead: () => number = () => 0) {
  const around = { ...realSurroundings, mono: () => performance.now() + ahead() };
  const world = await startWorld({ store: { ...memoryStore(), seen }, around });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  return { world, board, ana };
}

test('everyone is sent away, nobody is let in, and all come back when it can ask again', async () => {
  let ago = 0;
  const { world, board, ana } = await worldThatSaw(
    () => ({ seq: 1, ago }),
    () => ago,
  );
  const knock = () => RawClient.connect(world.url, { board: board.id, device: ana.secret });
  ago = limits.outOfTouchFor + 1_000;
  expect(await ana.hears('bye')).toEqual(['restarting']);
  await expect(knock()).rejects.toThrow('restarting');
  expect(await world.app.metrics.registry.metrics()).toContain('tilth_sent_away_total 1');
  ago = 0;
  const again = await knock();
  await again.sync();
  expect(again.member).toBe(ana.member);
  again.close();
});

test('a board that grew elsewhere counts from when all of it was known here', async () => {
  let seq = 0;
  const { world, board } = await worldThatSaw(() => ({ seq, ago: 0 }));
  const hold = await world.app.rooms.hold(board.id);
  const { room } = hold!;
  expect(room.outOfTouch).toBe(0);
  seq = room.seq + 1;
  await vi.waitFor(() => expect(room.outOfTouch).toBeGreaterThan(100));
  seq = room.seq;
  expect(room.outOfTouch).toBe(0);
  hold!.release();
});
