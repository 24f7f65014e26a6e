import type { Role } from '#shared/board/types.ts';

export interface MadeBoard {
  id: string;
  keys: Record<Role, string>;
}

/** Makes a board as the start page does. @param url origin of a server */
export async function newBoard(url: string, title = 'A board under fire'): Promise<MadeBoard> {
  const reply = await fetch(`${url}/api/boards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  if (reply.status !== 201) throw new Error(`no board was made: ${reply.status}`);
  const { id, links } = (await reply.json()) as { id: string; links: Record<Role, string> };
  const key = (role: Role): string => new URL(links[role]).hash.slice('#key='.length);
  return { id, keys: { facilitator: key('facilitator'), member: key('member'), viewer: key('viewer') } };
}
