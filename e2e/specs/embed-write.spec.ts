/** Visitors of another site write on the board, by that site's word. The browser keeps storage of frames by site, as all do. */
import { AxeBuilder } from '@axe-core/playwright';
import type { FrameLocator, Page } from '@playwright/test';
import { expect, keyFor, openTo, pageToWrite, type SignFor, tag, test as base } from '../visiting.ts';

const cleo = { id: 'visitor-7', name: 'Cleo' };

const write = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Write on this board' }).click();
/** The board in the frame, when it is there. */
async function live(page: Page): Promise<FrameLocator> {
  const inside = page.frameLocator('iframe');
  await expect(inside.getByRole('textbox', { name: 'Add a need' })).toBeVisible();
  return inside;
}

const test = base.extend<{ sign: SignFor }>({
  sign: async ({ server, board, site }, use) => {
    await openTo(server, board, [site.origin]);
    await use(await keyFor(server, board, site.origin));
  },
});
test.use({ storageForFrames: 'by site' });

test('a press on a card brings the live board in the picture’s place, at the answer to that card', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  await ana.board.add('need', 'A long ladder');
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo)));
  const picture = visitor.getByRole('article', { name: 'A long ladder' });
  await picture.getByRole('button', { name: 'I can help' }).click();
  const inside = visitor.frameLocator('iframe');
  await inside.getByRole('dialog').getByRole('button', { name: 'Offer this help' }).click();
  await expect(ana.board.card('A long ladder')).toContainText('1 offer to help');
  await ana.board.open('A long ladder');
  await expect(ana.board.sheet).toContainText('Cleo');
  await expect(picture).toBeHidden();

  await visitor.getByRole('button', { name: 'Back to reading' }).click();
  await expect(picture).toContainText('1 offer to help');
  await expect(visitor.getByRole('button', { name: 'Write on this board' })).toBeFocused();
  expect(await visitor.context().cookies()).toEqual([]);
});

test('what is private on the live board is nowhere in the page around it, nor in what that hears', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  await ana.board.add('need', 'A long ladder');
  await visitor.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('message', (event) => heard.push(event.data));
    // a site's script that listens in on every port of the page
    const { MessagePort } = globalThis;
    const add = MessagePort.prototype.addEventListener;
    MessagePort.prototype.addEventListener = function listen(
      this: MessagePort,
      type: string,
      listener: never,
    ) {
      add.call(this, type, (event: Event) => heard.push((event as MessageEvent).data));
      add.call(this, type, listener);
    };
  });
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo)));
  await write(visitor);
  const inside = await live(visitor);
  await inside.getByRole('textbox', { name: 'Add a need' }).fill('secret-draft');
  await inside
    .getByRole('article', { name: 'A long ladder' })
    .getByRole('button', { name: 'I can help' })
    .click();
  await inside.getByRole('dialog').getByRole('textbox').fill('secret-note');
  await inside.getByRole('dialog').getByRole('button', { name: 'Offer this help' }).click();
  await expect(ana.board.card('A long ladder')).toContainText('1 offer to help');

  const reached = await visitor.evaluate(() => {
    const root = document.querySelector('tilth-board')?.shadowRoot;
    const frame = root?.querySelector('iframe');
    const inner = frame?.contentWindow as unknown as { document: Document; sessionStorage: Storage };
    const tries = [
      () => frame?.contentDocument?.body.innerHTML,
      () => inner.document.body.innerHTML,
      () => JSON.stringify(inner.sessionStorage),
    ];
    const got = tries.map((attempt) => {
      try {
        return attempt() ?? null;
      } catch (error) {
        return (error as Error).name;
      }
    });
    const { heard } = globalThis as unknown as { heard: unknown[] };
    return {
      got,
      heard,
      kept: localStorage.length + sessionStorage.length,
      all: JSON.stringify([heard, root?.innerHTML]),
    };
  });
  expect(reached.got).toEqual([null, 'SecurityError', 'SecurityError']);
  expect(reached.heard).toEqual([{ tilth: 1, type: 'hello' }, { type: 'token', ask: 1 }, { type: 'ready' }]);
  expect(reached.kept).toBe(0);
  for (const hidden of ['secret', 'Ana', 'Cleo', 'Faro']) expect(reached.all).not.toContain(hidden);
});

