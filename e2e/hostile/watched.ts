/** Somebody who looks, in a browser that obeys no policy, at a board that holds every hostile string in every field. */
import type { Browser, BrowserContext, Frame, Page } from '@playwright/test';
import type { RawClient } from '#server/testing/raw-client.ts';
import { BuiltServer, type MadeBoard } from '../../scripts/built-server.ts';
import { expect, test as base } from '../actors.ts';
import { HostSite } from '../../scripts/host-site.ts';
import { openTo } from '../visiting.ts';
import { type Crowd, hostileCrowd } from './crowd.ts';
import { hostile } from './strings.ts';
import { look, Tripwire } from './tripwire.ts';

/** A page over the tripwire. */
export class Watched {
  private constructor(
    readonly page: Page,
    readonly wire: Tripwire,
    private readonly context: BrowserContext,
  ) {}

  /** @param hosts origins that its pages may ask */
  static async open(browser: Browser, hosts: readonly string[], bypassCSP = true): Promise<Watched> {
    const context = await browser.newContext({ bypassCSP, viewport: { width: 1440, height: 1000 } });
    const wire = await Tripwire.lay(
      context,
      hosts.map((origin) => new URL(origin).host),
    );
    return new Watched(await context.newPage(), wire, context);
  }

  /** The strings are there to be read, and nothing became markup. */
  async reads(strings: readonly string[], where: Page | Frame = this.page): Promise<void> {
    await expect(async () => {
      const { missing, foreign } = await look(where, strings);
      expect(foreign).toEqual([]);
      expect(missing).toEqual([]);
    }).toPass({ timeout: 10_000, intervals: [20, 50, 100, 250] });
  }

  /** The same, and nothing ran. */
  async showsAsWords(strings: readonly string[], where: Page | Frame = this.page): Promise<void> {
    await this.reads(strings, where);
    // what anything that was shown could have asked for has failed by the time that this has
    await where.evaluate(
      () =>
        new Promise((failed) => {
          const picture = new Image();
          picture.addEventListener('error', failed);
          picture.src = '/not-there.png';
        }),
    );
    expect(this.wire.bites).toEqual([]);
  }

  /** Opens a board on this device as somebody who is there already, by a pass that they make. */
  async becomes(person: RawClient, server: BuiltServer, board: MadeBoard): Promise<void> {
    const reply = await person.access({ type: 'pass.mint', member: person.member });
    if (!reply.ok || reply.type !== 'pass') throw new Error('no pass');
    await this.page.goto(`${server.origin}/b/${board.id}#pass=${reply.pass}`);
    await this.page.getByRole('button', { name: 'Yes, this is me' }).click();
    await expect(this.page.getByRole('button', { name: /^More/ }).first()).toBeVisible();
  }

  /** Something behind the menu, which opens a sheet. */
  async choose(item: string): Promise<void> {
    await this.page.getByRole('button', { name: /^More/ }).first().click();
    await this.page.getByRole('button', { name: item, exact: true }).click();
    await expect(this.page.getByRole('dialog')).toBeVisible();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

export interface Planted {
  server: BuiltServer;
  site: HostSite;
  /** A board that holds every string in every field. */
  full: { board: MadeBoard; crowd: Crowd };
}

/** A hall full of people behind one proxy, who are quick. */
const hall = { COMMANDS_PER_SECOND: '100000', SOCKETS_PER_ADDRESS: '2000', TRUST_PROXY: '1' };

export const test = base.extend<{ watched: Watched }, Planted>({
  server: [
    async ({}, use) => {
      const server = await BuiltServer.start(undefined, hall);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({}, use) => {
      const site = await HostSite.start();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  full: [
    async ({ server, site }, use) => {
      const board = await server.makeBoard(hostile[1] ?? '');
      await openTo(server, board, [site.origin]);
      const crowd = await hostileCrowd(server.origin, board);
      await use({ board, crowd });
      crowd.leave();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  watched: async ({ browser, server, site }, use) => {
    const watched = await Watched.open(browser, [server.origin, site.origin]);
    await use(watched);
    await watched.close();
  },
});
