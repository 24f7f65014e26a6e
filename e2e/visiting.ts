/** A site of somebody else that shows a board, and somebody who reads it there. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BuiltServer, MadeBoard } from '../scripts/built-server.ts';
import { expect, test as base } from './actors.ts';
import { HostSite, strictToWrite } from './host-site.ts';

export { expect };

interface Visiting {
  site: HostSite;
  /** A page of somebody who reads the host's site. */
  visitor: Page;
}

export const test = base.extend<Visiting, { storageForFrames: boolean }>({
  /** Frames of other sites may keep things, each by the site around it, as browsers do that were not told otherwise. */
  storageForFrames: [false, { option: true, scope: 'worker' }],
  launchOptions: [
    async ({ launchOptions, storageForFrames }, use) => {
      // the runner leaves it out: of two lists of features to leave out, the browser takes the last
      const more = storageForFrames ? ['--disable-features=PaintHolding'] : [];
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...more] });
    },
    { scope: 'worker' },
  ],
  site: async ({}, use) => {
    const site = await HostSite.start();
    await use(site);
    await site.close();
  },
  visitor: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, locale: 'en-GB' });
    await use(await context.newPage());
    await context.close();
  },
});

/**
 * The facilitator lets these sites show the board, and no others.
 * @param from the address to come from, where the server trusts a proxy
 */
export function openTo(
  server: BuiltServer,
  board: MadeBoard,
  origins: string[],
  from?: string,
): Promise<void> {
  return server.openTo(board, origins, from);
}

export const tag = (board: MadeBoard, more = ''): string =>
  `<tilth-board board="${board.id}" ${more}></tilth-board>`;

/** The snippets of docs/embedding.md in one language, for this server and board instead of the example's. */
export async function snippets(
  language: 'html' | 'js' | 'jsx' | 'vue' | 'php' | 'sh',
  server: BuiltServer,
  board: MadeBoard,
): Promise<string[]> {
  const page = await readFile('docs/embedding.md', 'utf8');
  const found = [...page.matchAll(new RegExp('```' + language + '\\n([^`]*)```', 'g'))].map(
    ([, code = '']) => code,
  );
  return found.map((code) =>
    code.replaceAll('https://tilth.example', server.origin).replaceAll('b_1234567890abcdefghijkl', board.id),
  );
}

export interface Visitor {
  id: string;
  name: string;
}
/** What the site's server does for a visitor who is signed in there. `for`: how long the token lasts, seconds. */
export type SignFor = (
  visitor: Visitor,
  more?: { for?: number; role?: 'member' | 'viewer' },
) => Promise<string>;

/**
 * Makes a key of the board for a site, as its facilitator, and the site's end of it.
 * @param alg by a pair of keys, or by a secret that both know
 */
export async function keyFor(
  server: BuiltServer,
  board: MadeBoard,
  site: string,
  alg: 'EdDSA' | 'HS256' = 'EdDSA',
): Promise<SignFor> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const publicKey = alg === 'EdDSA' ? { publicKey: await exportJWK(pair.publicKey) } : {};
  const reply = await fetch(`${server.origin}/api/boards/${board.id}/site-keys`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${new URL(board.links.facilitator).hash.replace('#key=', '')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ site, role: 'member', ...publicKey }),
  });
  expect(reply.status).toBe(201);
  const { key, secret = '' } = (await reply.json()) as { key: string; secret?: string };
  const signing = alg === 'EdDSA' ? pair.privateKey : Buffer.from(secret, 'base64url');
  return signWith(server, board, { site, key, alg, signing });
}

/** The site's end of a key that it has. */
export function signWith(
  server: BuiltServer,
  board: MadeBoard,
  has: { site: string; key: string; alg: 'EdDSA' | 'HS256'; signing: CryptoKey | Uint8Array },
): SignFor {
  return ({ id, name }, more = {}) =>
    new SignJWT({ board: board.id, name, role: more.role ?? 'member' })
      .setProtectedHeader({ alg: has.alg, kid: has.key })
      .setIssuer(has.site)
      .setAudience(server.origin)
      .setSubject(id)
      .setIssuedAt()
      .setExpirationTime(`${more.for ?? 300}s`)
      .setJti(randomUUID())
      .sign(has.signing);
}

/**
 * A page of the site whose visitors write, with the script of the documentation.
 * @param token what the site's server says when the page asks it for one; where it rejects, nobody is signed in
 * @param body around the board, which stands in it as a tag
 */
export async function pageToWrite(
  { server, board, site }: { server: BuiltServer; board: MadeBoard; site: HostSite },
  token: () => Promise<string>,
  body = `<main><h1>Neighbours</h1>${tag(board)}</main>`,
): Promise<string> {
  const script = (await snippets('js', server, board)).find((code) => code.includes('getToken')) ?? '';
  site.answer('/tilth-token', token);
  return site.page('/', server.origin, body + site.script('/write.js', script), strictToWrite(server.origin));
}
