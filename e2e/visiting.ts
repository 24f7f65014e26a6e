/** A site of somebody else that shows a board, and somebody who reads it there. */
import type { Page } from '@playwright/test';
import type { BuiltServer, MadeBoard } from '../scripts/built-server.ts';
import { expect, test as base } from './actors.ts';
import { HostSite } from '../scripts/host-site.ts';

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
