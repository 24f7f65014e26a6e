/** A site of somebody else that shows a board, and somebody who reads it there. */
import type { Page } from '@playwright/test';
import type { BuiltServer, MadeBoard } from '../scripts/built-server.ts';
import { expect, test as base } from './actors.ts';
import { HostSite } from '../scripts/host-site.ts';
import { findBrowser } from '../scripts/setup/tools.mjs';

export { expect };
export {
  keyFor,
  pageToWrite,
  type SignFor,
  signWith,
  snippets,
  tag,
  type Visitor,
} from '../scripts/host-page.ts';

interface Visiting {
  site: HostSite;
  /** A page of somebody who reads the host's site. */
  visitor: Page;
}

/**
 * What frames of other sites may keep: each by the site around it, as browsers do that were not told otherwise; nothing,
 * as where people chose so; or whatever the browser lets them, where a walk does not care.
 */
type StorageForFrames = 'by site' | 'none' | 'any';

export const test = base.extend<Visiting, { storageForFrames: StorageForFrames }>({
  storageForFrames: ['any', { option: true, scope: 'worker' }],
  launchOptions: [
    async ({ launchOptions, storageForFrames }, use) => {
      // the runner leaves it out: of two lists of features to leave out, the browser takes the last
      const more = storageForFrames === 'by site' ? ['--disable-features=PaintHolding'] : [];
      // only the whole browser, in a window of which nothing is kept, refuses them
      const whole = storageForFrames === 'none' ? findBrowser() : null;
      await use({
        ...launchOptions,
        ...(whole && { executablePath: whole }),
        args: [...(launchOptions.args ?? []), ...more],
      });
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
