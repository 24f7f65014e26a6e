import { expect, keyFor, openTo, pageToWrite, snippets, test } from '../visiting.ts';

test.use({ storageForFrames: 'none' });

test('a frame with a member link in its address: a visitor joins and writes, and the site’s scripts read nothing', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  const [, , documented = ''] = await snippets('html', server, board);
  const frame = documented.replace('#key=KEY_OF_THE_MEMBER_LINK', new URL(board.links.member).hash);
  await visitor.goto(site.page('/', server.origin, frame, `default-src 'none'; frame-src ${server.origin}`));
  const inside = visitor.frameLocator('iframe');
  await inside.getByLabel('Your name').fill('Cleo');
  await inside.getByRole('button', { name: 'Join', exact: true }).click();
  await inside.getByRole('textbox', { name: 'Add a need' }).fill('A long ladder');
  await inside.getByRole('textbox', { name: 'Add a need' }).press('Enter');
  await expect(ana.board.card('A long ladder')).toContainText('Cleo');

  const seen = await visitor.locator('iframe').evaluate((element: HTMLIFrameElement) => {
    const inner = element.contentWindow as unknown as { document: unknown } | null;
    try {
      return String(inner?.document);
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(seen).toBe('SecurityError');
});

test('no other site frames the live board', async ({ server, board, site, visitor }) => {
  await openTo(server, board, ['https://elsewhere.example']);
  const frame = `<iframe src="${server.origin}/embed/${board.id}/live" title="The board"></iframe>`;
  const blocked = visitor.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await visitor.goto(site.page('/', server.origin, frame, `default-src 'none'; frame-src ${server.origin}`));
  await blocked;
  await expect(visitor.frameLocator('iframe').locator('tilth-app')).toHaveCount(0);
});

test('where the browser lets frames of other sites keep nothing, visitors write all the same, and the board says so', async ({
  server,
  board,
  site,
  ana,
  visitor,
}) => {
  await openTo(server, board, [site.origin]);
  const sign = await keyFor(server, board, site.origin);
  await visitor.goto(
    await pageToWrite({ server, board, site }, () => sign({ id: 'visitor-7', name: 'Cleo' })),
  );
  await visitor.getByRole('button', { name: 'Write on this board' }).click();
  const inside = visitor.frameLocator('iframe');
  await inside.getByRole('textbox', { name: 'Add a need' }).fill('A long ladder');
  await inside.getByRole('textbox', { name: 'Add a need' }).press('Enter');
  await expect(ana.board.card('A long ladder')).toContainText('Cleo');
  await expect(inside.getByText('This browser keeps nothing for later.')).toBeVisible();
  // back to reading and on: nothing is lost
  await inside.getByRole('textbox', { name: 'Add an offer' }).fill('Bread');
  await visitor.getByRole('button', { name: 'Back to reading' }).click();
  await visitor.getByRole('article', { name: 'A long ladder' }).getByRole('button').click();
  await expect(inside.getByRole('dialog')).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(inside.getByRole('textbox', { name: 'Add an offer' })).toHaveValue('Bread');
});
