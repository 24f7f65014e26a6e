/** A session as those who take part see it. */
import type { Page } from '@playwright/test';
import { Conductor, phase } from '../../scripts/demo/conductor.ts';
import { expect, test } from '../actors.ts';
import { examine } from '../axe.ts';
import { Hearing } from '../hearing.ts';

const quiet = phase('Offers: quiet writing', {
  prompt: 'Write down what you could offer.',
  writes: ['offer'],
  silent: 'all',
});
const market = phase('Offers market', { prompt: 'Say “I’d like this” to what you would like.' });
const thanks = phase('Thanks', { promotions: true });

const clock = (page: Page) => page.getByRole('timer', { name: 'Time left', exact: true });
const seconds = async (page: Page): Promise<number> => {
  const [, minutes, rest] = /(\d+):(\d\d)/.exec(await clock(page).innerText()) ?? [];
  return Number(minutes) * 60 + Number(rest);
};

test.describe('taking part', () => {
  let fay: Conductor;
  test.beforeEach(async ({ server, board }) => {
    fay = await Conductor.begin(server.origin, board, 'Fay', quiet, market, thanks);
  });
  test.afterEach(() => fay.leave());

  test('what one writes in silence is seen by nobody else, and stays in its place when it is shown', async ({
    ana,
    ben,
  }) => {
    for (const { page } of [ana, ben]) {
      await expect(page.getByRole('heading', { name: quiet.name, exact: true })).toBeVisible();
      await expect(clock(page)).toHaveText(/4:\d\d/);
    }
    await ana.board.write('offer', 'A drill to lend');
    const card = ana.board.card('A drill to lend');
    await expect(card).toContainText('Only you see it');
    await expect(ben.page.getByText('1 written so far')).toBeVisible();
    await expect(ben.board.card('A drill to lend')).toHaveCount(0);

    // it can be edited, taken back, and put up again
    await ana.board.open('A drill to lend');
    await expect(ana.board.sheet).toContainText('Written in silence');
    await ana.page.keyboard.press('Escape');

    await fay.next();
    await expect(ben.board.card('A drill to lend')).toBeVisible();
    await expect(card).not.toContainText('Only you see it');
    await expect(ana.page.getByRole('heading', { name: market.name, exact: true })).toBeVisible();
  });

  test('a change of part is announced, and takes neither words, cursor, scroll nor an open card', async ({
    ana,
    ben,
  }) => {
    await ana.board.input('offer').fill('Half a sen');
    await ben.board.write('offer', 'Bread on Sunday');
    const card = await ben.board.open('Bread on Sunday');
    await fay.next(3_000);
    await expect(ana.page.getByText(/“Offers market” starts in [123] s: finish your sentence/)).toBeVisible();
    await ana.page.keyboard.type('tence');
    await expect(ana.page.getByRole('heading', { name: market.name, exact: true })).toBeVisible();
    await ana.page.keyboard.type(' more');
    await expect(ana.board.input('offer')).toBeFocused();
    await expect(ana.board.input('offer')).toHaveValue('Half a sentence more');
    await expect(card.sheet).toBeVisible();
  });

  test('people are ready, raise a hand and pass; all see how many are ready', async ({ ana, ben }) => {
    await expect(ben.page.getByText('0 of 2 ready')).toBeVisible();
    await ana.page.getByRole('button', { name: "I'm ready" }).click();
    await expect(ben.page.getByText('1 of 2 ready')).toBeVisible();
    await ben.page.getByRole('button', { name: 'Pass this time' }).click();
    await expect(ana.page.getByText('2 of 2 ready')).toBeVisible();
    await ana.page.getByRole('button', { name: 'Raise a hand' }).click();
    await expect(ana.page.getByRole('button', { name: 'Lower your hand' })).toBeVisible();
    const { state } = await fay.client.until(({ state: { seats } }) =>
      [...seats.values()].some(({ hand }) => hand !== undefined),
    );
    expect([...state.seats.values()].filter(({ hand }) => hand !== undefined)).toHaveLength(1);
  });

  test('lanes say what is not asked for, and when writing goes on, and keep every word', async ({ ana }) => {
    const needs = ana.board.lane('need');
    await expect(
      needs.getByText('Needs are not asked for in this part. They are in “Offers market”.'),
    ).toBeVisible();
    await ana.board.input('offer').fill('A bed for a night');
    await fay.locks(true);
    await expect(ana.board.lane('offer').getByText('It goes on when Fay says so.')).toBeVisible();
    await ana.board.input('offer').press('Enter');
    await expect(ana.board.input('offer')).toHaveValue('A bed for a night');
    await fay.locks(false);
    await ana.board.input('offer').press('Enter');
    await expect(ana.board.card('A bed for a night')).toBeVisible();
    await expect(
      ana.board.lane('promotion').getByText(/They go up about \d\d:\d\d, in “Thanks”/),
    ).toBeVisible();
  });

  test('the spotlight is a strip that opens nothing by itself; whoever comes late sees all of it', async ({
    ana,
    come,
  }) => {
    await fay.next();
    await ana.board.add('need', 'A lift on Thursday');
    await fay.shows(fay.card('A lift on Thursday'));
    const late = await come('Late', { phone: true });
    for (const { page, board } of [ana, late]) {
      const strip = page.getByRole('complementary', { name: 'Everybody looks at' });
      await expect(strip).toContainText('A lift on Thursday');
      await expect(board.sheet).toHaveCount(0);
      await expect(page.getByRole('heading', { name: market.name, exact: true })).toBeVisible();
    }
    expect(Math.abs((await seconds(ana.page)) - (await seconds(late.page)))).toBeLessThanOrEqual(1);
    await late.page.getByRole('button', { name: 'Open: A lift on Thursday' }).click();
    await expect(late.board.sheet).toBeVisible();
  });

  test('whoever follows sees the cards that the lead looks for, until they stop', async ({ ana, ben }) => {
    await fay.next();
    await ana.board.add('need', 'A ladder for Saturday');
    await ana.board.add('need', 'A lift on Thursday');
    const lift = ben.board.card('A lift on Thursday');
    await expect(lift).toBeVisible();
    await ben.page.getByRole('button', { name: 'Monday market, part 2 of 3' }).click();
    await ben.page.getByRole('button', { name: 'Follow Fay' }).click();
    await fay.does({ type: 'session.lead', session: fay.now.id, member: fay.called('Ana') });

    await ana.page.getByRole('button', { name: 'Find', exact: true }).click();
    await expect(ana.page.getByText('Whoever follows you sees what you look for.')).toBeVisible();
    await ana.page.getByRole('searchbox', { name: 'Find a card' }).fill('ladder');
    await expect(ben.page.getByText('Looks for: “ladder”. Your lanes show what fits.')).toBeVisible();
    await expect(lift).toHaveCount(0);
    await expect(ben.board.card('A ladder for Saturday')).toBeVisible();
    await ben.page.getByRole('button', { name: 'Stop following' }).click();
    await expect(lift).toBeVisible();
    await ben.page.getByRole('button', { name: 'Follow Ana' }).click();
    await expect(lift).toHaveCount(0);
    await ana.page.getByRole('button', { name: 'Show all' }).click();
    await expect(lift).toBeVisible();

    // where the focus is, nothing goes by itself
    const help = lift.getByRole('button', { name: /^I can help/ });
    await help.focus();
    await ana.page.getByRole('button', { name: 'Find', exact: true }).click();
    await ana.page.getByRole('searchbox', { name: 'Find a card' }).fill('ladder');
    const waiting = ben.page.getByRole('button', { name: '1 change waiting, show' });
    await expect(waiting).toBeVisible();
    await expect(help).toBeFocused();
    await waiting.click();
    await expect(lift).toHaveCount(0);
  });

  test('one looks back at what was asked, and never ahead', async ({ ana }) => {
    await fay.next();
    await ana.page.getByRole('button', { name: 'Monday market, part 2 of 3' }).click();
    const parts = ana.page.getByRole('list').filter({ hasText: quiet.name });
    await expect(parts).toContainText(quiet.prompt);
    await expect(parts).toContainText(thanks.name);
  });
});

