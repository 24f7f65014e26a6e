/** axe finds nothing on any screen: light and dark, desktop and phone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Coming } from '../actors.ts';
import type { Person } from '../person.ts';

async function examine(who: Person, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: who.page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect.soft(found, screen).toEqual([]);
}

/** Opens something from the menu of the page, looks at it, and closes it by Escape. */
async function examineSheet(who: Person, item: string): Promise<void> {
  await who.page.getByRole('button', { name: /^More/ }).first().click();
  await who.page.getByRole('button', { name: item, exact: true }).click();
  await expect(who.board.sheet).toBeVisible();
  await examine(who, item);
  await who.page.keyboard.press('Escape');
  await expect(who.board.sheet).toBeHidden();
}

for (const coming of [{}, { dark: true }, { phone: true }, { phone: true, dark: true }] satisfies Coming[]) {
  const look: Coming = coming;
  const name = `${look.phone ? 'phone' : 'desktop'}, ${look.dark ? 'dark' : 'light'}`;

  test(`axe finds nothing on a person's screens: ${name}`, async ({ arrive, server, ana, ben }) => {
    test.setTimeout(120_000);
    const need = 'Boxes for a move';
    await ana.board.add('need', need);
    await ben.board.add('offer', 'Soup on Friday');
    await ben.board.add('referral', 'A choir with no audition');
    await ben.board.add('promotion', 'Pottery class');

    const carol = await arrive('Carol', look);
    await carol.page.goto(server.origin);
    await expect(carol.page.getByRole('heading').first()).toBeVisible();
    await examine(carol, 'start');
    await carol.page.goto(carol.link);
    await expect(carol.page.getByLabel('Your name')).toBeVisible();
    await examine(carol, 'join');
    await carol.join();
    await expect(carol.board.card(need)).toBeVisible();
    await examine(carol, 'board');

    const card = await carol.board.open(need);
    await examine(carol, 'card');
    await card.button('I know someone').click();
    await expect(carol.page.getByRole('button', { name: 'Introduce them' })).toBeVisible();
    await examine(carol, 'introduce');
    await carol.page.keyboard.press('Escape');
    if (await card.sheet.isVisible()) await carol.page.keyboard.press('Escape');
    await expect(carol.board.sheet).toBeHidden();

    await carol.board.press(need, 'I can help');
    await expect(carol.page.getByRole('button', { name: 'Offer this help' })).toBeVisible();
    await examine(carol, 'help');
    await carol.page.getByRole('button', { name: 'Offer this help' }).click();
    await expect(carol.board.sheet).toBeHidden();

    for (const item of [
      'Invite someone',
      'People',
      'Notes of this board',
      'Your drafts',
      'Your promotions',
      'Use another device too',
      'What facilitators did',
    ])
      await examineSheet(carol, item);
  });

  test(`axe finds nothing on a facilitator's screens, and on a closed door: ${name}`, async ({
    come,
    arrive,
    board,
  }) => {
    const grace = await come('Grace', { ...look, as: 'facilitator' });
    await examine(grace, 'empty board');
    await examineSheet(grace, 'For facilitators');
    await examineSheet(grace, 'People');
    board.links.member = board.links.member.replace(/key=.*/, 'key=AAAAAAAAAAAAAAAAAAAAAA');
    const stranger = await arrive('Stranger', look);
    await expect(stranger.page.getByRole('heading').first()).toBeVisible();
    await examine(stranger, 'closed door');
  });
}
