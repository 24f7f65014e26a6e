/**
 * A board with forty cards on which three people go on working, for a first look. It lives in a folder of its own that
 * is gone when the demo ends; nothing of your own boards is touched. PORT names its port, else it takes a free one.
 */
import { title } from './demo/cards.ts';
import { goOn } from './demo/live.ts';
import { plant } from './demo/plant.ts';
import { BuiltServer } from './built-server.ts';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

const server = await BuiltServer.start(Number(process.env['PORT']) || undefined);
try {
  const board = await server.makeBoard(title);
  const people = await plant(server.origin, board);
  for (const [role, link] of Object.entries(board.links)) console.log(`${role}: ${link}`);
  console.log('Three people go on working there. Ctrl+C ends the demo, and everything in it is gone.');
  await goOn(people, ending.signal);
  for (const session of people.values()) session.close();
} finally {
  await server.dispose();
}