test('whose turn it is stands on every screen, and is said to whose it is at once @long', async ({
  server,
  board,
  come,
}) => {
  const fay = await Conductor.begin(
    server.origin,
    board,
    'Fay',
    phase('Gifts: quiet writing', { writes: ['offer'], silent: 'turns' }),
    phase('The circle'),
    phase('Thanks'),
  );
  const [ana, ben] = [await come('Ana'), await come('Ben', { phone: true })];
  await ana.board.write('offer', 'A drill to lend');
  await expect(ana.board.card('A drill to lend')).toContainText('Only you see it');
  await fay.next();
  await expect(ben.page.getByRole('heading', { name: 'The circle', exact: true })).toBeVisible();
  const heard = { ana: await Hearing.of(ana.page), ben: await Hearing.of(ben.page) };
  const { id: session } = fay.now;
  await fay.does({ type: 'session.turn', session, member: fay.called('Ana') });
  await expect(ana.page.getByText('It is your turn.', { exact: true })).toBeVisible();
  await expect(ben.page.getByText('It is Ana’s turn.')).toBeVisible();
  await heard.ana.says('at once: It is your turn.');
  await heard.ben.says('It is Ana’s turn.', '1 new offer.');
  await fay.does({ type: 'session.turn', session, member: fay.called('Ben') });
  await expect(ben.page.getByText('It is your turn.', { exact: true })).toBeInViewport();
  await heard.ben.says('at once: It is your turn.');
  await fay.next();
  await expect(ben.page.getByText('It is your turn.', { exact: true })).toHaveCount(0);
  fay.leave();
});

