/** A session's screens: axe finds nothing, and nothing scrolls sideways at 400 %; on a desk and on a phone. */
import { expect, test } from '../actors.ts';
import { examine } from '../axe.ts';
import type { Person } from '../person.ts';

/** The width of a small laptop's window at 400 %. */
const zoomed = { width: 320, height: 640 };

async function fits(who: Person, screen: string): Promise<void> {
  const before = who.page.viewportSize();
  await who.page.setViewportSize(zoomed);
  const wide = await who.page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(wide, `${screen} at 400 %`).toBeLessThanOrEqual(zoomed.width);
  if (before) await who.page.setViewportSize(before);
}

async function both(who: Person, screen: string): Promise<void> {
  // what a sheet covered comes back in its own time
  await expect(who.page.getByRole('main').or(who.page.getByRole('dialog')).first()).toBeVisible();
  await examine(who, screen);
  await fits(who, screen);
}

test('parts are renamed, put into another order and taken out by keyboard alone', async ({ come }) => {
  const { page, board } = await come('Faro', { as: 'facilitator' });
  const at = page.locator(':focus');
  /** Goes on by Tab (or back) until something of that name has the focus. */
  const go = async (name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press(key);
      if (await page.getByRole('button', { name }).or(page.getByLabel(name)).and(at).count()) return;
    }
    throw new Error(`Tab does not come to ${name}`);
  };
  const parts = board.sheet.getByRole('button', { expanded: false });
  await page.getByRole('button', { name: 'Run a session' }).focus();
  await page.keyboard.press('Enter');
  await expect(board.sheet).toBeVisible();
  await go('Offers and Needs Market, 60 minutes');
  for (let down = 0; down < 3; down += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Gift circle' })).toBeChecked();

  await go(/^Arriving/);
  await page.keyboard.press('Enter');
  await go('Name');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Coming in');
  await go('Move “Coming in” down', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(board.sheet.getByText(/“Coming in” is part 2 of \d now/)).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(board.sheet.getByText(/“Coming in” is part 3 of \d now/)).toBeAttached();
  await expect(page.getByRole('button', { name: 'Move “Coming in” down' })).toBeFocused();
  const many = await parts.count();
  await go(/^Take “Coming in” out/);
  await page.keyboard.press('Space');
  await expect(parts).toHaveCount(many);
  await expect(board.sheet.getByText('“Coming in” is taken out.')).toBeAttached();
  await expect(parts.and(at)).toHaveCount(1);
});

for (const phone of [false, true]) {
  test(
    `axe finds nothing in a session, and it fits at 400 %, ${phone ? 'on a phone' : 'on a desk'}`,
    { tag: '@long' },
    async ({ come, arrive }) => {
      test.setTimeout(150_000);
      const faro = await come('Faro', { phone, as: 'facilitator' });
      const ana = await come('Ana', { phone });
      const wall = await arrive('Wall', { as: 'viewer' });
      await wall.page.goto(wall.link.replace('#', '?view=wall#'));
      const press = (name: string): Promise<void> =>
        faro.page.getByRole('button', { name, exact: true }).click();
      const shows = (who: Person, name: string): Promise<void> =>
        expect(who.page.getByRole('heading', { name, exact: true }).first()).toBeVisible();

      await press('Run a session');
      await expect(faro.board.sheet).toBeVisible();
      await both(faro, 'Run a session');
      await faro.page.getByRole('radio', { name: 'Offers and Needs Market, 60 minutes' }).check();
      await faro.page.getByRole('button', { name: /^Offers: quiet writing/ }).click();
      await both(faro, 'a part that is changed');
      await press('Plan it for later');
      await expect(faro.board.sheet).toBeHidden();
      await both(faro, 'a plan in the cockpit');
      await both(ana, 'a session that has not begun');
      await both(wall, 'the wall before it begins');

      await press('Start');
      for (const who of [faro, ana, wall]) {
        await shows(who, 'Welcome and agreements');
        await both(who, 'welcome');
      }
      await press('Next phase');
      for (const who of [faro, ana, wall]) await shows(who, 'Offers: quiet writing');
      if (phone) await ana.page.getByRole('tab', { name: /^Offers/ }).tap();
      if (phone) await ana.page.getByRole('button', { name: /Offer$/ }).tap();
      await ana.board.write('offer', 'Soup on Friday');
      await expect(ana.board.card('Soup on Friday')).toBeVisible();
      for (const who of [faro, ana, wall]) await both(who, 'quiet writing');

      await press('Next phase');
      for (const who of [faro, ana, wall]) {
        await shows(who, 'Offers market');
        await both(who, 'market');
      }
      await press('Change the plan');
      await expect(faro.board.sheet).toBeVisible();
      await both(faro, 'Change the plan');
      await faro.page.keyboard.press('Escape');
      await expect(faro.board.sheet).toBeHidden();
      await press('End session');
      await faro.page.getByRole('button', { name: 'Not now' }).waitFor();
      await both(faro, 'before the end');
      await press('End session');
      await expect(ana.page.getByText(/It ended at/)).toBeVisible();
      for (const who of [faro, ana, wall]) await both(who, 'after the end');

      await ana.page.getByRole('button', { name: /^More/ }).first().click();
      await ana.page.getByRole('button', { name: 'Harvest', exact: true }).click();
      await expect(ana.page.getByRole('heading', { name: 'Your page' })).toBeVisible();
      await both(ana, 'harvest');
    },
  );
}
