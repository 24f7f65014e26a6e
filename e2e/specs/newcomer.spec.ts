/**
 * Someone who never saw Tilth runs a session with docs/facilitating.md beside the screen. Everything is found by words that
 * stand on the screen, and what is pressed is what the page tells them to press.
 */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from '../actors.ts';

const page = readFileSync('docs/facilitating.md', 'utf8');
const named = new Set([...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name));

/** A name that the page tells them. */
function told(name: string): string {
  if (!named.has(name)) throw new Error(`docs/facilitating.md does not name “${name}”`);
  return name;
}

async function sitDown(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  return context.newPage();
}

async function press(who: Page, name: string): Promise<void> {
  await who.getByRole('button', { name: told(name), exact: true }).click();
}

async function join(who: Page, name: string): Promise<void> {
  await who.getByLabel(told('Your name')).fill(name);
  await press(who, 'Join');
}

/** The link that stands under those words. */
async function link(who: Page, name: string): Promise<string> {
  return who.getByRole('textbox', { name, exact: true }).inputValue();
}

async function reads(who: Page, words: string): Promise<void> {
  await expect(who.getByRole('heading', { name: words, exact: true }).first()).toBeVisible();
}

test('a newcomer runs a session from the page alone', async ({ browser, server }) => {
  test.setTimeout(90_000);
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('npm start');
  expect(readme).toContain('(docs/facilitating.md)');

  // half an hour before
  const grace = await sitDown(browser, { viewport: { width: 1440, height: 900 } });
  await grace.goto(server.origin);
  await grace.getByLabel(told('Name of your board')).fill('Elm Row helps');
  await press(grace, 'Make a board');
  for (const name of ['To join and write', 'Only to look', 'To look after the board'])
    await reads(grace, told(name));
  await grace.getByRole('link', { name: told('Open the board') }).click();
  await join(grace, 'Grace');

  await press(grace, 'Invite');
  // the first of them is for everyone
  await grace
    .getByRole('button', { name: told('Make a new link') })
    .first()
    .click();
  const forEveryone = await link(grace, told('To join and write'));
  await expect(grace.getByRole('img', { name: 'To join and write' })).toBeVisible();
  await press(grace, 'Make a link for a projector');
  const forProjector = await link(grace, 'For a projector');
  await grace.keyboard.press('Escape');
  const wall = await sitDown(browser, { viewport: { width: 1920, height: 1080 } });
  await wall.goto(forProjector);
  await reads(wall, 'Elm Row helps');

  await press(grace, 'Run a session');
  await grace.getByRole('radio', { name: told('Offers and Needs Market, 60 minutes') }).check();
  await press(grace, 'Plan it for later');

  // as people come
  const ana = await sitDown(browser, {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  await ana.goto(forEveryone);
  await join(ana, 'Ana');
  await expect(ana.getByText('It has not begun yet.')).toBeVisible();

  // the hour
  await press(grace, 'Start');
  for (const who of [grace, ana, wall]) {
    await reads(who, 'Welcome and agreements');
    await expect(who.getByRole('timer', { name: 'Time left' })).toBeVisible();
  }
  await press(grace, 'Next phase');
  for (const who of [grace, ana, wall]) await reads(who, 'Offers: quiet writing');
  await ana.getByRole('button', { name: /Offer$/ }).tap();
  await ana.getByRole('textbox', { name: 'Add an offer' }).fill('Soup on Friday');
  await ana.getByRole('button', { name: 'Post', exact: true }).tap();
  await expect(ana.getByText('Soup on Friday')).toBeVisible();
  await expect(ana.getByText('1 written so far')).toBeVisible();
  await expect(wall.getByText('Soup on Friday')).toBeHidden();

  await ana.getByRole('button', { name: told("I'm ready") }).tap();
  await ana.getByRole('button', { name: told('Raise a hand') }).tap();
  for (const step of ['+1 minute', 'Pause', 'Resume', 'Next in 10 s', 'Not yet']) await press(grace, step);
  await press(grace, 'Next phase');
  for (const who of [grace, ana, wall]) await reads(who, 'Offers market');
  await press(grace, 'Next phase');
  for (const who of [grace, ana, wall]) await reads(who, 'Networking');
  await expect(wall.getByText('Soup on Friday')).toBeVisible();
  await press(grace, 'To the board');
  await expect(grace.getByRole('article', { name: 'Soup on Friday' })).toBeVisible();
  await press(grace, 'To the cockpit');
  await press(grace, 'Back');
  await reads(ana, 'Offers market');

  await press(grace, 'End session');
  await press(grace, 'End session');
  await expect(ana.getByText(/It ended at/)).toBeVisible();

  // afterwards
  await ana.getByRole('button', { name: /^More/ }).first().tap();
  await ana.getByRole('button', { name: told('Harvest'), exact: true }).tap();
  await reads(ana, told('Your page'));
  await expect(ana.getByRole('button', { name: told('Take a copy') })).toBeVisible();
  for (const who of [grace, wall, ana]) await who.context().close();
});