test('what was typed comes back when the element is moved, and when its frame is moved whole nothing begins anew', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  const body = `<main><div id="one">${tag(board)}</div><div id="two"></div></main>`;
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo), body));
  await write(visitor);
  const inside = await live(visitor);
  const [need, offer] = [
    inside.getByRole('textbox', { name: 'Add a need' }),
    inside.getByRole('textbox', { name: 'Add an offer' }),
  ];
  await need.fill('A ladder, not yet posted');
  await visitor.evaluate(() =>
    document.querySelector('#two')?.append(document.querySelector('tilth-board') ?? ''),
  );
  await expect(need).toHaveValue('A ladder, not yet posted');

  await offer.fill('Bread');
  const loads: string[] = [];
  visitor.on('framenavigated', (frame) => loads.push(frame.url()));
  await visitor.evaluate(() => {
    const one = document.querySelector('#one') as unknown as {
      moveBefore(node: unknown, before: null): void;
    };
    one.moveBefore(document.querySelector('tilth-board'), null);
  });
  await offer.press('End');
  await offer.pressSequentially(' on Fridays');
  await expect(offer).toHaveValue('Bread on Fridays');
  expect(loads).toEqual([]);
});

test('whoever signs in next on the same page is another person, and finds none of those words', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  let person = cleo;
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(person)));
  await write(visitor);
  await (await live(visitor)).getByRole('textbox', { name: 'Add a need' }).fill('Words of Cleo’s');
  // signed out on the site: the live board ends
  await visitor.evaluate(() =>
    Object.assign(document.querySelector('tilth-board') ?? {}, { getToken: null }),
  );
  await expect(visitor.locator('iframe')).toHaveCount(0);
  await expect(visitor.getByRole('button', { name: 'Write on this board' })).toHaveCount(0);

  person = { id: 'visitor-8', name: 'Dora' };
  await visitor.reload();
  await write(visitor);
  const inside = await live(visitor);
  await expect(inside.getByRole('textbox', { name: 'Add a need' })).toHaveValue('');
  await inside.getByRole('textbox', { name: 'Add a need' }).fill('A drill');
  await inside.getByRole('textbox', { name: 'Add a need' }).press('Enter');
  await expect(ana.board.card('A drill')).toContainText('Dora');
});

test('without a token the picture stays and says why, and a later press tries again', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  let signedIn = false;
  const token = () => (signedIn ? sign(cleo) : Promise.reject(new Error('nobody is signed in')));
  await visitor.goto(await pageToWrite({ server, board, site }, token));
  const errors = visitor.evaluate(
    () =>
      new Promise((heard) =>
        addEventListener('tilth-error', (event) => heard((event as CustomEvent).detail)),
      ),
  );
  await write(visitor);
  const why = 'This site did not say who you are, so you can read here but not write.';
  expect(await errors).toEqual({ code: 'token', message: why });
  await expect(visitor.getByRole('alert')).toHaveText(why);
  await expect(visitor.locator('iframe')).toHaveCount(0);
  signedIn = true;
  await write(visitor);
  await live(visitor);
});

test('a token that the board does not take keeps the picture, and the page hears of it', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  const once = await sign(cleo);
  await visitor.goto(await pageToWrite({ server, board, site }, async () => once));
  await write(visitor);
  await live(visitor);
  await visitor.reload();
  const code = visitor.evaluate(
    () =>
      new Promise((heard) =>
        addEventListener('tilth-error', (event) =>
          heard((event as CustomEvent<{ code: string }>).detail.code),
        ),
      ),
  );
  await write(visitor);
  expect(await code).toBe('refused');
  await expect(visitor.getByRole('alert')).toContainText('did not take this site’s word');
  await expect(visitor.locator('iframe')).toHaveCount(0);
});

