import { expect, test } from '../actors.ts';

test('an introduction moves nothing before everyone has said yes', async ({ ana, ben, come }) => {
  const carol = await come('Carol');
  const need = 'Someone who can mend a bicycle';
  await ana.board.add('need', need);

  const card = await ben.board.open(need);
  await card.button('I know someone').click();
  await ben.board.sheet.getByLabel('Who is it?').selectOption({ label: 'Carol' });
  await ben.board.sheet.getByRole('button', { name: 'Introduce them' }).click();
  await ben.board.isSaved();

  await carol.board.press(need, 'Answer');
  await carol.board.sheet.getByRole('button', { name: /^Yes/ }).click();
  await carol.board.isSaved();

  await ana.board.press(need, 'Answer');
  await ana.board.sheet.getByRole('button', { name: /^Yes/ }).click();
  await ana.board.isSaved();
  const anas = await ana.board.open(need);
  await expect(anas.sheet.getByText('Carol').first()).toBeVisible();
});

test('"not this time" puts the need back in sight @long', async ({ ana, ben, come }) => {
  const carol = await come('Carol');
  const need = 'A lift to the market';
  await ana.board.add('need', need);
  const card = await ben.board.open(need);
  await card.button('I know someone').click();
  await ben.board.sheet.getByLabel('Who is it?').selectOption({ label: 'Carol' });
  await ben.board.sheet.getByRole('button', { name: 'Introduce them' }).click();
  await ben.board.isSaved();

  await carol.board.press(need, 'Answer');
  await carol.board.sheet.getByRole('button', { name: 'Not this time' }).click();
  await carol.board.sheet.getByRole('textbox').fill('I am away until May.');
  await carol.board.sheet.getByRole('button', { name: 'Say not this time' }).click();
  await carol.board.isSaved();
  await expect(carol.board.button(need, 'I can help')).toBeVisible();
});
