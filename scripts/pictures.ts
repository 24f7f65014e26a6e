/** Takes the screenshots in docs/pictures: the built server, an empty board, the demo's forty cards, and sessions on them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import type { BoardSession } from '#client/session/port.ts';
import { HostSite } from './host-site.ts';
import { keyFor, pageToWrite, tag } from './host-page.ts';
import { BuiltServer, type MadeBoard } from './built-server.ts';
import { title } from './demo/cards.ts';
import { Conductor, phase } from './demo/conductor.ts';
import { holdMarket } from './demo/evening.ts';
import { plant } from './demo/plant.ts';
import { findBrowser } from './setup/tools.mjs';

const folder = 'docs/pictures';
/** `npm run pictures -- wall harvest` takes those alone. */
const wanted = process.argv.slice(2);

const devices = {
  wall: { viewport: { width: 1920, height: 1080 } },
  wall43: { viewport: { width: 1024, height: 768 } },
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
  /** Left out: a desk and a phone. */
  on?: readonly Device[];
  show: (page: Page) => Promise<unknown>;
}

const lift = 'Lift to the clinic on Thursday morning';

async function scenes(
  browser: Browser,
  server: BuiltServer,
  { empty, full, market }: Record<'empty' | 'full' | 'market', MadeBoard>,
  library: string,
): Promise<Scene[]> {
  const { origin } = server;
  const [visitor, early, guest, hostess] = [
    await enter(browser, full.links.member),
    await enter(browser, empty.links.member),
    await enter(browser, market.links.member),
    await enter(browser, full.links.facilitator),
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
    { name: 'code', show: (page) => page.goto(`${origin}/join`) },
    {
      name: 'embed',
      show: async (page) => {
        await page.goto(library);
        await page.getByRole('article').first().waitFor();
      },
    },
    {
      name: 'embed-live',
      show: async (page) => {
        await page.goto(library);
        await page.getByRole('button', { name: 'Write on this board' }).click();
        const live = page.frameLocator('tilth-board iframe');
        await live.getByRole('article').first().waitFor();
        await live.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
      },
    },
    {
      name: 'run-session',
      visitor: hostess,
      show: async (page) => {
        await page.goto(full.links.facilitator);
        await page.getByRole('button', { name: 'Run a session', exact: true }).click();
        await page.getByRole('radio', { name: 'Reciprocity Ring' }).check();
      },
    },
    {
      name: 'on-site',
      visitor: hostess,
      show: async (page) => {
        await page.goto(full.links.facilitator);
        await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
        await page.getByRole('button', { name: /^More/ }).first().click();
        await page.getByRole('button', { name: 'On your site', exact: true }).click();
        const preview = page.frameLocator('iframe');
        await preview.getByText('Live, you are reading along').waitFor();
        await page
          .getByRole('heading', { name: 'Lines for your page' })
          .evaluate((head) => head.scrollIntoView());
      },
    },
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
    {
      name: 'harvest',
      visitor: guest,
      show: async (page) => {
        await page.goto(market.links.member);
        await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
        await page.getByRole('button', { name: /^More/ }).first().click();
        await page.getByRole('button', { name: 'Harvest', exact: true }).click();
        const web = page.getByRole('img', { name: /^The web of help/ });
        await web.waitFor();
        await page
          .getByRole('heading', { name: 'The web of help' })
          .evaluate((head) => head.scrollIntoView());
      },
    },
    {
      name: 'wall',
      on: ['wall', 'wall43'],
      show: async (page) => {
        await page.goto(market.links.viewer.replace('#', '?view=wall#'));
        await page.getByRole('img', { name: /join this session/ }).waitFor();
      },
    },
  ];
}

const quiet = phase('Offers: quiet writing', {
  prompt: 'Write down what you could offer. One thing a card; small things count.',
  minutes: 8,
  writes: ['offer'],
  silent: 'all',
});
const trade = phase('Offers market', {
  prompt: 'In groups of four: read out what you offer, and say “I’d like this” to what you would like.',
  minutes: 20,
  groups: 4,
});
const unmet = phase('Market of the unmatched', { minutes: 15, sort: 'untouched', promotions: true });

