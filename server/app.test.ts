import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from './app.ts';
import { firstBoardLines } from './first-board.ts';
import { freshId } from './rooms/secrets.ts';
import { memoryLog, memoryStore } from './store/memory.ts';
import { RawClient } from './testing/raw-client.ts';
import { quietConfig, startWorld } from './testing/world.ts';

/** The longest that ending may take with people connected, ms. */
const PROMPT = 3_000;

test('ending says good-bye to all, keeps what was acknowledged, lets nobody in, and is quick', async () => {
  const log = memoryLog();
  const world = await startWorld({ store: memoryStore({ log }) });
  const board = await world.board();
  const people = await Promise.all(Array.from({ length: 20 }, (_, i) => world.person(board, `Person ${i}`)));
  const acked: string[] = [];
  const sending = people.map(async (person) => {
    while (person.socket.connected) {
      const card = freshId('card');
      const reply = person.command({
        type: 'card.create',
        card,
        kind: 'need',
        title: 'x',
        body: '',
        chips: {},
      });
      void reply.then(
        (answer) => answer.ok && acked.push(card),
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await expect.poll(() => acked.length).toBeGreaterThan(50);
  const began = performance.now();
  const ending = world.app.close();
  expect(world.app.close()).toBe(ending);
  await expect(RawClient.connect(world.url, { board: board.id, key: board.keys.member })).rejects.toThrow();
  await ending;
  expect(performance.now() - began).toBeLessThan(PROMPT);
  for (const person of people) expect(await person.hears('bye')).toEqual(['restarting']);
  for (const person of people) person.close();
  await Promise.all(sending);

  const again = await startWorld({ store: memoryStore({ log }) });
  const late = await again.client({ board: board.id, key: board.keys.viewer });
  expect(acked.filter((card) => !late.state.cards.has(card))).toEqual([]);
});

test('ending does not wait for those who do not listen', async () => {
  const world = await startWorld();
  const board = await world.board();
  const deaf = await world.client({ board: board.id, key: board.keys.viewer });
  (deaf.socket.io.engine.transport as unknown as { ws: { pause(): void } }).ws.pause();
  const began = performance.now();
  await world.app.close();
  expect(performance.now() - began).toBeLessThan(PROMPT);
});

test('a ready board stands there after the first start; its links stay the same, and say when they do not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tilth-first-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const start = async () => {
    const app = await createApp({ ...quietConfig, dataDir });
    onTestFinished(() => app.close());
    return app;
  };
  const app = await start();
  const lines = await firstBoardLines(app.rooms, dataDir, 'http://board.example');
  expect(lines.map((line) => line.replace(/b_\w+#key=[\w-]{22}$/, '…'))).toEqual([
    'facilitator: http://board.example/b/…',
    'member: http://board.example/b/…',
    'viewer: http://board.example/b/…',
  ]);
  const file = join(dataDir, 'first-board.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('keys');
  await app.close();

  const second = await start();
  expect(await firstBoardLines(second.rooms, dataDir, 'http://board.example')).toEqual(lines);
  await second.listen();
  const url = `http://127.0.0.1:${second.port()}`;
  const [, board, key] = /\/b\/(\w+)#key=(.+)$/.exec(lines[0]!)!;
  const client = await RawClient.connect(url, { board, key });
  onTestFinished(() => client.close());
  await client.enter('Ana');
  expect(await client.access({ type: 'link.rotate', role: 'viewer' })).toMatchObject({ ok: true });
  const changed = await firstBoardLines(second.rooms, dataDir, 'http://board.example');
  expect(changed.slice(0, 2)).toEqual(lines.slice(0, 2));
  expect(changed[2]).toMatch(/^viewer: this link was changed on the board/);
});
