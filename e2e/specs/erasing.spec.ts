/** Ana wants to be forgotten, and later Hanna ends the board: what each of them, and Ben, sees of it. */
import { expect, test } from '../actors.ts';
import type { Person } from '../person.ts';

async function opens({ page, board }: Person, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More/ }).first().click();
  await page.getByRole('button', { name: item, exact: true }).click();
  await expect(board.sheet).toBeVisible();
}

test('Ana erases herself, and what she wrote is gone from everyone; Hanna erases the board', async ({
  arrive,
  come,
  ana,
  ben,
}) => {
  test.setTimeout(90_000);
  const hanna = await come('Hanna', { as: 'facilitator' });
  await ana.board.add('need', 'Plums to pick');
  await ben.board.add('offer', 'A tall ladder');
  await expect(ben.board.card('Plums to pick')).toBeVisible();

  // what Ben has on his device when he goes offline is more than will be left
  await ben.goOffline();
  await ben.board.write('need', 'Jars for jam');

  await opens(ana, 'People');
  const wish = ana.board.sheet.getByRole('button', { name: 'Erase me and what I wrote' });
  await wish.click();
  await expect(ana.board.sheet.getByText('This cannot be taken back.')).toBeVisible();
  await wish.click();
  await expect(ana.page.getByRole('heading', { name: 'You are no longer on this board' })).toBeVisible();
  await expect(hanna.board.card('Plums to pick')).toBeHidden();
  await expect(hanna.board.card('A tall ladder')).toBeVisible();

  await ben.comeBack();
  await expect(hanna.board.card('Jars for jam')).toBeVisible();
  for (const { board: seen } of [ben, hanna]) await expect(seen.card('Plums to pick')).toBeHidden();

  await ben.goOffline();
  await ben.board.write('need', 'A cellar for apples');
  await opens(hanna, 'For facilitators');
  const name = hanna.board.sheet.getByLabel(/^To be sure, type its name/);
  const erase = hanna.board.sheet.getByRole('button', { name: 'Erase the board for everyone' });
  await name.fill('Some other board');
  await erase.click();
  await expect(hanna.board.sheet.getByText('That is not the name of this board')).toBeVisible();
  await name.fill((await hanna.page.title()).trim());
  await erase.click();
  const gone = { name: 'This board has been erased' };
  await expect(hanna.page.getByRole('heading', gone)).toBeVisible();

  // Ben comes back to the same door; his own words are still his to copy
  await ben.page.context().setOffline(false);
  await expect(ben.page.getByRole('heading', gone)).toBeVisible();
  await ben.page.getByRole('button', { name: 'See 1 draft kept on this device' }).click();
  await expect(ben.board.sheet.getByText('A cellar for apples')).toBeVisible();
  await expect(ben.board.sheet.getByRole('button', { name: 'Copy the words' })).toBeVisible();

  // and the door stays so for whoever opens the old link
  const late = await arrive('Lea');
  await expect(late.page.getByRole('heading', gone)).toBeVisible();
});
