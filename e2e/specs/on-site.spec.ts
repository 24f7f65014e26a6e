import { examine } from '../axe.ts';
import type { Person } from '../person.ts';
import { expect, pageToWrite, signWith, test } from '../visiting.ts';

test.use({ storageForFrames: 'by site' });

async function openSheet({ page, board }: Person) {
  await page.getByRole('button', { name: /^More/ }).first().click();
  await page.getByRole('button', { name: 'On your site', exact: true }).click();
  await expect(board.sheet.getByRole('heading', { name: 'On your site' })).toBeVisible();
  return board.sheet;
}

/** Presses Copy and reads what came to the clipboard. */
async function copied({ page, board }: Person): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await board.sheet.getByRole('button', { name: 'Copy: Lines for your page' }).click();
  await expect(board.sheet.getByText('Copied', { exact: true })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a facilitator opens the board to a site, takes the lines for its page along, and closes it again', async ({
  server,
  site,
  ana,
  facilitator,
  visitor,
}) => {
  await ana.board.add('need', 'A long ladder');
  const sheet = await openSheet(facilitator);
  const preview = sheet.frameLocator('iframe');

  await sheet.getByLabel('Address of a site').fill(`${site.origin}/pages/board.html`);
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(sheet.getByText('it ends before the first slash')).toBeVisible();
  await expect(sheet.locator('iframe')).toHaveCount(0);
  await sheet.getByRole('button', { name: `Use ${site.origin}` }).click();
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(sheet.getByRole('listitem').filter({ hasText: site.origin })).toBeVisible();

  await expect(preview.getByRole('article', { name: 'A long ladder' })).toBeVisible();
  await ana.board.add('offer', 'Bread on Fridays');
  await expect(preview.getByRole('button', { name: 'Offers 1' })).toBeVisible();
  const steps = await facilitator.page.evaluate(() => history.length);
  await sheet.getByRole('checkbox', { name: 'Needs' }).uncheck();
  await expect(preview.getByRole('article', { name: 'Bread on Fridays' })).toBeVisible();
  await expect(preview.getByRole('article', { name: 'A long ladder' })).toHaveCount(0);
  // Back leads out of the sheet, however often what is shown changed
  expect(await facilitator.page.evaluate(() => history.length)).toBe(steps);
  await examine(facilitator, 'On your site');

  await visitor.goto(site.bare('/', server.origin, await copied(facilitator)));
  await expect(visitor.getByRole('article', { name: 'Bread on Fridays' })).toBeVisible();
  await expect(visitor.getByRole('article', { name: 'A long ladder' })).toHaveCount(0);

  await sheet.getByRole('radio', { name: 'In a frame' }).check();
  const policy = `default-src 'none'; frame-src ${server.origin}`;
  const framed = await visitor.context().newPage();
  await framed.goto(site.bare('/frame', server.origin, await copied(facilitator), policy));
  await expect(
    framed.frameLocator('iframe').getByRole('article', { name: 'Bread on Fridays' }),
  ).toBeVisible();

  await sheet.getByRole('button', { name: 'Let them write' }).click();
  await expect(sheet.getByText('look at it on your page')).toBeVisible();
  const written = await visitor.context().newPage();
  await written.goto(site.bare('/write', server.origin, await copied(facilitator), policy));
  await expect(written.frameLocator('iframe').getByLabel('Your name')).toBeVisible();

  await sheet.getByRole('button', { name: 'Let them only read' }).click();
  await expect(sheet.locator('iframe')).toHaveCount(1);
  await sheet.getByRole('button', { name: 'Take it off' }).click();
  await sheet
    .getByRole('group', { name: 'Take it off' })
    .getByRole('button', { name: 'Take it off' })
    .click();
  await expect(sheet.getByText('None yet: the board stands in no other page.')).toBeVisible();
  await expect(sheet.locator('iframe')).toHaveCount(0);
  await expect(visitor.getByText('Live, you are reading along')).toHaveCount(0);
  await visitor.reload();
  await expect(visitor.getByRole('alert')).toContainText('not open to other sites');
  await framed.reload();
  await expect(framed.frameLocator('iframe').getByRole('article')).toHaveCount(0);
});

test('a key for a site that knows its visitors: its secret is shown once, they write by it, and it ends @long', async ({
  server,
  board,
  site,
  facilitator,
  visitor,
}) => {
  const sheet = await openSheet(facilitator);
  await sheet.getByLabel('Address of a site').fill(site.origin);
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await sheet.getByText('Make a key', { exact: true }).click();
  await sheet.getByRole('radio', { name: 'With a secret' }).check();
  await sheet.getByRole('button', { name: 'Make the key' }).click();
  const secret = sheet.getByRole('textbox', { name: 'Secret' });
  await expect(secret).toHaveValue(/^[\w-]{43,}$/);
  const signing = Buffer.from(await secret.inputValue(), 'base64url');
  const key = await sheet.getByRole('textbox', { name: 'Name of the key' }).inputValue();
  await examine(facilitator, 'On your site, with a key just made');

  const sign = signWith(server, board, { site: site.origin, key, alg: 'HS256', signing });
  const token = (): Promise<string> => sign({ id: 'visitor-7', name: 'Cleo' });
  await visitor.goto(await pageToWrite({ server, board, site }, token));
  await visitor.getByRole('button', { name: 'Write on this board' }).click();
  const inside = visitor.frameLocator('iframe');
  await inside.getByRole('textbox', { name: 'Add a need' }).fill('A long ladder');
  await inside.getByRole('textbox', { name: 'Add a need' }).press('Enter');
  const saved = inside.getByRole('status').filter({ hasText: 'Saved' });
  await expect(saved).toBeVisible();

  await facilitator.page.reload();
  await expect(facilitator.board.card('A long ladder')).toContainText('Cleo');
  await openSheet(facilitator);
  const again = sheet.getByRole('listitem').filter({ hasText: key });
  await expect(again).toContainText('Visitors may join and write, checked with a secret that both know');
  await expect(secret).toHaveCount(0);
  await again.getByRole('button', { name: 'End it' }).click();
  await again.getByRole('group').getByRole('button', { name: 'End it' }).click();
  await expect(again).toHaveCount(0);
  await expect(sheet.getByText('The key has ended.')).toBeVisible();
  await expect(saved).toHaveCount(0);
});
