/** axe finds nothing on any screen, on a desk and on a phone, by day and by night. */
import { examine } from '../axe.ts';
import { expect, test } from '../actors.ts';
import type { Person } from '../person.ts';

/** Opens something from the menu of the page, looks at it, and closes it by Escape. */
async function examineSheet(who: Person, item: string): Promise<void> {
  await who.page.getByRole('button', { name: /^More/ }).first().click();
  await who.page.getByRole('button', { name: item, exact: true }).click();
  await expect(who.board.sheet).toBeVisible();
  await examine(who, item);
  await who.page.keyboard.press('Escape');
  await expect(who.board.sheet).toBeHidden();
}

for (const phone of [false, true]) {
  const where = phone ? 'on a phone' : 'on a desk';
  const long = phone ? ' @long' : '';

  test(`axe finds nothing on the way in, on the board and on its cards, ${where}${long}`, async ({
    arrive,
    server,
    ana,
    ben,
  }) => {
    test.setTimeout(120_000);
    const need = 'Boxes for a move';
    await ana.board.add('need', need);
    await ben.board.add('offer', 'Soup on Friday');
    await ben.board.add('promotion', 'Pottery class');

    const carol = await arrive('Carol', { phone });
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
    await expect(carol.page.getByRole('button', { name: 'Introduce them' })).toBeHidden();
    if (await card.sheet.isVisible()) await carol.page.keyboard.press('Escape');
    await expect(carol.board.sheet).toBeHidden();

    await carol.board.press(need, 'I can help');
    await expect(carol.page.getByRole('button', { name: 'Offer this help' })).toBeVisible();
    await examine(carol, 'help');
  });

  test(`axe finds nothing behind the menu, ${where}`, { tag: '@long' }, async ({ come, arrive, board }) => {
    test.setTimeout(120_000);
    const grace = await come('Grace', { phone, as: 'facilitator' });
    await examine(grace, 'empty board');
    for (const item of [
      'Invite someone',
      'People',
      'Notes of this board',
      'Harvest',
      'Your drafts',
      'Your promotions',
      'Use another device too',
      'What facilitators did',
      'Announcements',
      'For facilitators',
    ])
      await examineSheet(grace, item);

    board.links.member = board.links.member.replace(/key=.*/, 'key=AAAAAAAAAAAAAAAAAAAAAA');
    const stranger = await arrive('Stranger', { phone });
    await expect(stranger.page.getByRole('heading').first()).toBeVisible();
    await examine(stranger, 'closed door');
  });
}

test('axe finds nothing on a wall', async ({ arrive, ana, ben }) => {
  await ana.board.add('need', 'Boxes for a move');
  await ben.board.add('offer', 'Soup on Friday');
  const wall = await arrive('Wall', { as: 'viewer' });
  await wall.page.goto(wall.link.replace('#', '?view=wall#'));
  await expect(wall.page.getByRole('heading', { name: 'Boxes for a move' })).toBeVisible();
  await examine(wall, 'wall');
});
