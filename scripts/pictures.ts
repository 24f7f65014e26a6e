/** Takes the screenshots in docs/pictures: the built server, an empty board and the demo's forty cards. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { BuiltServer, type MadeBoard } from './built-server.ts';
import { title } from './demo/cards.ts';
import { plant } from './demo/plant.ts';
import { findBrowser } from './setup/tools.mjs';

const folder = 'docs/pictures';

const devices = {
  desktop: { viewport: { width: 1440, height: 1000 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;
type Device = keyof typeof devices;
type Theme = 'light' | 'dark';

/** Everything on the screen has its final face: fonts are here, and two frames have been drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
  });
}

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`${folder}/${name}.png`);
}

type Visitor = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Lets Elin join a board. @returns what her browser keeps of it, so that she is one person in all pictures */
async function enter(browser: Browser, link: string): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Your name').fill('Elin');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  const visitor = await context.storageState({ indexedDB: true });
  await context.close();
  return visitor;
}

interface Scene {
  /** What is in the picture; the file's name begins with it. */
  name: string;
  visitor?: Visitor;
  show: (page: Page) => Promise<unknown>;
}

const lift = 'Lift to the clinic on Thursday morning';

async function scenes(browser: Browser, origin: string, empty: MadeBoard, full: MadeBoard): Promise<Scene[]> {
  const [visitor, early] = [
    await enter(browser, full.links.member),
    await enter(browser, empty.links.member),
  ];
  const board = async (page: Page): Promise<void> => {
    await page.goto(full.links.member);
    await page.getByRole('article').first().waitFor();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  };
  const card = async (page: Page): Promise<void> => {
    await board(page);
    await page.getByRole('article', { name: lift }).getByRole('heading').getByRole('button').click();
    await page.getByRole('dialog').waitFor();
  };
  return [
    { name: 'start', show: (page) => page.goto(origin) },
    {
      name: 'join',
      show: async (page) => {
        await page.goto(full.links.member);
        await page.getByLabel('Your name').waitFor();
      },
    },
    {
      name: 'board-empty',
      visitor: early,
      show: async (page) => {
        await page.goto(empty.links.member);
        await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
      },
    },
    { name: 'board-40', visitor, show: board },
    { name: 'card', visitor, show: card },
    {
      name: 'help',
      visitor,
      show: async (page) => {
        await board(page);
        await page.getByRole('article', { name: lift }).getByRole('button', { name: 'I can help' }).click();
        await page.getByRole('button', { name: 'Offer this help' }).waitFor();
      },
    },
  ];
}

async function shoot(browser: Browser, scene: Scene, device: Device, theme: Theme): Promise<void> {
  const context = await browser.newContext({
    ...devices[device],
    ...(scene.visitor ? { storageState: scene.visitor } : {}),
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await scene.show(page);
  await take(page, `${scene.name}-${device}-${theme}`);
  await context.close();
}

const executablePath = findBrowser();
await mkdir(folder, { recursive: true });
const server = await BuiltServer.start();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox'],
});
try {
  const empty = await server.makeBoard(title);
  const full = await server.makeBoard(title);
  const people = await plant(server.origin, full);
  for (const scene of await scenes(browser, server.origin, empty, full)) {
    for (const device of ['desktop', 'phone'] as const) {
      for (const theme of ['light', 'dark'] as const) await shoot(browser, scene, device, theme);
    }
  }
  for (const session of people.values()) session.close();
} finally {
  await browser.close();
  await server.dispose();
}
