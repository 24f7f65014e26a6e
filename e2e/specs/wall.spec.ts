import { expect, test } from '../actors.ts';

test('a link for the projector hangs the board on a wall, live and without names, until it is ended', async ({
  ana,
  come,
  arrive,
}) => {
  const grace = await come('Grace', { as: 'facilitator' });
  await grace.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await grace.page.getByLabel('What to call this link').fill('Hall');
  await grace.page.getByRole('button', { name: 'Make a link for a projector' }).click();
  const address = await grace.page.getByRole('textbox', { name: 'For a projector' }).inputValue();
  await grace.page.keyboard.press('Escape');

  const wall = await arrive('Wall', { as: 'viewer' });
  await wall.page.goto(address);
  await expect(wall.page.getByText('Nothing is written yet.')).toBeVisible();
  await ana.board.add('need', 'Boxes for a move');
  await expect(wall.page.getByRole('heading', { name: 'Boxes for a move' })).toBeVisible();
  await expect(wall.page.getByText('1 need', { exact: true })).toBeVisible();
  await expect(wall.page.locator('body')).not.toContainText(/Ana|Grace/);
  await expect(wall.page.getByRole('button')).toHaveCount(0);

  await grace.page.getByRole('button', { name: /^More/ }).first().click();
  await grace.page.getByRole('button', { name: 'For facilitators', exact: true }).click();
  const link = grace.page.getByRole('listitem').filter({ hasText: 'Hall' });
  await link.getByRole('button', { name: 'End it' }).click();
  await link.getByRole('button', { name: 'End it' }).last().click();
  await expect(wall.page.getByText('This link does not open the board any more.')).toBeVisible();
});

test('the harvest of a board, taken along', async ({ ana, ben }) => {
  await ana.board.add('need', '=Boxes for a move');
  await ben.board.press('=Boxes for a move', 'I can help');
  await ben.page.getByRole('button', { name: 'Offer this help' }).click();
  await ana.board.press('=Boxes for a move', 'Accept');
  await ben.page.getByRole('button', { name: /^More/ }).first().click();
  await ben.page.getByRole('button', { name: 'Harvest', exact: true }).click();
  await expect(ben.page.getByText('Help flowed through 2 of 2 people.')).toBeVisible();
  await expect(ben.page.getByRole('img', { name: /^The web of help/ })).toBeVisible();
  await expect(ben.page.getByRole('row', { name: /a neighbour.*Boxes for a move/ })).toBeVisible();

  await ben.page.getByRole('button', { name: 'Take a copy' }).click();
  const coming = ben.page.waitForEvent('download');
  await ben.page.getByRole('button', { name: 'For a spreadsheet (CSV)' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('harvest.csv');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text).toContain(`"Need","a neighbour","a neighbour","'=Boxes for a move"`);
  expect(text).not.toMatch(/Ana|Ben/);
});