/** A session as Elin sees it: while everyone writes in silence, and in the market after it. */
async function sessionScenes(browser: Browser, server: BuiltServer): Promise<[Scene[], BoardSession[]]> {
  const begin = async (): Promise<{
    board: MadeBoard;
    fay: Conductor;
    visitor: Visitor;
    here: BoardSession[];
  }> => {
    const board = await server.makeBoard(title);
    const people = await plant(server.origin, board);
    const fay = await Conductor.begin(server.origin, board, 'Fay', quiet, trade, unmet);
    for (const [name, person] of people) {
      await fay.takesPart(person, ['Halima', 'Rosa', 'Jun', 'Mira'].includes(name));
    }
    const visitor = await enter(browser, board.links.member);
    return { board, fay, visitor, here: [fay.client, ...people.values()] };
  };
  const [writing, trading] = [await begin(), await begin()];
  await trading.fay.next();
  await trading.fay.shows(trading.fay.card(lift));
  const show = async (page: Page, { links }: MadeBoard): Promise<void> => {
    await page.goto(links.member);
    await page.getByRole('timer').waitFor();
    await page.getByRole('article').first().waitFor();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  };
  // one for each time that the scene is shown, until there are enough
  const writings = ['Two hours of listening, with tea', 'A spare desk and a lamp'];
  const helper = await enter(browser, trading.board.links.facilitator);
  const cockpit = async (page: Page): Promise<void> => {
    await page.goto(trading.board.links.facilitator);
    await page.getByRole('main', { name: 'Cockpit' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  };
  return [
    [
      {
        name: 'session-quiet',
        visitor: writing.visitor,
        show: async (page) => {
          await show(page, writing.board);
          const offers = page.getByRole('tab', { name: /^Offers/ });
          if (await offers.isVisible()) await offers.click();
          const title = writings.shift();
          if (title) {
            await page.getByRole('textbox', { name: 'Add an offer' }).fill(title);
            await page.keyboard.press('Enter');
          }
          await page.getByRole('article').filter({ hasText: 'Only you see it' }).first().waitFor();
        },
      },
      { name: 'session-market', visitor: trading.visitor, show: (page) => show(page, trading.board) },
      { name: 'cockpit', visitor: helper, show: cockpit },
      {
        name: 'door',
        visitor: helper,
        show: async (page) => {
          await cockpit(page);
          const door = page.getByRole('region', { name: 'The door', exact: true });
          await door.getByRole('radio', { name: 'Ask me first' }).check();
          // the device that opened it knows the code; others make a new one
          await door
            .getByText(/\d{3} \d{3} \d{3}/)
            .or(door.getByRole('button', { name: 'New code' }))
            .first()
            .waitFor();
          await door.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
        },
      },
    ],
    [...writing.here, ...trading.here],
  ];
}

/** A page of a library that shows the board, and says of its reader who they are. */
async function libraryPage(server: BuiltServer, board: MadeBoard, site: HostSite): Promise<string> {
  await server.openTo(board, ['https://library.example', 'https://parish.example', site.origin]);
  const sign = await keyFor(server, board, site.origin);
  let readers = 0;
  const reader = (): Promise<string> => sign({ id: `reader ${(readers += 1)}`, name: 'Elin' });
  return pageToWrite({ server, board, site }, reader, `<main><h1>Northside Library</h1>${tag(board)}</main>`);
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
const site = await HostSite.start();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  // frames of other sites may keep things, as in browsers that nobody drives: the runner leaves that out in its own list
  args: ['--no-sandbox', '--disable-features=PaintHolding'],
});
try {
  const empty = await server.makeBoard(title);
  const full = await server.makeBoard(title);
  const market = await server.makeBoard(title);
  const people = await plant(server.origin, full);
  const gathered = await plant(server.origin, market);
  await holdMarket(gathered, lift);
  const [inSession, here] = await sessionScenes(browser, server);
  const before = await scenes(
    browser,
    server,
    { empty, full, market },
    await libraryPage(server, full, site),
  );
  for (const scene of [...before, ...inSession]) {
    if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
    for (const device of scene.on ?? (['desktop', 'phone'] as const)) {
      for (const theme of ['light', 'dark'] as const) await shoot(browser, scene, device, theme);
    }
  }
  for (const session of [...people.values(), ...gathered.values(), ...here]) session.close();
} finally {
  await browser.close();
  await site.close();
  await server.dispose();
}
