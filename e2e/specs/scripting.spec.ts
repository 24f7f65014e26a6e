/**
 * Whatever people write stays words. 300 strings that would run wherever somebody forgot to escape them go through every
 * field of the protocol, as hostile clients send them, and every screen that shows them is opened in a browser that obeys
 * **no** content security policy, so that nothing but the escaping holds. What the policies add is proved apart.
 */
import { expect } from '../actors.ts';
import { keyOf } from '../hostile/crowd.ts';
import { elements, hostile } from '../hostile/strings.ts';
import { look } from '../hostile/tripwire.ts';
import { test } from '../hostile/watched.ts';
import { BoardPage } from '../pages/board-page.ts';
import { openTo } from '../visiting.ts';

// one after the other in one process, so that the board is filled once
test.describe.configure({ mode: 'default' });

test('the tripwire notices every element that would run, where nothing protects a page', async ({
  watched,
  server,
  site,
}) => {
  const { wire } = watched;
  for (const [nth, element] of elements.entries()) {
    wire.bites.length = 0;
    const body = `${element.replace(/\bN\b/g, String(nth))}<img src=later.png>`;
    const page = await watched.page.context().newPage();
    await page.goto(site.page('/unprotected', server.origin, body, ''), { waitUntil: 'commit' });
    await expect.poll(() => wire.bites, element).not.toEqual([]);
    await page.close();
  }
});

test('a board, cards opened whole, people, what facilitators did and see, and a wall', async ({
  watched,
  server,
  full,
}) => {
  await watched.becomes(full.crowd.facilitator, server, full.board);
  const board = new BoardPage(watched.page);
  await watched.showsAsWords(hostile);
  for (const [nth, need] of full.crowd.needs.entries()) {
    const card = await board.open(need);
    await watched.showsAsWords(hostile.filter((_, one) => one % full.crowd.needs.length === nth));
    await card.close();
  }
  for (const sheet of ['People', 'What facilitators did', 'For facilitators']) {
    await watched.choose(sheet);
    await watched.showsAsWords(hostile);
    await watched.page.keyboard.press('Escape');
  }
  const wall = await watched.page.context().newPage();
  await wall.goto(`${server.origin}/b/${full.board.id}?view=wall#key=${keyOf(full.board, 'viewer')}`);
  await expect(wall.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await watched.showsAsWords([], wall.mainFrame());
});

test('the harvest, on paper, and the copies that are taken of it @long', async ({
  watched,
  server,
  full,
}) => {
  await watched.becomes(full.crowd.facilitator, server, full.board);
  const { page } = watched;
  await watched.choose('Harvest');
  await page.emulateMedia({ media: 'print' });
  await watched.showsAsWords(hostile);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Take a copy' }).click();
  // each is opened in the board's own origin as what it says it is, as a browser would that does not save it
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      const frame = document.createElement('iframe');
      frame.name = file instanceof Blob ? file.type : '';
      frame.src = make(file);
      document.body.append(frame);
      return frame.src;
    };
  });
  for (const copy of ['To read (Markdown)', 'For a spreadsheet (CSV)', 'For other programs (JSON)']) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: copy }).click();
    await saved;
  }
  const types = await page
    .locator('iframe')
    .evaluateAll((frames) => frames.map((frame) => frame.getAttribute('name') ?? ''));
  expect(types.map((type) => type.replace(';charset=utf-8', ''))).toEqual([
    'text/markdown',
    'text/csv',
    'application/json',
  ]);
  await watched.showsAsWords([]);
});

test('a page of another site, the frame, and the frame without its script', async ({
  watched,
  server,
  site,
  full,
}) => {
  const { page } = watched;
  const { id } = full.board;
  await page.goto(site.page('/', server.origin, `<tilth-board board="${id}"></tilth-board>`, ''));
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  await expect(more.first()).toBeVisible();
  while (await more.count()) await more.first().click();
  await watched.showsAsWords(hostile);

  const address = `${server.origin}/embed/${id}`;
  await page.goto(site.page('/frame', server.origin, `<iframe src="${address}"></iframe>`, ''));
  const frame = page.frame({ url: address });
  if (!frame) throw new Error('no frame');
  await expect(frame.getByText('Live, you are reading along')).toBeVisible();
  await watched.showsAsWords([], frame);

  await page.route('**/embed.js', (route) => route.abort());
  await page.goto(address);
  await watched.showsAsWords(hostile);
});

