/** The commands of docs/embedding.md do what they say; its lines for a site's server are run by server/embedding.test.ts. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair } from 'jose';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { expect, signWith, snippets, test } from '../visiting.ts';

test('a site is put on the list, given a key, and its visitor comes in by a token', async ({
  server,
  board,
  site,
  ana,
}) => {
  const ours = (code: string): string => code.replaceAll('https://library.example', site.origin);
  const env = { ...process.env, FACILITATOR_KEY: new URL(board.links.facilitator).hash.replace('#key=', '') };
  const run = async (command: string): Promise<unknown> => {
    const { stdout } = await promisify(execFile)('bash', ['-c', `${command.trim()} --silent`], { env });
    return JSON.parse(stdout) as unknown;
  };
  const [list = '', keys = ''] = await snippets('sh', server, board);
  expect(await run(ours(list))).toEqual({ origins: [site.origin] });
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const { x = '' } = await exportJWK(publicKey);
  const { key } = (await run(ours(keys).replace('"x": "…"', `"x": "${x}"`))) as { key: string };

  const sign = signWith(server, board, { site: site.origin, key, alg: 'EdDSA', signing: privateKey });
  const token = await sign({ id: 'visitor-7', name: 'Cleo' });
  const cleo = await RawClient.connect(server.origin, { board: board.id, token, site: site.origin });
  await cleo.ask('enter', { id: freshId('command'), secret: newSecret() });
  await ana.page.getByRole('button', { name: /^More/ }).first().click();
  await ana.page.getByRole('button', { name: 'People', exact: true }).click();
  await expect(ana.board.sheet).toContainText('Cleo');
  cleo.close();
});
