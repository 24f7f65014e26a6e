import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { memoryStore } from './memory.ts';
import { entryFormat, formatOfState } from './format.ts';

test('what an older node can serve is written so that it does; a session is not', async () => {
  const store = memoryStore();
  const world = await startWorld({ store });
  const board = await world.board();
  const hanna = await world.person(board, 'Hanna', 'facilitator');
  await hanna.card('A ladder');
  const formats = async (): Promise<number[]> => {
    const read = await store.read(board.id, 0);
    return read.type === 'entries' ? read.entries.map(({ format }) => format) : [];
  };
  expect(Math.max(...(await formats()))).toBe(1);
  expect(formatOfState(hanna.state)).toBe(1);
  await hanna.command({
    type: 'session.plan',
    session: freshId('session'),
    title: 'Market',
    phases: [{ id: '1', name: 'One', prompt: '', minutes: 5, writes: [], sort: 'newest', atEnd: 'nothing' }],
  });
  expect((await formats()).at(-1)).toBe(entryFormat);
  await hanna.until(() => hanna.state.sessions.size === 1, 'the session');
  expect(formatOfState(hanna.state)).toBe(entryFormat);
});