test('what a page says in the attributes of the element @long', async ({ watched, server, site }) => {
  const { page } = watched;
  const board = await server.makeBoard('An empty board');
  await openTo(server, board, [site.origin]);
  const attributes = ['board', 'server', 'view', 'kinds', 'theme', 'lang', 'join'];
  await page.goto(site.page('/attributes', server.origin, '<main></main>', ''));
  await page.evaluate(
    ({ attributes, hostile, id, link }) => {
      for (const words of hostile) {
        for (const attribute of attributes) {
          const element = document.createElement('tilth-board');
          element.setAttribute('board', id);
          element.setAttribute(attribute, attribute === 'join' ? link + words : words);
          document.querySelector('main')?.append(element);
        }
      }
    },
    { attributes, hostile, id: board.id, link: board.links.member },
  );
  await watched.showsAsWords(hostile);
});

test(
  'the title of a board: 300 boards, each in its frame',
  { tag: '@long' },
  async ({ watched, server, site }) => {
    const { page } = watched;
    const boards = await Promise.all(
      hostile.map(async (title, nth) => {
        const board = await server.makeBoard(title);
        await openTo(server, board, [site.origin], `10.0.0.${nth % 250}`);
        return board;
      }),
    );
    const ids = boards.map(({ id }) => id);
    await page.goto(site.page('/titles', server.origin, '<tilth-board></tilth-board>', ''));
    const titles = await page.locator('tilth-board').evaluate(async (element, ids) => {
      const titles: unknown[] = [];
      for (const id of ids) {
        const ready = new Promise((ready) => element.addEventListener('tilth-ready', ready, { once: true }));
        element.setAttribute('board', id);
        await ready;
        titles.push(element.shadowRoot?.querySelector('h2')?.textContent);
      }
      return titles;
    }, ids);
    expect(titles).toEqual(hostile);
    await watched.showsAsWords(hostile.slice(-1));

    await page.route('**/embed.js', (route) => route.abort());
    for (let from = 0; from < ids.length; from += 100) {
      await page.setExtraHTTPHeaders({ 'x-forwarded-for': `10.0.1.${from}` });
      const frames = ids
        .slice(from, from + 100)
        .map((id) => `<iframe src="${server.origin}/embed/${id}"></iframe>`);
      await page.goto(site.page(`/frames/${from}`, server.origin, frames.join(''), ''));
      const shown = ids.map((id) => page.frame({ url: `${server.origin}/embed/${id}` }));
      const found = await Promise.all(
        shown.map(async (frame, nth) => frame && look(frame, [hostile[nth] ?? ''])),
      );
      expect(found.filter(Boolean)).toEqual(frames.map(() => ({ foreign: [], missing: [] })));
      await watched.showsAsWords([]);
    }
  },
);

test('what is asked for and refused over HTTP is answered with data, never with a page @long', async ({
  server,
  full,
}) => {
  const { id } = full.board;
  const bearer = { authorization: `Bearer ${keyOf(full.board, 'facilitator')}` };
  const kinds = new Set<string>();
  const ask = async (words: string, nth: number): Promise<void> => {
    const headers = { 'x-forwarded-for': `10.0.2.${nth % 250}` };
    const json = { ...headers, ...bearer, 'content-type': 'application/json' };
    const part = encodeURIComponent(words);
    const paths = [
      `/${part}`,
      `/embed/${part}`,
      `/oembed?url=${part}`,
      `/api/boards/${part}`,
      `/api/boards/${part}/public`,
      `/api/boards/${id}/public/live?after=${'x'.repeat(65)}${part}`,
    ];
    const sites = JSON.stringify({ origins: [words] });
    const replies = await Promise.all([
      ...paths.map((path) => fetch(server.origin + path, { headers })),
      fetch(`${server.origin}/api/boards/${id}/sites`, { method: 'PUT', headers: json, body: sites }),
      fetch(`${server.origin}/api/join`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ code: words }),
      }),
      fetch(`${server.origin}/api/boards`, { method: 'POST', headers: json, body: `{"title": ${words}` }),
    ]);
    for (const reply of replies) {
      expect([reply.url, reply.ok]).toEqual([reply.url, false]);
      kinds.add(`${reply.headers.get('content-type')}, ${reply.headers.get('x-content-type-options')}`);
      await reply.arrayBuffer();
    }
  };
  for (let from = 0; from < hostile.length; from += 20) {
    await Promise.all(hostile.slice(from, from + 20).map((words, nth) => ask(words, from + nth)));
  }
  expect([...kinds]).toEqual(['application/json; charset=utf-8, nosniff']);
});
