/** What others do is announced as one wishes, waits while one writes, and can be gone to. */
import type { Page } from '@playwright/test';
import { expect, test } from '../actors.ts';
import { Hearing } from '../hearing.ts';

async function openAnnouncements(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^More/ }).first().click();
  await page.getByRole('button', { name: 'Announcements', exact: true }).click();
}

test('each kind of announcement can be switched off, and all at once, on this device @long', async ({
  ana,
  ben,
}) => {
  const heard = await Hearing.of(ben.page);
  await ana.board.add('need', 'A lamp');
  await heard.says('1 new need.');

  await openAnnouncements(ben.page);
  await ben.page.getByRole('checkbox', { name: 'New needs' }).uncheck();
  await ben.page.keyboard.press('Escape');
  await ana.board.add('need', 'A second lamp');
  await ana.board.add('offer', 'Soup on Friday');
  await heard.says('1 new offer.');

  await ben.page.reload();
  await ben.board.isOpen();
  await openAnnouncements(ben.page);
  await expect(ben.page.getByRole('checkbox', { name: 'New needs' })).not.toBeChecked();
  await expect(ben.page.getByRole('checkbox', { name: 'People who come and go' })).not.toBeChecked();
  await ben.page.getByRole('checkbox', { name: 'New needs' }).check();
  await ben.page.getByRole('checkbox', { name: 'Say nothing of what others do' }).check();
  await expect(ben.page.getByRole('checkbox', { name: 'New offers' })).toBeDisabled();
  await ben.page.keyboard.press('Escape');
  const silent = await Hearing.of(ben.page);
  await ana.board.add('offer', 'Bread on Sunday');
  await expect(ben.board.card('Bread on Sunday')).toBeVisible();
  // one's own are always said, and nothing was before them
  await ben.board.add('need', 'A ride');
  await silent.says('Need added: A ride');
});

test('people who come and go are told to those who want it, and what is open does not silence it', async ({
  come,
  ana,
}) => {
  await openAnnouncements(ana.page);
  await ana.page.getByRole('checkbox', { name: 'People who come and go' }).check();
  const heard = await Hearing.of(ana.page);
  const ben = await come('Ben');
  await heard.says('Ben came.');
  await Hearing.inRegions(ana.page);
  await ben.board.add('need', 'A lamp');
  await expect(
    ana.page.getByRole('dialog').locator('[aria-live=polite]').filter({ hasText: '1 new need.' }),
  ).toHaveCount(1);
});

test('what others add waits while I write in a lane, is counted, and nothing is lost', async ({
  ana,
  ben,
}) => {
  const input = ben.board.input('need');
  await input.pressSequentially('Boxes for');
  const heard = await Hearing.of(ben.page);
  await ana.board.add('need', 'A lamp');
  await ana.board.add('need', 'A ride');
  const show = ben.board.lane('need').getByRole('button', { name: '2 changes waiting, show' });
  await expect(show).toBeVisible();
  await heard.says(/changes? waiting\.$/);
  await expect(ben.board.card('A lamp')).toBeHidden();
  await expect(input).toBeFocused();
  await input.pressSequentially(' a move');
  await input.press('Enter');
  for (const title of ['Boxes for a move', 'A lamp', 'A ride']) {
    await expect(ben.board.card(title)).toBeVisible();
    await expect(ana.board.card(title)).toBeVisible();
  }
  await expect(show).toBeHidden();
  await expect(input).toBeFocused();

  await openAnnouncements(ben.page);
  await ben.page.getByRole('checkbox', { name: 'Let what others add wait until I have finished' }).uncheck();
  await ben.page.keyboard.press('Escape');
  await input.pressSequentially('More');
  await ana.board.add('need', 'A hammer');
  await expect(ben.board.card('A hammer')).toBeVisible();
  await expect(input).toHaveValue('More');
});

