import { expect, test } from '../actors.ts';

test('writes on without a network, and everything is there on return', async ({ ana, ben }) => {
  await ana.board.add('need', 'Boxes for a move');
  await expect(ben.board.card('Boxes for a move')).toBeVisible();
  await ana.goOffline();
  await ana.board.write('need', 'A ladder');
  await ana.board.write('offer', 'Soup on Friday');
  await expect(ana.board.card('A ladder')).toBeVisible();
  await expect(ana.board.connection('Saved')).toHaveCount(0);
  await ben.board.add('offer', 'A drill to lend');
  await expect(ben.board.card('A ladder')).toHaveCount(0);

  await ana.comeBack();
  await expect(ana.board.card('A drill to lend')).toBeVisible();
  await expect(ben.board.card('A ladder')).toBeVisible();
  await expect(ben.board.card('Soup on Friday')).toBeVisible();
});

test('what was written offline outlives a reload', async ({ ana, ben }) => {
  await ana.board.add('need', 'Boxes for a move');
  await ana.goOffline();
  await ana.board.write('need', 'A ladder');
  await expect(ana.board.card('A ladder')).toBeVisible();
  // The page itself cannot load without a network; the browser comes back to it with one.
  await ana.page.goto('about:blank');
  await ana.page.context().setOffline(false);
  await ana.page.goto(ana.link);
  await expect(ana.board.card('A ladder')).toBeVisible();
  await ana.board.isSaved();
  await expect(ben.board.card('A ladder')).toHaveCount(1);
});

test('letters typed into a body offline merge with those of others', async ({ ana, facilitator }) => {
  const title = 'Winter party';
  await ana.board.add('need', title);
  const mine = await ana.board.open(title);
  await mine.edit();
  await mine.body.fill('Tables.');
  const theirs = await facilitator.board.open(title);
  await theirs.writeAlong();
  await expect(theirs.body).toHaveValue('Tables.');

  await ana.page.context().setOffline(true);
  await mine.body.press('ControlOrMeta+End');
  await mine.body.pressSequentially(' Chairs.');
  await theirs.body.press('ControlOrMeta+Home');
  await theirs.body.pressSequentially('Cups. ');
  await ana.page.context().setOffline(false);

  await expect(mine.body).toHaveValue('Cups. Tables. Chairs.');
  await expect(theirs.body).toHaveValue('Cups. Tables. Chairs.');
});
