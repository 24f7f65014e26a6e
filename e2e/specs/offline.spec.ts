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
  // A person is slower than the browser's storage; a script is not.
  await expect.poll(() => ana.page.evaluate(keptCommands)).toBe(1);
  // The page itself cannot load without a network; the browser comes back to it with one.
  await ana.page.goto('about:blank');
  await ana.page.context().setOffline(false);
  await ana.page.goto(ana.link);
  // A page that could not say it is going still holds its words for a few seconds.
  await expect(ana.board.card('A ladder')).toBeVisible({ timeout: 25_000 });
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

/** Runs in the page. @returns how many commands lie in the device's storage */
function keptCommands(): Promise<number> {
  return new Promise((resolve, fail) => {
    const open = indexedDB.open('tilth');
    open.addEventListener('error', () => fail(open.error ?? new Error('no storage')));
    open.addEventListener('success', () => {
      const rows = open.result.transaction('rows').objectStore('rows').getAll();
      rows.addEventListener('success', () => {
        open.result.close();
        resolve(rows.result.filter((row: { kind: string }) => row.kind === 'outbox').length);
      });
    });
  });
}
