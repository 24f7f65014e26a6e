/**
 * A whole Offers and Needs Market: a facilitator, a projector and ten people, an hour played in minutes. In its middle
 * the server is killed, and the facilitator goes away and comes back. Once on one node, once on two that share a Redis.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { TestRedis } from '#server/testing/redis.ts';
import { expect, test as base, type Coming } from '../actors.ts';
import { Person } from '../person.ts';
import { BuiltServer, type MadeBoard } from '../../scripts/built-server.ts';

/** How much faster than in the hall. */
const SPEED = 60;
const names = ['Ana', 'Ben', 'Cem', 'Dao', 'Eva', 'Finn', 'Gus', 'Hal', 'Ida', 'Jun'];

interface Hall {
  /** The nodes; people are spread over them. */
  nodes: BuiltServer[];
  board: MadeBoard;
  enter: (name: string, node: number, coming?: Coming) => Promise<Person>;
}

const test = base.extend<{ two: boolean; hall: Hall }>({
  two: [false, { option: true }],
  hall: async ({ browser, two }, use) => {
    const redis = two ? await TestRedis.start() : null;
    const nodes: BuiltServer[] = [];
    for (let node = 0; node < (two ? 2 : 1); node += 1) {
      nodes.push(await BuiltServer.start(undefined, redis ? { REDIS_URL: redis.url } : {}));
    }
    const [first] = nodes;
    if (!first) throw new Error('there is no node');
    const board = await first.makeBoard('Elm Grove Neighbours');
    const people: Person[] = [];
    await use({
      nodes,
      board,
      async enter(name, node, { as = 'member', phone = false } = {}) {
        const viewport = phone ? { width: 390, height: 844 } : { width: 1280, height: 900 };
        const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
        const at = nodes[node % nodes.length] ?? first;
        const person = new Person(
          name,
          await context.newPage(),
          board.links[as].replace(first.origin, at.origin),
        );
        people.push(person);
        await person.page.goto(person.link);
        await person.join();
        return person;
      },
    });
    for (const { page, name, problems } of people) {
      await page.context().close();
      expect(problems, `what went wrong in ${name}'s page`).toEqual([]);
    }
    for (const node of nodes) await node.dispose();
    await redis?.stop();
  },
});

