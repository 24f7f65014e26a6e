/** A site of somebody else, as its own people would make it: a page with a board, and a server that says who its visitors are. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BuiltServer, MadeBoard } from './built-server.ts';
import { type HostSite, strictToWrite } from './host-site.ts';

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
  if (reply.status !== 201) throw new Error(`no key was made: ${reply.status}`);
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
