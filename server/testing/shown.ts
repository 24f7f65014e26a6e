/** A board that a site may show, and what its pages and its facilitator ask of it. */
import type { NewBoard } from '#server/rooms/rooms.ts';
import { startWorld, type World } from './world.ts';

export const library = 'https://library.example';

/** The list of sites replaces the one before. */
export function putSites(world: World, board: NewBoard, origins: unknown, key = board.keys.facilitator) {
  return world.app.inject({
    method: 'PUT',
    url: `/api/boards/${board.id}/sites`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ origins }),
  });
}

/** The picture, as a page of the library asks for it. */
export function getPicture(
  world: World,
  board: string,
  headers: Record<string, string> = { origin: library },
) {
  return world.app.inject({ url: `/api/boards/${board}/public`, headers });
}

/** A board that the library may show. */
export async function shownBoard(): Promise<{ world: World; board: NewBoard }> {
  const world = await startWorld();
  const board = await world.board('Our street');
  const { statusCode } = await putSites(world, board, [library]);
  if (statusCode !== 200) throw new Error(`The board was not opened: ${statusCode}`);
  return { world, board };
}
