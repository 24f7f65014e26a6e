import { expect, onTestFinished, test, vi } from 'vitest';
import { createMetrics } from '#server/metrics.ts';
import { memoryLog, type MemoryOptions, memoryStore } from '#server/store/memory.ts';
import { freshId } from './secrets.ts';
import { Rooms } from './rooms.ts';
import type { Room } from './room.ts';

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() } as never;

async function node(options: MemoryOptions): Promise<Rooms> {
  const store = memoryStore(options);
  await store.open();
  const rooms = new Rooms({ store, log, metrics: createMetrics() });
  onTestFinished(() => rooms.close());
  return rooms;
}

const join = (room: Room, name: string) =>
  room.do({
    type: 'command',
    id: freshId('command'),
    actor: { type: 'link', role: 'facilitator' },
    commands: () => [
      {
        type: 'member.join',
        member: freshId('member'),
        name,
        role: 'member',
        device: freshId('device'),
        hash: freshId('device'),
      },
    ],
  });

test('a node with a long way to the store wins too, however busy a nearer one is', async () => {
  const shared = memoryLog();
  const near = await node({ log: shared });
  const far = await node({
    log: shared,
    fault: (call) => (call.type === 'append' ? new Promise((resolve) => setTimeout(resolve, 4)) : undefined),
  });
  const board = (await near.create('Trial'))!;
  const [here, there] = [(await near.hold(board.id))!, (await far.hold(board.id))!];
  let busy = 0;
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted && busy < 600) {
      await join(here.room, `Near ${busy}`);
      busy += 1;
    }
  })();
  for (let i = 0; i < 5; i++) expect(await join(there.room, `Far ${i}`)).toMatchObject({ type: 'applied' });
  over.abort();
  await writing;
  // Without turns the far one would have written only after the near one had ended.
  expect(busy).toBeLessThan(300);
});
