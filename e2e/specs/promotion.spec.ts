import { expect, test } from '../actors.ts';

test('a second promotion waits, seen by its author alone, and goes up when the first comes down', async ({
  ana,
  ben,
}) => {
  const first = 'Pottery class on Thursdays';
  const second = 'Chairs recaned';
  await ana.board.add('promotion', first);
  await expect(ben.board.card(first)).toBeVisible();

  await ana.board.write('promotion', second);
  await ana.board.sheet.getByRole('button', { name: 'Let it wait' }).click();
  await ana.board.isSaved();
  expect(await ben.page.content()).not.toContain(second);
  await expect(ben.board.card(second)).toHaveCount(0);

  const card = await ana.board.open(first);
  await card.choose('Take it down');
  await expect(ana.board.lane('promotion').getByRole('article', { name: second })).toBeVisible();
  await expect(ben.board.card(second)).toBeVisible();
  await expect(ben.board.card(first)).toHaveCount(0);
});
