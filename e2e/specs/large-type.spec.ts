/** Someone whose letters are twice as large as others': on a laptop and on a phone, all stays in its place and can be read. */
import { expect, test } from '../actors.ts';

/** Text alone is larger, as the settings of a browser or of a phone make it. */
const twice = (): void => {
  addEventListener('DOMContentLoaded', () => {
    document.documentElement.style.fontSize = '200%';
  });
};

for (const [where, size] of [
  ['a laptop', { width: 1280, height: 720 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`with letters of twice the size one lane lies beneath its tabs and nothing is cut, on ${where}`, async ({
    arrive,
    ben,
  }) => {
    await ben.board.add('need', 'Someone to read a letter from the council with me');
    await ben.board.add('promotion', 'Pottery class on Thursdays');
    const ana = await arrive('Ana');
    await ana.page.addInitScript(twice);
    await ana.page.setViewportSize(size);
    await ana.page.reload();
    await ana.join();
    await expect(ana.page.getByRole('tab', { name: /^Needs/ })).toBeVisible();
    await expect(ana.board.lane('promotion')).toBeHidden();

    const card = ana.board.card('Someone to read a letter from the council with me');
    const help = card.getByRole('button', { name: 'I can help' });
    await help.scrollIntoViewIfNeeded();
    await help.click({ trial: true });
    for (const name of [/Need$/, /Offer$/, /Referral$/]) {
      const button = await ana.page.getByRole('button', { name }).boundingBox();
      expect(button && button.x + button.width, `the right edge of ${name}`).toBeLessThanOrEqual(size.width);
    }
    const wide = await ana.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(size.width);

    await help.click();
    await ana.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
    await expect(ana.board.sheet).toBeHidden();
  });
}
