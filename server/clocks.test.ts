/** Everyone sees the same second: real sockets, lines that are slow one way, and devices whose clocks are minutes off. */
import { expect, onTestFinished, test } from 'vitest';
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import { socketIoWire } from '#client/sync/socket-io-wire.ts';
import { plainSurroundings } from '#client/sync/surroundings.ts';
import type { OpenWire } from '#client/sync/wire.ts';
import type { NewBoard } from './rooms/rooms.ts';
import { startWorld, type World } from './testing/world.ts';

const MINUTES = 60_000;
/** How far clocks may lie apart, ms. */
const APART = 250;

const later = (delay: number): Promise<void> => new Promise((done) => setTimeout(done, delay));

/** A line on which questions and answers take so long, ms. */
function line(url: string, up: number, down: number): OpenWire {
  return (auth, listener) => {
    const wire = socketIoWire(url)(auth, listener);
    return {
      ...wire,
      request: async (event, payload) => {
        await later(up);
        const answer = await wire.request(event, payload);
        await later(down);
        return answer;
      },
    };
  };
}

function visit(
  { url }: World,
  { id, keys }: NewBoard,
  skew: number,
  up: number,
  down: number,
): HeadlessSession {
  const around = plainSurroundings();
  const session = headless({
    url,
    board: id,
    key: keys.viewer,
    around: { ...around, now: () => around.now() + skew },
    openWire: line(url, up, down),
  });
  onTestFinished(() => session.close());
  return session;
}

/** How far it is off the log's clock: the server and this test are one process. */
const off = (session: HeadlessSession): number => session.now() - Date.now();

test('clocks that are five minutes off lie within 250 ms once they are looked at', async () => {
  const world = await startWorld();
  const board = await world.board();
  const sessions = [
    visit(world, board, -5 * MINUTES, 5, 220),
    visit(world, board, 5 * MINUTES, 220, 5),
    visit(world, board, 0, 0, 0),
  ];
  const apart = (): number => Math.max(...sessions.map(off)) - Math.min(...sessions.map(off));
  await Promise.all(sessions.map((session) => session.live()));
  for (const session of sessions) session.keepTime();
  await expect.poll(apart, { timeout: 10_000 }).toBeLessThan(APART);
  // a line that comes back begins with a slow answer: what was measured stays
  const [late] = sessions;
  late?.retry();
  await late?.until(({ connection }) => connection.state !== 'live');
  await late?.live();
  expect(apart()).toBeLessThan(APART);
});