const press = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const part = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Takes the 60-minute market as the template file that it is, sixty times as fast, and puts it back in. */
async function planMarket(facilitator: Person): Promise<void> {
  const { page } = facilitator;
  await press(facilitator, 'Run a session');
  await page.getByRole('radio', { name: 'Offers and Needs Market, 60 minutes', exact: true }).check();
  const saved = page.waitForEvent('download');
  await press(facilitator, 'Save as a file');
  const file = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as {
    phases: { minutes: number }[];
  };
  expect(file.phases.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
  for (const phase of file.phases) phase.minutes /= SPEED;
  await page.getByLabel('Open a file').setInputFiles({
    name: 'market.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
}

async function next(facilitator: Person, name: string, everyone: readonly Page[]): Promise<void> {
  await press(facilitator, 'Next phase');
  await Promise.all(everyone.map((page) => expect(part(page, name)).toBeVisible()));
}

for (const two of [false, true]) {
  test.describe(two ? 'on two nodes with Redis' : 'on one node', () => {
    test.use({ two });

    test('a whole Offers and Needs Market', { tag: '@long' }, async ({ hall, browser }) => {
      test.setTimeout(300_000);
      const { nodes, board, enter } = hall;
      const facilitator = await enter('Faro', 0, { as: 'facilitator' });
      const people: Person[] = [];
      for (const [index, name] of names.entries())
        people.push(await enter(name, index, { phone: index % 3 === 0 }));
      const [ana, ben] = people as [Person, Person];

      const projector = await (
        await browser.newContext({ viewport: { width: 1920, height: 1080 } })
      ).newPage();
      const wall = new URL(board.links.viewer);
      wall.searchParams.set('view', 'wall');
      await projector.goto(wall.href);
      await expect(part(projector, 'Elm Grove Neighbours')).toBeVisible();
      const everyone = [...people.map(({ page }) => page), projector];

      await planMarket(facilitator);
      await press(facilitator, 'Start');
      await Promise.all(everyone.map((page) => expect(part(page, 'Welcome and agreements')).toBeVisible()));
      for (const page of everyone) await expect(page.getByRole('timer', { name: 'Time left' })).toBeVisible();

      // silence: everyone writes, and nobody sees a word of anybody else
      await next(facilitator, 'Offers: quiet writing', everyone);
      for (const person of people) await write(person, 'offer', `Offer of ${person.name}`);
      await expect(ana.page.getByText('10 written so far')).toBeVisible();
      await expect(projector.getByText('10 cards written so far')).toBeVisible();
      for (const page of everyone) {
        expect(await page.getByRole('article', { name: /^Offer of/ }).count()).toBeLessThanOrEqual(1);
      }

      // one's own group first, then all
      await next(facilitator, 'Offers market', everyone);
      await expect(ana.page.getByText(/^You are in group/)).toBeVisible();
      await expect(offers(ana)).toHaveCount(5);
      await next(facilitator, 'Networking', everyone);
      await expect(offers(ana)).toHaveCount(10);

      // the server dies in the middle; the facilitator's laptop as well
      await next(facilitator, 'Needs: quiet writing', everyone);
      await write(ben, 'need', 'A long ladder');
      await facilitator.page.goto('about:blank');
      for (const node of nodes) await node.end('SIGKILL');
      await write(ana, 'need', 'Written while it was down');
      for (const node of nodes) await node.up();
      for (const person of people) await person.board.isSaved();
      await Promise.all(everyone.map((page) => expect(part(page, 'Needs: quiet writing')).toBeVisible()));
      await facilitator.page.goto(facilitator.link);
      await expect(facilitator.page.getByRole('button', { name: 'Next phase', exact: true })).toBeVisible();
      expect(await needs(ana).count()).toBe(1);

      await next(facilitator, 'Needs market', everyone);
      await next(facilitator, 'Networking, new groups', everyone);
      for (const person of [ana, ben]) await expect(needs(person)).toHaveCount(2);
      await ana.board.press('A long ladder', 'I can help');
      await ana.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
      await showLane(ben, 'Needs');
      await ben.board.press('A long ladder', 'Accept');

      await next(facilitator, 'Choose one of each', everyone);
      await next(facilitator, 'Market of the unmatched', everyone);
      await next(facilitator, 'Last networking', everyone);
      await next(facilitator, 'Thanks and follow-up', everyone);
      await press(facilitator, 'End session');
      for (const { page } of people)
        await expect(page.getByRole('button', { name: 'See the harvest' })).toBeVisible();
      await press(ana, 'See the harvest');
      await expect(ana.page.getByRole('dialog')).toContainText('A long ladder');
      await projector.context().close();
    });
  });
}

const offers = ({ page }: Person) => page.getByRole('article', { name: /^Offer of/, includeHidden: true });
const needs = ({ page }: Person) =>
  page.getByRole('article', { name: /^(A long ladder|Written while it was down)$/, includeHidden: true });

/** On a phone one lane is in front at a time. */
async function showLane({ page }: Person, name: 'Needs' | 'Offers'): Promise<void> {
  const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) });
  if (await tab.isVisible()) await tab.click();
}

async function write(person: Person, kind: 'need' | 'offer', title: string): Promise<void> {
  await showLane(person, kind === 'need' ? 'Needs' : 'Offers');
  const { page, board } = person;
  const add = page.getByRole('button', { name: kind === 'need' ? /^\+? ?Need$/ : /^\+? ?Offer$/ });
  if (await add.first().isVisible()) await add.first().click();
  await board.write(kind, title);
}
