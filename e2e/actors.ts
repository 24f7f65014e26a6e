/** The people of the browser tests. Each has a browser context of their own; nothing is shared but the board. */
import { test as base, expect, type BrowserContextOptions } from '@playwright/test';
import type { Role } from '#shared/board/types.ts';
import { BuiltServer, type MadeBoard } from '../scripts/built-server.ts';
import { Person } from './person.ts';

export { expect };

export interface Coming {
  /** Through which link. */
  as?: Role;
  phone?: boolean;
  dark?: boolean;
}

interface Actors {
  /** A new board on the server. */
  board: MadeBoard;
  /** Opens a browser for someone and lets them open the board by its link; they have not joined yet. */
  arrive: (name: string, coming?: Coming) => Promise<Person>;
  /** The same, and they join. */
  come: (name: string, coming?: Coming) => Promise<Person>;
  ana: Person;
  ben: Person;
  facilitator: Person;
}

const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 1000 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

export const test = base.extend<Actors, { server: BuiltServer }>({
  server: [
    async ({}, use) => {
      const server = await BuiltServer.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  board: async ({ server }, use, info) => use(await server.makeBoard(info.title.slice(0, 60))),
  arrive: async ({ browser, board }, use) => {
    const people: Person[] = [];
    await use(async (name, { as = 'member', phone: small = false, dark = false } = {}) => {
      const context = await browser.newContext({
        ...(small ? phone : desktop),
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale: 'en-GB',
      });
      const person = new Person(name, await context.newPage(), board.links[as]);
      people.push(person);
      await person.page.goto(person.link);
      return person;
    });
    for (const person of people) {
      await person.page.context().close();
      expect(person.problems, `what went wrong in ${person.name}'s page`).toEqual([]);
    }
  },
  come: async ({ arrive }, use) => {
    await use(async (name, coming) => {
      const person = await arrive(name, coming);
      await person.join();
      return person;
    });
  },
  ana: async ({ come }, use) => use(await come('Ana')),
  ben: async ({ come }, use) => use(await come('Ben')),
  facilitator: async ({ come }, use) => use(await come('Faro', { as: 'facilitator' })),
});
