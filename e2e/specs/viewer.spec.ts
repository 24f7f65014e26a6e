import { expect, test } from '../actors.ts';

test('a viewer link shows everything live and lets nothing be written', async ({ ana, arrive }) => {
  await ana.board.add('need', 'Boxes for a move');
  const vera = await arrive('Vera', { as: 'viewer' });
  await expect(vera.board.card('Boxes for a move')).toBeVisible();
  await ana.board.add('offer', 'Soup on Friday');
  await expect(vera.board.card('Soup on Friday')).toBeVisible();
  await expect(vera.board.input('need')).toHaveCount(0);
  await expect(vera.page.getByRole('button', { name: 'I can help', exact: true })).toHaveCount(0);
  await expect(vera.page.getByLabel('Your name')).toHaveCount(0);
});

test('a link that holds no longer is answered in plain words', async ({ arrive, board }) => {
  board.links.member = board.links.member.replace(/key=.*/, 'key=AAAAAAAAAAAAAAAAAAAAAA');
  const stranger = await arrive('Stranger');
  await expect(stranger.page.getByRole('heading').first()).toBeVisible();
  await expect(stranger.board.lane('need')).toHaveCount(0);
  await expect(stranger.page.locator('body')).not.toContainText(
    /denied|invalid|error|forbidden|limit exceeded/i,
  );
});
