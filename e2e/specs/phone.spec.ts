import { expect, test } from '../actors.ts';

test('a walk on two phones: lanes by tabs, the bar to add, cards that fill the screen', async ({ come }) => {
  const ana = await come('Ana', { phone: true });
  const ben = await come('Ben', { phone: true });
  const need = 'Boxes for a move';

  await ana.page.getByRole('button', { name: /Need$/ }).tap();
  await ana.board.input('need').fill(need);
  await ana.board.input('need').press('Enter');
  await expect(ana.board.card(need)).toBeVisible();
  await ana.board.isSaved();

  await ben.page.getByRole('tab', { name: /^Offers/ }).tap();
  await expect(ben.board.lane('need')).toBeHidden();
  await ben.page.getByRole('tab', { name: /^Needs/ }).tap();
  await ben.board.card(need).getByRole('heading').getByRole('button').tap();
  const size = ben.page.viewportSize();
  await expect(ben.board.sheet).toBeVisible();
  const box = await ben.board.sheet.boundingBox();
  expect(box?.width).toBe(size?.width);
  await ben.page.goBack();
  await expect(ben.board.sheet).toBeHidden();

  await ben.board.button(need, 'I can help').tap();
  await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).tap();
  await ana.board.button(need, 'Accept').tap();
  await ana.board.button(need, "It's done").tap();
  await ana.board.button(need, 'Thank you').tap();
  await expect(
    ben.board
      .card(need)
      .getByText(/thanked/i)
      .first(),
  ).toBeVisible();
});

test('nothing is wider than a phone, nor than a page at 400 %', async ({ come }) => {
  const ana = await come('Ana', { phone: true });
  await ana.board.lane('need').waitFor();
  for (const width of [390, 320]) {
    await ana.page.setViewportSize({ width, height: 700 });
    const wide = await ana.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `scroll width at ${width} px`).toBeLessThanOrEqual(width);
  }
});

test('what a thumb presses is 44 px high', async ({ come }) => {
  const ana = await come('Ana', { phone: true });
  for (const button of await ana.page.getByRole('button').or(ana.page.getByRole('tab')).all()) {
    if (!(await button.isVisible())) continue;
    const box = await button.boundingBox();
    expect(Math.round(box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(44);
  }
});
