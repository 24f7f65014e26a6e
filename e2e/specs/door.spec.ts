/** Coming to a session by its spoken code: the walk of a facilitator and of a newcomer, by what they can read. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, test } from '../actors.ts';
import type { Person } from '../person.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** By day with every rule; by night only colours differ. */
async function examine({ page }: Person, screen: string): Promise<void> {
  const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
  const day = await axe().withTags(tags).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const night = await axe().withRules('color-contrast').analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  const found = [...day.violations, ...night.violations].map(({ id, nodes }) => [
    id,
    nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  ]);
  expect.soft(found, screen).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function plan({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Run a session', exact: true }).click();
  await page.getByRole('radio', { name: 'Gift circle', exact: true }).check();
  await page.getByRole('button', { name: 'Plan it for later', exact: true }).click();
}

/** In the cockpit, where whoever planned a session is. */
const doorOf = ({ page }: Person): Locator => page.getByRole('region', { name: 'The door', exact: true });

/** What is to be read under "Code", without its spaces. */
async function codeOn(door: Locator): Promise<string> {
  const digits = door.getByText(/\d{3} \d{3} \d{3}/);
  await expect(digits).toBeVisible();
  return (await digits.innerText()).match(/\d{3} \d{3} \d{3}/)?.[0] ?? '';
}

test('a newcomer types the code on a phone, waits at the door, is let in, and writes a need', async ({
  facilitator,
  arrive,
  server,
}) => {
  test.setTimeout(90_000);
  await plan(facilitator);
  const door = doorOf(facilitator);
  await door.getByRole('radio', { name: 'Ask me first' }).check();
  const code = await codeOn(door);
  await expect(door.getByRole('img', { name: 'QR code: the link to the session' })).toBeVisible();
  await expect(door.getByText('Nobody is waiting.')).toBeVisible();

  const cem = await arrive('Cem', { phone: true });
  await cem.page.goto(server.origin);
  await expect(cem.page.getByRole('heading', { name: 'Have a code?' })).toBeVisible();
  await cem.page.goto(`${server.origin}/join`);
  await examine(cem, 'code');
  await cem.page.getByLabel('Code').fill('111 222 333');
  await cem.page.getByRole('button', { name: 'Go to the session' }).tap();
  await expect(cem.page.getByText(/This code opens nothing now/)).toBeVisible();
  await cem.page.getByLabel('Code').fill(code);
  await cem.page.getByRole('button', { name: 'Go to the session' }).tap();

  await expect(cem.page.getByText(/Somebody lets people in one by one/)).toBeVisible();
  await examine(cem, 'door');
  await cem.page.getByLabel('Your name').fill('Cem');
  await cem.page.getByRole('button', { name: 'Knock' }).tap();
  await expect(cem.page.getByRole('heading', { name: 'You are at the door, Cem' })).toBeVisible();
  await examine(cem, 'waiting');
  await expect(door.getByText('1 person waiting')).toBeVisible();
  await cem.page.reload();
  await expect(cem.page.getByRole('heading', { name: 'You are at the door, Cem' })).toBeVisible();
  await expect(door.getByText('1 person waiting')).toBeVisible();
  await examine(facilitator, 'who waits');

  await door.getByRole('button', { name: 'Let in: Cem' }).click();
  await expect(door.getByText('Nobody is waiting.')).toBeVisible();
  await expect(cem.page.getByRole('button', { name: /Need$/ })).toBeVisible();
  await cem.page.getByRole('button', { name: /Need$/ }).tap();
  await cem.board.input('need').fill('A ladder');
  await cem.board.input('need').press('Enter');
  await expect(cem.board.card('A ladder')).toBeVisible();
  await cem.board.isSaved();
});

test('an open door lets in by name alone; "not today" is kind; a closed door says so @long', async ({
  facilitator,
  arrive,
  server,
}) => {
  test.setTimeout(90_000);
  await plan(facilitator);
  const door = doorOf(facilitator);
  await door.getByRole('radio', { name: 'Open', exact: true }).check();
  const code = await codeOn(door);

  const byCode = async (name: string): Promise<Person> => {
    const person = await arrive(name);
    await person.page.goto('about:blank');
    await person.page.goto(`${server.origin}/join#${code.replaceAll(' ', '')}`);
    return person;
  };
  const dao = await byCode('Dao');
  await dao.join();

  await door.getByRole('radio', { name: 'Ask me first' }).check();
  const [eva, gus] = [await byCode('Eva'), await byCode('Gus')];
  for (const who of [eva, gus]) {
    await who.page.getByLabel('Your name').fill(who.name);
    await who.page.getByRole('button', { name: 'Knock' }).click();
    await expect(who.page.getByRole('heading', { name: `You are at the door, ${who.name}` })).toBeVisible();
  }
  await door.getByRole('button', { name: 'Not today: Eva' }).click();
  await expect(eva.page.getByRole('heading', { name: 'Not today', exact: true })).toBeVisible();
  await examine(eva, 'not today');
  await door.getByRole('radio', { name: 'Closed' }).check();
  await expect(gus.page.getByRole('heading', { name: 'This door is closed', exact: true })).toBeVisible();
  await examine(gus, 'closed');
  await expect(dao.board.lane('need')).toBeVisible();

  const late = await arrive('Late');
  await late.page.goto('about:blank');
  await late.page.goto(`${server.origin}/join#${code.replaceAll(' ', '')}`);
  await expect(late.page.getByText(/This code opens nothing now/)).toBeVisible();
});