test('a tag that names another server gets neither code nor a token, on a page without a policy', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  let given = 0;
  const token = (): Promise<string> => {
    given += 1;
    return sign(cleo);
  };
  const elsewhere = 'http://elsewhere.example';
  const asked: string[] = [];
  await visitor.route(`${elsewhere}/**`, (route) => {
    asked.push(new URL(route.request().url()).pathname);
    const picture = { id: board.id, title: 'Lies', phase: null, cards: [], revision: '1-1' };
    return route.fulfill({ json: picture, headers: { 'access-control-allow-origin': '*' } });
  });
  // the page's own script gives `getToken` to the first tag that it finds
  const theirs = tag(board).replace('<tilth-board', `<tilth-board server="${elsewhere}"`);
  const address = await pageToWrite({ server, board, site }, token, `${theirs}<main>${tag(board)}</main>`);
  site.policy('/', () => '');
  await visitor.goto(address);
  await expect(visitor.getByRole('heading', { name: 'Lies' })).toBeVisible();
  await write(visitor);
  await expect(visitor.getByRole('alert')).toHaveText(
    `A tag names ${elsewhere}, and no script of this page does: here one can only read.`,
  );
  await expect(visitor.locator('iframe')).toHaveCount(0);
  expect(new Set(asked)).toEqual(new Set([`/api/boards/${board.id}/public`, '/api/public/live']));
  expect(given).toBe(0);

  // a script of the page vouches for it by the property
  await visitor.evaluate((origin) => {
    const [board] = document.querySelectorAll<HTMLElement & { server: string }>('tilth-board');
    if (board) board.server = origin;
  }, server.origin);
  await write(visitor);
  await live(visitor);
  expect(given).toBe(1);
});

test('a policy without frame-src keeps the picture, and is named', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  const address = await pageToWrite({ server, board, site }, () => sign(cleo));
  site.policy('/', (policy) => policy.replace(/; frame-src .*/, ''));
  await visitor.goto(address);
  await write(visitor);
  await expect(visitor.getByRole('alert')).toContainText(
    `content security policy lacks: frame-src ${server.origin}`,
  );
  await expect(visitor.getByRole('button', { name: 'Write on this board' })).toBeVisible();
});

test('a token that ends is followed by another, unnoticed; without another the board waits for one, with every word @long', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  let asked = 0;
  let given = true;
  const token = () => {
    asked += 1;
    return given ? sign(cleo, { for: 10 }) : Promise.reject(new Error('nobody is signed in'));
  };
  await visitor.goto(await pageToWrite({ server, board, site }, token));
  await write(visitor);
  const inside = await live(visitor);
  const need = inside.getByRole('textbox', { name: 'Add a need' });
  await need.fill('Typed before');
  await expect.poll(() => asked, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
  await need.press('Enter');
  await expect(ana.board.card('Typed before')).toContainText('Cleo');
  given = false;
  await need.fill('Typed after');
  await expect(inside.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible({ timeout: 20_000 });
  await expect(need).toHaveValue('Typed after');
  given = true;
  await expect(inside.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible({ timeout: 20_000 });
  await expect(need).toHaveValue('Typed after');
});

test('a site that is taken off the list has no visitors from that moment on', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo)));
  await write(visitor);
  await live(visitor);
  await openTo(server, board, []);
  await expect(visitor.locator('iframe')).toHaveCount(0);
  await expect(visitor.getByRole('alert')).toContainText('There is no such board');
});

test('two boards of a page, one of them in a shadow root, are written on side by side', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  const other = await server.makeBoard('Another board');
  await openTo(server, other, [site.origin]);
  const signOther = await keyFor(server, other, site.origin, 'HS256');
  site.answer('/other-token', () => signOther(cleo));
  const script = site.script(
    '/shadow.js',
    `const root = document.querySelector('#inside').attachShadow({ mode: 'open' });
    const board = document.createElement('tilth-board');
    Object.assign(board, { board: '${other.id}', withoutPromotions: true, theme: 'dark' });
    board.getToken = async () => (await fetch('/other-token')).text();
    root.append(board);
    addEventListener('tilth-live', (event) => document.body.append(event.detail.board + ' is live. '));`,
  );
  const body = `<main>${tag(board)}<div id="inside"></div></main>${script}`;
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo), body));
  const elements = visitor.locator('tilth-board');
  for (const nth of [0, 1]) {
    const element = elements.nth(nth);
    await element.getByRole('button', { name: 'Write on this board' }).click();
    const need = element.frameLocator('iframe').getByRole('textbox', { name: 'Add a need' });
    await need.fill(`Need no. ${nth}`);
    await need.press('Enter');
    await expect(
      element.frameLocator('iframe').getByRole('article', { name: `Need no. ${nth}` }),
    ).toBeVisible();
  }
  await expect(visitor.getByText(`${board.id} is live. ${other.id} is live.`)).toBeVisible();
  await expect(ana.board.card('Need no. 0')).toBeVisible();
  await expect(ana.board.card('Need no. 1')).toHaveCount(0);
  expect(await elements.nth(1).getAttribute('without-promotions')).toBe('');
});

