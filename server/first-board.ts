/**
 * The board that stands ready after the first start, so that a newcomer has something to open. Its links are kept in a
 * file that only the server's user may read: the store itself keeps hashes alone, and `npm start` prints the links each
 * time.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkTo } from './http/boards.ts';
import { hashSecret } from './rooms/secrets.ts';
import type { NewBoard, Rooms } from './rooms/rooms.ts';
import { roles, type Role } from '#shared/board/types.ts';

const FILE = 'first-board.json';
const TITLE = 'Our neighbourhood';

/** One line a role: the link, or what became of it. */
export async function firstBoardLines(rooms: Rooms, dataDir: string, origin: string): Promise<string[]> {
  const board = (await kept(dataDir)) ?? (await make(rooms, dataDir));
  if (!board) return [];
  const valid = await validKeys(rooms, board);
  const order: readonly Role[] = roles.toReversed();
  return order.map((role) =>
    valid.has(role)
      ? `${role}: ${linkTo(origin, board.id, board.keys[role])}`
      : `${role}: this link was changed on the board; its facilitators have the new one`,
  );
}

async function kept(dataDir: string): Promise<NewBoard | null> {
  let text: string;
  try {
    text = await readFile(join(dataDir, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return JSON.parse(text) as NewBoard;
}

async function make(rooms: Rooms, dataDir: string): Promise<NewBoard | null> {
  const board = await rooms.create(TITLE);
  if (!board) return null;
  // Whole or not at all: a half-written file would hide the links of a board that is there.
  const unfinished = join(dataDir, `${FILE}.new`);
  await writeFile(unfinished, `${JSON.stringify(board, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, join(dataDir, FILE));
  return board;
}

async function validKeys(rooms: Rooms, { id, keys }: NewBoard): Promise<Set<Role>> {
  const hold = await rooms.hold(id);
  if (!hold) return new Set();
  const valid = roles.filter((role) => hold.room.keys.find('link', hashSecret(keys[role])));
  hold.release();
  return new Set(valid);
}
