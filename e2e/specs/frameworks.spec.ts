/** The board in pages made with React, Vue and WordPress, by the very lines of docs/embedding.md. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { MadeBoard } from '../../scripts/built-server.ts';
import { folder, makePackage } from '../../scripts/package.mjs';
import { bundle } from '../bundle.ts';
import { strict, strictToWrite } from '../../scripts/host-site.ts';
import { expect, openTo, snippets, test } from '../visiting.ts';

/** Apps that show the documentation's component, and write down what it heard. */
const apps = {
  jsx: (board: MadeBoard) => `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Board } from '/Board.jsx';
    const onMatch = ({ title }) => document.body.append('Matched: ' + title);
    createRoot(document.querySelector('#app')).render(createElement(Board, { board: '${board.id}', getToken: () => '', onMatch }));`,
  vue: (board: MadeBoard) => `
    import { createApp, h } from 'vue';
    import Board from '/Board.vue';
    const onMatch = ({ title }) => document.body.append('Matched: ' + title);
    createApp({ render: () => h(Board, { board: '${board.id}', getToken: () => '', onMatch }) }).mount('#app');`,
} as const;

for (const language of ['jsx', 'vue'] as const) {
  test(`the component of the documentation for ${language} shows the board and hears of a match${language === 'vue' ? ' @long' : ''}`, async ({
    server,
    board,
    site,
    ana,
    ben,
    visitor,
  }) => {
    await openTo(server, board, [site.origin]);
    await ana.board.add('need', 'A long ladder');
    await ana.board.add('promotion', 'My shop');
    const [component = ''] = await snippets(language, server, board);
    const app = await bundle({ '/main.js': apps[language](board), [`/Board.${language}`]: component });
    const policy = strict(server.origin)
      .replace('script-src', "script-src 'self'")
      .replace("trusted-types 'none'", language === 'vue' ? 'trusted-types vue' : "trusted-types 'none'");
    const problems: string[] = [];
    visitor.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await visitor.goto(
      site.page('/', server.origin, `<div id="app"></div>${site.script('/app.js', app)}`, policy),
    );
    await expect(visitor.getByRole('article', { name: 'A long ladder' })).toBeVisible();
    await expect(visitor.getByRole('heading', { name: /^Promotions/ })).toHaveCount(0);
    await expect(visitor.getByRole('button', { name: 'Write on this board' })).toBeVisible();

    await ben.board.press('A long ladder', 'I can help');
    await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
    await ana.board.press('A long ladder', 'Accept');
    await expect(visitor.getByText('Matched: A long ladder')).toBeVisible();
    expect(problems).toEqual([]);
  });
}

test('the block of the documentation shows the board in a WordPress page', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  const block = (await snippets('html', server, board)).find((html) => html.includes('wp:html')) ?? '';
  // WordPress sends no policy
  await visitor.goto(site.bare('/', server.origin, `<div class="entry-content">${block}</div>`, ''));
  await expect(visitor.getByRole('article', { name: 'A long ladder' })).toBeVisible();
});

test('WordPress makes a frame of the board’s address, told where to ask', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  const [line = ''] = await snippets('php', server, board);
  const [, format = '', endpoint = ''] = /wp_oembed_add_provider\('([^']+)', '([^']+)'\);/.exec(line) ?? [];
  // as WP_oEmbed does: the star is anything, and what it asks for is JSON no wider than the page's text
  const address = `${server.origin}/b/${board.id}`;
  expect(address).toMatch(new RegExp(`^${format.replaceAll('.', '\\.').replace('*', '.+')}$`));
  const asked = new URLSearchParams({ url: address, format: 'json', maxwidth: '640', maxheight: '960' });
  const answer = (await (await fetch(`${endpoint}?${asked}`)).json()) as { type: string; html: string };
  expect(answer.type).toBe('rich');
  await visitor.goto(site.bare('/', server.origin, answer.html, ''));
  await expect(visitor.frameLocator('iframe').getByRole('article', { name: 'A long ladder' })).toBeVisible();
});

test('the package is whole, and its lines show the board from a bundle of the site’s own', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', 'A long ladder');
  makePackage();
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', `./${folder}`], { encoding: 'utf8' }),
  ) as { files: { path: string }[] }[];
  expect(packed?.files.map(({ path }) => path).sort()).toEqual([
    'LICENSE',
    'README.md',
    'custom-elements.json',
    'embed-more.js',
    'embed.js',
    'index.d.ts',
    'package.json',
    'react.d.ts',
    'vue.d.ts',
  ]);
  const lines =
    (await snippets('js', server, board)).find((code) => code.includes("import 'tilth-board'")) ?? '';
  // what is fetched to write with is in the bundle as well; here nobody is signed in
  const writes = "document.querySelector('tilth-board').getToken = () => '';";
  const app = await bundle({ '/main.js': `${lines}\n${writes}` }, { 'tilth-board': resolve(folder) });
  const policy = strictToWrite(server.origin).replace(/script-src [^;]*/, "script-src 'self'");
  const body = `<main></main>${site.script('/app.js', app)}`;
  await visitor.goto(site.bare('/', server.origin, body, policy));
  await expect(visitor.getByRole('article', { name: 'A long ladder' })).toBeVisible();
  await visitor.getByRole('button', { name: 'Write on this board' }).click();
  await expect(visitor.getByRole('alert')).toHaveText(/^This site did not say who you are/);
});
