/** Another site that gets a key of a board, whose secret lies with the board's records. */
import { Host, secretSigning } from '#server/testing/host.ts';
import type { MadeBoard } from '../processes/new-board.ts';
import { publicUrl } from './places.ts';

export async function hostOf(url: string, board: MadeBoard): Promise<Host> {
  const site = 'https://library.example';
  const ask = async (method: string, path: string, body: object): Promise<unknown> => {
    const reply = await fetch(`${url}/api/boards/${board.id}/${path}`, {
      method,
      headers: { authorization: `Bearer ${board.keys.facilitator}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return reply.json();
  };
  await ask('PUT', 'sites', { origins: [site] });
  const { key, secret } = (await ask('POST', 'site-keys', { site })) as { key: string; secret: string };
  return new Host({ site, key, signing: secretSigning(secret), board: board.id, audience: publicUrl });
}