test('nothing of a session is wider than a phone, nor than a page at 400 %', async ({
  server,
  board,
  come,
}) => {
  const long = phase('A part whose name is as long as names of parts may ever be', {
    prompt: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen, and how you came by it.',
    groups: 3,
  });
  const fay = await Conductor.begin(server.origin, board, 'Fay', quiet, long, thanks);
  const ana = await come('Ana', { phone: true });
  await fay.next(60_000);
  await ana.page.getByRole('button', { name: /part 1 of 3/ }).click();
  for (const width of [390, 320]) {
    await ana.page.setViewportSize({ width, height: 256 });
    await expect(clock(ana.page)).toBeAttached();
    const wide = await ana.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `scroll width at ${width} px`).toBeLessThanOrEqual(width);
  }
  fay.leave();
});

for (const phone of [false, true]) {
  const where = phone ? 'on a phone' : 'on a desk';
  const long = phone ? ' @long' : '';

  test(`axe finds nothing on a session, ${where}${long}`, async ({ server, board, come }) => {
    test.setTimeout(120_000);
    const fay = await Conductor.begin(
      server.origin,
      board,
      'Fay',
      phase('Quiet writing', { prompt: 'What could you offer?', writes: ['offer'], silent: 'all' }),
      phase('Market', { groups: 3 }),
      phase('Thanks', { promotions: true }),
    );
    const ana = await come('Ana', { phone });
    if (phone) await ana.page.getByRole('tab', { name: 'Offers' }).click();
    await ana.board.write('offer', 'A drill to lend');
    await expect(ana.board.card('A drill to lend')).toContainText('Only you see it');
    await ana.page.getByRole('button', { name: "I'm ready" }).click();
    await ana.page.getByRole('button', { name: /part 1 of 3/ }).click();
    await ana.page.getByRole('button', { name: 'Follow Fay' }).click();
    await examine(ana, 'silent writing, unfolded, following');
    await fay.next(60_000);
    await expect(ana.page.getByText(/finish your sentence/)).toBeVisible();
    await examine(ana, 'an announced step');
    await fay.next();
    await expect(ana.board.card('A drill to lend')).toContainText('Saved');
    await fay.shows(fay.card('A drill to lend'));
    await fay.locks(true);
    await expect(ana.page.getByRole('complementary', { name: 'Everybody looks at' })).toBeVisible();
    await examine(ana, 'a spotlight, locked');
    fay.leave();
  });
}
