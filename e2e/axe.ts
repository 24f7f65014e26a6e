/** What axe finds on a screen, by day and by night. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Person } from './person.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Without frames from elsewhere axe needs no page of its own to put its findings together, and is twice as quick. What
 * stands in a frame of ours is a page by itself, with landmarks of its own, and examined as one.
 */
const axe = ({ page }: Person): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ iframes: false });

/** Looks at the screen by day with every rule; by night only colours differ. */
export async function examine(who: Person, screen: string): Promise<void> {
  const day = await axe(who).withTags(tags).analyze();
  await who.page.emulateMedia({ colorScheme: 'dark' });
  const night = await axe(who).withRules('color-contrast').analyze();
  await who.page.emulateMedia({ colorScheme: 'light' });
  const found = [day, night].flatMap(({ violations }, index) =>
    violations.map(({ id, help, nodes }) => ({
      when: index === 0 ? 'by day' : 'by night',
      id,
      help,
      where: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    })),
  );
  expect.soft(found, screen).toEqual([]);
}
