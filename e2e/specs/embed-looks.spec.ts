/** The embedded board in columns of any width, in forced colours, and in a site's own colours. */
import type { Page } from '@playwright/test';
import { expect, openTo, tag, test } from '../visiting.ts';

const long = `${'Lift to the clinic on Thursday morning, '.repeat(3)}Donaudampfschifffahrtsgesellschaft`;

test.beforeEach(async ({ server, board, site, ana, visitor }) => {
  await openTo(server, board, [site.origin]);
  await ana.board.add('need', long.slice(0, 140));
  await ana.board.add('offer', 'Bread on Fridays');
  await visitor.goto(site.page('/', server.origin, `<main><h1>Neighbours</h1>${tag(board)}</main>`));
  await expect(visitor.getByText('Live, you are reading along')).toBeVisible();
});

/** Gives the element that much of the page, px. @returns by how much anything in it is wider than that */
async function give(visitor: Page, width: number): Promise<number> {
  return visitor.locator('tilth-board').evaluate((element: HTMLElement, width) => {
    element.style.inlineSize = `${width}px`;
    const { right } = element.getBoundingClientRect();
    // words, too, that are wider than what they stand in
    const all = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].map((one) => {
      const words = document.createRange();
      words.selectNodeContents(one);
      return Math.max(words.getBoundingClientRect().right, one.getBoundingClientRect().right);
    });
    return Math.max(...all) - right;
  }, width);
}

test('it lays itself out by its own width, from 280 px on, whatever the page’s', async ({ visitor }) => {
  const lanes = visitor.getByRole('region');
  for (const width of [280, 320, 420, 719]) {
    expect(await give(visitor, width), `${width} px`).toBeLessThanOrEqual(0);
    await expect(visitor.getByRole('navigation')).toBeVisible();
    await expect(lanes).toHaveCount(1);
    for (const tab of await visitor.getByRole('navigation').getByRole('button').all()) {
      const { width: wide = 0, height = 0 } = (await tab.boundingBox()) ?? {};
      expect(Math.min(wide, height)).toBeGreaterThanOrEqual(44);
    }
  }
  for (const width of [722, 1100]) {
    expect(await give(visitor, width), `${width} px`).toBeLessThanOrEqual(0);
    await expect(visitor.getByRole('navigation')).toBeHidden();
    await expect(lanes).toHaveCount(4);
  }
});

test('in forced colours cards have edges, and the tab that is chosen differs', async ({ visitor }) => {
  await visitor.emulateMedia({ forcedColors: 'active' });
  await give(visitor, 400);
  const edge = (element: Element) => {
    const { borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor } = getComputedStyle(element);
    return [borderBlockEndStyle, Number.parseFloat(borderBlockEndWidth) >= 1, borderBlockEndColor] as const;
  };
  const paper = await visitor.locator('tilth-board').evaluate((one) => getComputedStyle(one).backgroundColor);
  const [style, wide, colour] = await visitor.getByRole('article').first().evaluate(edge);
  expect([style, wide, colour === paper]).toEqual(['solid', true, false]);
  const tabs = visitor.getByRole('navigation').getByRole('button');
  const colours = await tabs.evaluateAll((all) =>
    all.map((one) => getComputedStyle(one).borderBlockEndColor),
  );
  expect(colours.slice(1)).toEqual(Array.from({ length: 3 }, () => paper));
  expect(colours[0]).not.toBe(paper);
  await tabs.nth(1).focus();
  await visitor.keyboard.press('Shift+Tab');
  expect(await tabs.first().evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
});

test('it takes its colours from the page’s own custom properties', async ({ visitor }) => {
  const of = (name: 'backgroundColor' | 'color') =>
    visitor.locator('tilth-board').evaluate((one, name) => getComputedStyle(one)[name], name);
  const before = await of('color');
  await visitor.evaluate(() => {
    document.documentElement.style.setProperty('--tilth-paper', '#ffffff');
    document.body.style.setProperty('--tilth-font', 'serif');
  });
  expect([await of('backgroundColor'), await of('color')]).toEqual(['rgb(255, 255, 255)', before]);
  const font = await visitor
    .getByRole('article')
    .first()
    .evaluate((one) => getComputedStyle(one).fontFamily);
  expect(font).toBe('serif');
});