test('by keyboard: to a card, into the board, out of its sheet, and back to reading', async ({
  server,
  board,
  site,
  sign,
  ana,
  visitor,
}) => {
  await ana.board.add('need', 'A long ladder');
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo)));
  const answer = visitor.getByRole('article', { name: 'A long ladder' }).getByRole('button');
  await expect(answer).toHaveAccessibleDescription('A long ladder');
  await visitor.keyboard.press('Tab');
  await expect(answer).toBeFocused();
  await visitor.keyboard.press('Enter');
  const inside = visitor.frameLocator('iframe');
  await expect(inside.getByRole('dialog')).toBeVisible();
  await visitor.keyboard.press('Tab');
  await visitor.keyboard.press('Escape');
  await expect(inside.getByRole('dialog')).toHaveCount(0);
  // the first stop before the frame is the way back
  const back = visitor.getByRole('button', { name: 'Back to reading' });
  for (let stop = 0; stop < 60 && !(await back.evaluate((button) => button.matches(':focus'))); stop += 1)
    await visitor.keyboard.press('Shift+Tab');
  await expect(back).toBeFocused();
  await visitor.keyboard.press('Enter');
  await expect(visitor.getByRole('button', { name: 'Write on this board' })).toBeFocused();
});

test('a page that is isolated from all others shows the board and writes on it', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  const address = await pageToWrite({ server, board, site }, () => sign(cleo));
  site.isolate('/');
  await visitor.goto(address);
  expect(await visitor.evaluate(() => crossOriginIsolated)).toBe(true);
  await write(visitor);
  await live(visitor);
});

test('the live board follows the theme that the page chooses, whatever the device says', async ({
  server,
  board,
  site,
  sign,
  visitor,
}) => {
  await visitor.emulateMedia({ colorScheme: 'light' });
  const body = `<main>${tag(board, 'theme="dark"')}</main>`;
  await visitor.goto(await pageToWrite({ server, board, site }, () => sign(cleo), body));
  await write(visitor);
  const inside = await live(visitor);
  const scheme = () => inside.locator('html').evaluate((page) => getComputedStyle(page).colorScheme);
  expect(await scheme()).toBe('dark');
  const choose = (theme: string) =>
    visitor.evaluate(
      (chosen) => Object.assign(document.querySelector('tilth-board') ?? {}, { theme: chosen }),
      theme,
    );
  await choose('light');
  await expect.poll(scheme).toBe('light');
  await visitor.emulateMedia({ colorScheme: 'dark' });
  expect(await scheme()).toBe('light');
  await choose('auto');
  await expect.poll(scheme).toBe('dark');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the picture with its buttons, nor on the live board in its place, ${theme}${theme === 'dark' ? ' @long' : ''}`, async ({
    browser,
    server,
    board,
    site,
    sign,
    ana,
  }) => {
    await ana.board.add('need', 'A long ladder');
    // what looks at the page puts styles of its own into it
    const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    const body = `<main><h1>Neighbours</h1>${tag(board, `theme="${theme}"`)}</main>`;
    await page.goto(await pageToWrite({ server, board, site }, () => sign(cleo), body));
    // the page in the frame has landmarks of its own
    const findings = async () =>
      (await new AxeBuilder({ page }).disableRules('landmark-unique').analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`,
      );
    for (const width of [1180, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(page.getByRole('button', { name: 'I can help' })).toBeVisible();
      expect(await findings()).toEqual([]);
      await write(page);
      await expect(page.getByRole('button', { name: 'Back to reading' })).toBeVisible();
      expect(await findings()).toEqual([]);
      await page.getByRole('button', { name: 'Back to reading' }).click();
    }
    await context.close();
  });
}
