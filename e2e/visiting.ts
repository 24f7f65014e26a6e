/** A site of somebody else that shows a board, and somebody who reads it there. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { BuiltServer, MadeBoard } from '../scripts/built-server.ts';
import { test as base } from './actors.ts';
import { HostSite } from './host-site.ts';

export { expect } from './actors.ts';

interface Visiting {
  site: HostSite;
  /** A page of somebody who reads the host's site. */
  visitor: Page;
}

export const test = base.extend<Visiting>({
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
  language: 'html' | 'js' | 'jsx' | 'vue' | 'php',
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