test('what others do to a card waits while I write a comment on it', async ({ ana, ben }) => {
  const need = 'Boxes for a move';
  await ana.board.add('need', need);
  const [hers, his] = [await ana.board.open(need), await ben.board.open(need)];
  const field = his.field('Add a comment');
  await field.pressSequentially('How many');
  await hers.field('Add a comment').fill('Twenty or so');
  await hers.button('Comment').click();
  await expect(hers.sheet.getByText('Twenty or so')).toBeVisible();
  const show = his.button('1 change waiting, show');
  await expect(show).toBeVisible();
  await expect(his.sheet.getByText('Twenty or so')).toBeHidden();
  await expect(field).toBeFocused();
  await show.click();
  await expect(his.sheet.getByText('Twenty or so')).toBeVisible();
  await expect(field).toHaveValue('How many');
  await field.pressSequentially(' boxes?');
  await field.press('Enter');
  await expect(hers.sheet.getByText('How many boxes?')).toBeVisible();
});

test('by keyboard to where someone writes, and back', async ({ ana, ben }) => {
  const need = 'Boxes for a move';
  await ana.board.add('need', need);
  const card = await ana.board.open(need);
  await card.edit();
  await expect(card.body).toBeEditable();
  await card.body.pressSequentially('About twenty');

  const { page } = ben;
  await expect(ben.board.card(need).getByText('Ana is writing')).toBeVisible();
  await page.getByRole('button', { name: /^More/ }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'People', exact: true }).focus();
  await page.keyboard.press('Enter');
  const people = page.getByRole('dialog', { name: 'People' });
  await expect(people.getByRole('heading', { name: 'Writing now' })).toBeVisible();
  const go = people.getByRole('button', { name: 'Go to where Ana is writing' });
  await go.focus();
  await page.keyboard.press('Enter');
  const text = page.getByRole('group', { name: 'Text of the card' });
  await expect(text).toBeFocused();
  await expect(text).toContainText('About twenty');
  await card.body.pressSequentially(', flat ones');
  await expect(text).toContainText('flat ones');
  await expect(text).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(go).toBeFocused();
  await card.close();
  await expect(go).toBeHidden();
});

test('whoever is removed is told so at once', async ({ facilitator, ben }) => {
  await facilitator.page.getByRole('button', { name: /^More/ }).first().click();
  await facilitator.page.getByRole('button', { name: 'People', exact: true }).click();
  await facilitator.page.getByRole('button', { name: 'Look after Ben' }).click();
  await facilitator.page.getByRole('button', { name: 'Remove from the board' }).click();
  await facilitator.page.getByRole('button', { name: 'Remove from the board' }).click();
  await expect(ben.page.getByRole('alert').getByRole('heading')).toBeVisible();
});

test('a session is told as it goes, to those who want it @long', async ({ facilitator, ana, ben }) => {
  const [hers, his] = [await Hearing.of(ana.page), await Hearing.of(ben.page)];
  await openAnnouncements(ben.page);
  await ben.page.getByRole('checkbox', { name: 'The session and its clock' }).uncheck();
  await ben.page.keyboard.press('Escape');

  const press = (name: string): Promise<void> =>
    facilitator.page.getByRole('button', { name, exact: true }).click();
  await press('Run a session');
  await facilitator.page.getByRole('radio', { name: 'Offers and Needs Market, 60 minutes' }).check();
  await press('Start');
  await hers.says(/^Welcome and agreements\. Four minutes\. /);
  await press('Next phase');
  await hers.says(/^Offers: quiet writing\. Four minutes\. /);
  await press('Pause');
  await hers.says('The clock is stopped.');
  await press('Resume');
  await hers.says('The clock goes on.');
  await press('Back');
  await hers.says(/^Welcome and agreements\. /);
  await press('End session');
  await press('End session');
  await hers.says('The session is over. What is on the board stays.');
  await ana.board.add('need', 'Boxes');
  await his.says('1 new need.');
});
