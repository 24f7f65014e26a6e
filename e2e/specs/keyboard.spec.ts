/** From the link to the thanks without a mouse: every step is a key, every stop has a visible focus. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../actors.ts';

/** The accessible name of what has the focus, through shadow roots. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });
}

/** Presses Tab until the thing that `reached` describes has the focus. */
async function tabTo(page: Page, reached: () => Promise<boolean>, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await reached()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not get there; the focus is on "${await focused(page)}".`);
}

const named = (page: Page, name: string) => async (): Promise<boolean> => (await focused(page)) === name;

/** Goes to a control by Tab and presses it. */
async function press(page: Page, control: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await expect(control).toBeVisible();
  await tabTo(page, () => control.evaluate((element) => element.matches(':focus')));
  await page.keyboard.press(key);
}

test('join, need, help and thanks by keyboard alone', async ({ arrive }) => {
  const ana = await arrive('Ana');
  const ben = await arrive('Ben');
  for (const { page, name, board } of [ana, ben]) {
    const field = page.getByLabel('Your name');
    await expect(field).toBeVisible();
    await tabTo(page, () => field.evaluate((element) => element.matches(':focus')));
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await board.isOpen();
  }

  const need = 'Boxes for a move';
  await tabTo(ana.page, () => ana.board.input('need').evaluate((element) => element.matches(':focus')));
  await ana.page.keyboard.type(need);
  await ana.page.keyboard.press('Enter');
  await expect(ana.board.card(need)).toBeVisible();

  await expect(ben.board.button(need, 'I can help')).toBeVisible();
  await tabTo(ben.page, named(ben.page, 'I can help'));
  await ben.page.keyboard.press('Enter');
  await tabTo(ben.page, named(ben.page, 'Offer this help'));
  await ben.page.keyboard.press('Enter');
  await expect(ben.board.sheet).toBeHidden();
  await expect(async () => expect(await focused(ben.page)).not.toBe('')).toPass();

  for (const step of ['Accept', "It's done", 'Thank you']) {
    await expect(ana.board.button(need, step)).toBeVisible();
    await tabTo(ana.page, named(ana.page, step));
    await ana.page.keyboard.press('Enter');
  }
  await expect(
    ben.board
      .card(need)
      .getByText(/thanked/i)
      .first(),
  ).toBeVisible();
});

test('a session by keyboard alone: whoever runs it, and whoever takes part @long', async ({
  facilitator,
  ana,
}) => {
  const lead = facilitator.page;
  const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
  const part = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true });

  const need = 'Boxes for a move';
  await ana.board.add('need', need);
  await press(lead, button(lead, 'Run a session'));
  const market = lead.getByRole('radio', { name: 'Offers and Needs Market, 60 minutes' });
  await tabTo(lead, () => market.evaluate((element) => element.matches(':focus')));
  await press(lead, button(lead, 'Start'));
  await expect(part(ana.page, 'Welcome and agreements')).toBeVisible();

  await press(ana.page, button(ana.page, "I'm ready"), 'Space');
  await expect(button(ana.page, "I'm ready")).toHaveAttribute('aria-pressed', 'true');
  await press(ana.page, button(ana.page, 'Raise a hand'));
  await expect(button(ana.page, 'Lower your hand')).toBeFocused();

  await press(lead, button(lead, `Spotlight: ${need}`));
  await expect(ana.page.getByText('Everybody looks at')).toBeVisible();
  await expect(button(ana.page, 'Lower your hand')).toBeFocused();
  await press(lead, button(lead, `Take down: ${need}`));
  await expect(ana.page.getByText('Everybody looks at')).toBeHidden();

  // the focus stays among the steps, so that the next one is a key away
  await press(lead, button(lead, 'Next phase'));
  await expect(part(ana.page, 'Offers: quiet writing')).toBeVisible();
  await expect(button(ana.page, 'Lower your hand')).toBeFocused();
  const offer = 'Soup on Friday';
  await press(ana.page, ana.board.input('offer'));
  await ana.page.keyboard.type(offer);
  await ana.page.keyboard.press('Enter');
  await expect(ana.board.card(offer)).toBeVisible();
  await expect(ana.board.input('offer')).toBeFocused();

  await press(lead, button(lead, 'Next phase'));
  await expect(part(ana.page, 'Offers market')).toBeVisible();
  await expect(ana.board.input('offer')).toBeFocused();
  await press(lead, button(lead, 'Back'));
  await expect(part(ana.page, 'Offers: quiet writing')).toBeVisible();
  await press(lead, button(lead, 'Pause'));
  await press(lead, button(lead, 'Resume'));
  await press(lead, button(lead, 'End session'));
  await press(lead, button(lead, 'End session'));
  await expect(ana.page.getByText(/It ended at/)).toBeVisible();
  await expect(ana.board.input('offer')).toBeFocused();
});

test('Edit on a card leads straight to its first field, and back to Edit', async ({ ana }) => {
  const { page, board } = ana;
  await board.add('need', 'Boxes for a move');
  await press(page, board.button('Boxes for a move', 'Edit'));
  await expect(board.sheet.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(', any size');
  await press(page, board.sheet.getByRole('button', { name: 'Done editing' }));
  await expect(board.sheet.getByRole('heading', { name: 'Boxes for a move, any size' })).toBeVisible();
  await expect(board.sheet.getByRole('button', { name: 'Edit', exact: true })).toBeFocused();
});
