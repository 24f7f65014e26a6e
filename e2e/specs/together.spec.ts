import { expect, test } from '../actors.ts';

test('author and facilitator write a body together, letter by letter', async ({ ana, facilitator }) => {
  const title = 'A garden grown over the path';
  await ana.board.add('need', title);

  const mine = await ana.board.open(title);
  await mine.edit();
  const theirs = await facilitator.board.open(title);
  await theirs.writeAlong();

  await mine.body.pressSequentially('Shears and a barrow. ');
  await expect(theirs.body).toHaveValue('Shears and a barrow. ');
  await theirs.body.press('ControlOrMeta+End');
  await Promise.all([
    mine.body.pressSequentially('An afternoon.'),
    theirs.body.pressSequentially('I have gloves 🧤.'),
  ]);

  await expect(mine.body).toHaveValue(/An afternoon\./);
  await expect(mine.body).toHaveValue(/I have gloves 🧤\./);
  const words = await mine.body.inputValue();
  await expect(theirs.body).toHaveValue(words);
  await expect(mine.sheet.getByText('Saved').first()).toBeVisible();
});
