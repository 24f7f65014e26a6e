/** The harvest on paper: as many pages as there is something on, all of it inside them, in dark ink whatever the screen is. */
import type { Page } from '@playwright/test';
import { expect, test } from '../actors.ts';

/** What the browser would print now, in pages. */
async function pages(page: Page): Promise<number> {
  const file = (await page.pdf({ format: 'A4' })).toString('latin1');
  return file.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** What stands beyond the paper on either side: A4 without margins of 14 mm. */
async function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 0 && (left < -1 || right > innerWidth + 1)) found.push(element.outerHTML.slice(0, 80));
      }
    };
    const sheet = document.querySelector('tilth-app')?.shadowRoot?.querySelector('tilth-harvest')?.shadowRoot;
    if (!sheet) throw new Error('the harvest is not open');
    look(sheet);
    return found;
  });
}

test('what one takes home fits on its paper @long', async ({ ana, ben }) => {
  await ana.board.add('need', 'A ladder for Saturday');
  await ben.board.press('A ladder for Saturday', 'I can help');
  await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
  await expect(ben.board.sheet).toBeHidden();
  await ana.board.press('A ladder for Saturday', 'Accept');
  await expect(ben.board.card('A ladder for Saturday')).toContainText('Matched');

  const { page } = ben;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => (window.print = () => undefined));
  await page.getByRole('button', { name: /^More/ }).first().click();
  await page.getByRole('button', { name: 'Harvest', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your page' })).toBeVisible();
  expect(await pages(page), 'both: a page each').toBe(2);

  await page.getByRole('button', { name: 'Print my page' }).click();
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await beyond(page)).toEqual([]);
  const heading = page.getByRole('heading', { name: 'Your page' });
  await expect(heading).toBeVisible();
  await expect(page.getByText(/· the last thirty days · Ben$/)).toBeVisible();
  const [red = 255] =
    (await heading.evaluate((one) => getComputedStyle(one).color)).match(/\d+/g)?.map(Number) ?? [];
  expect(red, 'dark ink').toBeLessThan(100);
  expect(await pages(page), 'one’s own page').toBe(1);

  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await page.emulateMedia({ media: null, colorScheme: 'dark' });
  expect(await pages(page), 'the board’s page').toBe(1);
});
