/** The commands of docs/embedding.md, and its lines for a site's server, do what they say. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { transformWithOxc } from 'vite';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { expect, snippets, test } from '../visiting.ts';

type TokenFor = (person: { id: string; name: string }, key: string, privateKey: CryptoKey) => Promise<string>;

/** Runs lines for a server. They stand beside the packages, to find them. */
async function load(code: string): Promise<{ tokenFor: TokenFor }> {
  const folder = await mkdtemp('node_modules/.documented-');
  try {
    const file = join(folder, 'token.mjs');
    await writeFile(file, (await transformWithOxc(code, 'token.ts')).code);
    return (await import(pathToFileURL(file).href)) as { tokenFor: TokenFor };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a site is put on the list, given a key, and its visitor comes in by the token of the documentation', async ({
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

  const [lines = ''] = await snippets('ts', server, board);
  const { tokenFor } = await load(ours(lines));
  const token = await tokenFor({ id: 'visitor-7', name: 'Cleo' }, key, privateKey);
  const cleo = await RawClient.connect(server.origin, { board: board.id, token, site: site.origin });
  await cleo.ask('enter', { id: freshId('command'), secret: newSecret() });
  await ana.page.getByRole('button', { name: /^More/ }).first().click();
  await ana.page.getByRole('button', { name: 'People', exact: true }).click();
  await expect(ana.board.sheet).toContainText('Cleo');
  cleo.close();
});
