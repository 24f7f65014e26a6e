import { expect, test } from '../actors.ts';

test('two people help each other, from the link to the thanks', async ({ ana, ben, come }) => {
  const need = 'Lift to the clinic on Thursday';
  await ana.board.add('need', need);
  await expect(ben.board.card(need)).toBeVisible();

  await ben.board.press(need, 'I can help');
  await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
  await expect(ben.board.sheet).toBeHidden();
  await ben.board.isSaved();

  await ana.board.press(need, 'Accept');
  await ana.board.isSaved();

  const line = 'Ben, 0161 496 0777, evenings';
  const plan = await ben.board.open(need);
  await plan.field(/reach you/).fill(line);
  await plan.button(/^Share/).click();
  await plan.close();

  const carol = await come('Carol');
  const hers = await carol.board.open(need);
  const anas = await ana.board.open(need);
  await anas.button('Show').click();
  await expect(anas.sheet.getByText(line)).toBeVisible();
  await expect(hers.sheet.getByText(line)).toHaveCount(0);
  expect(await carol.page.content()).not.toContain('496 0777');
  await hers.close();
  await anas.close();

  await ana.board.press(need, "It's done");
  await ana.board.press(need, 'Thank you');
  await expect(
    ben.board
      .card(need)
      .getByText(/thanked/i)
      .first(),
  ).toBeVisible();
  await ana.board.isSaved();
});

test('an answer cannot be taken back by a slip once it was accepted', async ({ ana, ben }) => {
  await ana.board.add('need', 'Boxes for a move');
  await ben.board.press('Boxes for a move', 'I can help');
  await ben.board.sheet.getByRole('button', { name: 'Offer this help' }).click();
  const undo = ben.page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  // what Undo would take back for her is the card itself
  await ana.board.press('Boxes for a move', 'Accept');
  await expect(ana.page.getByText('You and Ben have agreed.')).toBeVisible();
  await expect(ana.page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(ben.board.card('Boxes for a move')).toContainText('Matched');
  await expect(undo).toHaveCount(0);
});
