/** From the link to the thanks without a mouse: every step is a key, every stop has a visible focus. */
import type { Page } from '@playwright/test';
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
