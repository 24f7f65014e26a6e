import { expect, test } from '../actors.ts';

test('words not yet posted outlive a reload', async ({ ana }) => {
  await ana.board.input('need').fill('A ladder, perhaps');
  await ana.board.input('offer').fill('Half a thought');
  await ana.page.reload();
  await ana.board.isOpen();
  await expect(ana.board.input('need')).toHaveValue('A ladder, perhaps');
  await expect(ana.board.input('offer')).toHaveValue('Half a thought');
});

test('whoever joined is still the same person after a reload', async ({ ana }) => {
  await ana.board.add('need', 'Boxes for a move');
  await ana.page.reload();
  await expect(ana.board.button('Boxes for a move', 'Edit')).toBeVisible();
  await expect(ana.page.getByLabel('Your name')).toHaveCount(0);
});

test('two tabs of one person agree and send nothing twice', async ({ ana, ben }) => {
  const other = await ana.page.context().newPage();
  await other.goto(ana.link);
  await expect(other.getByRole('textbox', { name: 'Add a need' })).toBeVisible();
  await expect(other.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await ana.page.context().setOffline(true);
  await expect(ana.board.connection('Offline')).toBeVisible();
  await ana.board.write('need', 'Written in one tab');
  await other.getByRole('textbox', { name: 'Add a need' }).fill('Written in the other');
  await other.getByRole('textbox', { name: 'Add a need' }).press('Enter');
  await ana.comeBack();
  for (const title of ['Written in one tab', 'Written in the other']) {
    await expect(ben.board.card(title)).toHaveCount(1);
    await expect(ana.board.card(title)).toHaveCount(1);
    await expect(other.getByRole('article', { name: title })).toHaveCount(1);
  }
});

for (const [how, script] of [
  ['missing', `Object.defineProperty(window, 'indexedDB', { value: undefined })`],
  ['blocked', `indexedDB.open = () => { throw new DOMException('blocked', 'SecurityError') }`],
  [
    'failing',
    `IDBFactory.prototype.open = () => { const request = new EventTarget(); setTimeout(() => request.dispatchEvent(new Event('error'))); return Object.assign(request, { error: new DOMException('full', 'QuotaExceededError') }) }`,
  ],
] as const) {
  test(`storage is ${how}: that is said, and work goes on`, async ({ browser, board, ben }) => {
    const context = await browser.newContext();
    await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(board.links.member);
    await page.getByLabel('Your name').fill('Dora');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('textbox', { name: 'Add a need' }).fill('A ladder');
    await page.getByRole('textbox', { name: 'Add a need' }).press('Enter');
    await expect(ben.board.card('A ladder')).toBeVisible();
    await expect(page.getByText(/this (browser|device)/i).first()).toBeVisible();
    await context.close();
  });
}
