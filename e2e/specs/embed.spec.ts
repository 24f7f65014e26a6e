import { AxeBuilder } from '@axe-core/playwright';
import { Conductor, phase } from '../../scripts/demo/conductor.ts';
import { strict } from '../../scripts/host-site.ts';
import { expect, openTo, snippets, tag, test } from '../visiting.ts';

test('a board on a page of another site: read only, live, without cookies, storage or names', async ({
  server,
  board,
  site,
  ana,
  ben,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  await visitor.goto(site.page('/', server.origin, `<main><h1>Neighbours</h1>${tag(board)}</main>`));
  const ladder = visitor.getByRole('article', { name: 'A long ladder' });
  await expect(ladder).toContainText('No answer yet');

  await ben.board.add('offer', 'Bread on Fridays');
  await expect(visitor.getByRole('heading', { name: 'Offers 1' })).toBeVisible();
  await ben.board.press('A long ladder', 'I can help');
  await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
  await expect(ladder).toContainText('1 offer to help');

  const told = await visitor
    .locator('tilth-board')
    .evaluate((element) => element.shadowRoot?.textContent ?? '');
  for (const name of ['Ana', 'Ben']) expect(told).not.toContain(name);
  expect(await visitor.context().cookies()).toEqual([]);
  expect(await visitor.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('two boards of a page share one connection, and moving one breaks neither', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  const streams: string[] = [];
  visitor.on('request', (request) => {
    if (request.url().includes('/public/live')) streams.push(request.url());
  });
  await visitor.goto(
    site.page(
      '/',
      server.origin,
      `<div id="one">${tag(board)}</div><div id="two">${tag(board, 'kinds="need"')}</div>`,
    ),
  );
  const ladders = visitor.getByRole('article', { name: 'A long ladder' });
  await expect(ladders).toHaveCount(2);
  await expect.poll(() => streams.length).toBe(1);
  await visitor.evaluate(() =>
    document.querySelector('#two')?.append(document.querySelector('#one tilth-board') ?? ''),
  );
  await ana.board.add('need', 'A drill');
  await expect(visitor.getByRole('article', { name: 'A drill' })).toHaveCount(2);
  expect(streams.length).toBe(1);
});

test('what is wrong is said by name: the attribute, the site, the directive', async ({
  server,
  board,
  site,
  visitor,
}) => {
  const problem = visitor.getByRole('alert');
  await visitor.goto(site.page('/bad', server.origin, '<tilth-board board="b_123 "></tilth-board>'));
  await expect(problem).toContainText('The attribute board is “b_123 ”');

  await visitor.goto(site.page('/closed', server.origin, tag(board)));
  await expect(problem).toContainText('There is no such board, or it is not open to other sites.');
  await openTo(server, board, ['https://elsewhere.example']);
  await visitor.reload();
  await expect(problem).toContainText(`The board has not been opened to ${site.origin}`);

  await openTo(server, board, [site.origin]);
  const without = strict(server.origin).replace(/connect-src [^;]*;/, '');
  await visitor.goto(site.page('/csp', server.origin, tag(board), without));
  await expect(problem).toContainText(`content security policy lacks: connect-src ${server.origin}`);
});

test('the page’s scripts hear of it: ready, a card added, a match, and which part of a session is on', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await visitor.goto(site.page('/', server.origin, tag(board)));
  await visitor.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const name of ['tilth-ready', 'tilth-card-added', 'tilth-match', 'tilth-phase-change']) {
      addEventListener(name, (event) =>
        heard.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
      );
    }
    document.querySelector('tilth-board')?.setAttribute('kinds', 'need offer');
  });
  await expect(visitor.getByText('Live, you are reading along')).toBeVisible();
  await ana.board.add('need', 'A long ladder');
  await ana.board.add('referral', 'Not of these kinds');
  const heard = () => visitor.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  // whether `ready` comes before anybody listens is the page's luck
  await expect
    .poll(async () => (await heard()).filter((line) => !line.startsWith('tilth-ready')))
    .toEqual([expect.stringMatching(/^tilth-card-added .*"title":"A long ladder"/)]);
  const evening = await Conductor.begin(server.origin, board, 'Faro', phase('Welcome'));
  await expect
    .poll(async () => (await heard()).at(-1))
    .toBe('tilth-phase-change {"phase":{"number":1,"name":"Welcome"}}');
  await evening.next();
  await expect.poll(async () => (await heard()).at(-1)).toBe('tilth-phase-change {"phase":null}');
  evening.leave();
});

test('the frame of the documentation shows the board, live, and grows with it', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  for (let nth = 1; nth <= 6; nth += 1) await ana.board.add('need', `Need no. ${nth}`);
  const [, frame = ''] = await snippets('html', server, board);
  const [grow = ''] = await snippets('js', server, board);
  const policy = `default-src 'none'; script-src 'self'; frame-src ${server.origin}`;
  await visitor.goto(site.page('/', server.origin, `${frame}${site.script('/grow.js', grow)}`, policy));
  const inside = visitor.frameLocator('iframe');
  await expect(inside.getByText('Live, you are reading along')).toBeVisible();
  await expect
    .poll(() => visitor.locator('iframe').evaluate((element) => element.clientHeight))
    .toBeGreaterThan(640);
  await ana.board.add('need', 'A long ladder');
  await expect(inside.getByRole('article', { name: 'A long ladder' })).toBeVisible();
});

test('no other site can frame it', async ({ server, board, site, visitor }) => {
  await openTo(server, board, ['https://elsewhere.example']);
  const [, frame = ''] = await snippets('html', server, board);
  const blocked = visitor.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await visitor.goto(site.page('/', server.origin, frame, `default-src 'none'; frame-src ${server.origin}`));
  await blocked;
  await expect(visitor.frameLocator('iframe').getByRole('article')).toHaveCount(0);
});

test('the tag of the documentation shows the board', async ({ server, board, site, ana, visitor }) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  const [tags = ''] = await snippets('html', server, board);
  await visitor.goto(site.page('/', server.origin, tags));
  await expect(visitor.getByRole('article', { name: 'A long ladder' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the embedded board, ${theme}, wide and narrow${theme === 'dark' ? ' @long' : ''}`, async ({
    server,
    board,
    site,
    ana,
    visitor,
  }) => {
    await openTo(server, board, [site.origin]);
    await ana.board.add('need', 'A long ladder');
    await ana.board.add('offer', 'Bread on Fridays');
    const policy = `${strict(server.origin)}; style-src 'unsafe-inline'`
      .replace("trusted-types 'none'", 'trusted-types *')
      .replace("require-trusted-types-for 'script'; ", '');
    await visitor.goto(
      site.page(
        '/',
        server.origin,
        `<main><h1>Neighbours</h1>${tag(board, `theme="${theme}"`)}</main>`,
        policy,
      ),
    );
    for (const width of [1180, 360]) {
      await visitor.setViewportSize({ width, height: 900 });
      await expect(visitor.getByRole('article').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page: visitor }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
      expect(await visitor.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
}
