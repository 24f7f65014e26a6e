import { expect, test } from '../actors.ts';
import type { Person } from '../person.ts';

const press = (person: Person, name: string): Promise<void> =>
  person.page.getByRole('button', { name, exact: true }).click();
const phase = (person: Person, name: string) => person.page.getByRole('heading', { name, exact: true });

test('a facilitator takes everyone through a session, there and back', async ({ facilitator, ana }) => {
  await press(facilitator, 'Run a session');
  await facilitator.page.getByRole('radio', { name: 'Gift circle', exact: true }).check();
  await press(facilitator, 'Start');
  for (const person of [facilitator, ana]) {
    await expect(phase(person, 'Arriving')).toBeVisible();
    await expect(person.page.getByRole('timer', { name: 'Time left' })).toBeVisible();
  }
  // whoever runs it has the cockpit where the others have the board
  await expect(facilitator.board.lane('need')).toBeHidden();
  await ana.board.isOpen();

  await press(facilitator, 'Next phase');
  await expect(phase(ana, 'Gifts: quiet writing')).toBeVisible();
  await press(facilitator, 'Back');
  await expect(phase(ana, 'Arriving')).toBeVisible();

  const left = ana.page.getByRole('timer', { name: 'Time left' });
  await press(facilitator, 'Pause');
  await expect(facilitator.page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await press(facilitator, '+1 minute');
  await expect(left).toContainText(/1[01]:\d\d/);
  await press(facilitator, 'Resume');

  await press(facilitator, 'Next in 10 s');
  await press(facilitator, 'Not yet');
  await expect(facilitator.page.getByRole('button', { name: 'Next in 10 s' })).toBeVisible();
  await expect(phase(ana, 'Arriving')).toBeVisible();

  await press(facilitator, 'End session');
  await press(facilitator, 'End session');
  await expect(phase(ana, 'Arriving')).toBeHidden();
  await press(facilitator, 'Back');
  await expect(phase(ana, 'Thanks')).toBeVisible();

  // the same after a reload, and the board is one button away
  await facilitator.board.isSaved();
  await facilitator.page.reload();
  await expect(facilitator.page.getByRole('button', { name: 'End session' })).toBeVisible();
  await press(facilitator, 'To the board');
  await facilitator.board.isOpen();
  await press(facilitator, 'To the cockpit');
  await expect(facilitator.board.lane('need')).toBeHidden();
});

test('on a phone, a session is planned, begun and led with the thumb', async ({ come, ana }) => {
  const facilitator = await come('Faro', { as: 'facilitator', phone: true });
  await press(facilitator, 'Run a session');
  await press(facilitator, 'Plan it for later');
  await press(facilitator, 'Start');
  await expect(phase(ana, 'Welcome and agreements')).toBeVisible();
  const next = facilitator.page.getByRole('button', { name: 'Next phase', exact: true });
  await expect(next).toBeInViewport();
  await next.click();
  await expect(phase(ana, 'Offers: quiet writing')).toBeVisible();
});

/** A market whose parts take seconds, as a template file. */
const quick = JSON.stringify({
  format: 'tilth-session-template',
  version: 1,
  title: 'Market of seconds',
  phases: [
    {
      id: 'quiet',
      name: 'Quiet',
      prompt: '',
      minutes: 0.2,
      writes: ['offer'],
      silent: 'all',
      sort: 'newest',
      atEnd: 'nudge',
    },
    {
      id: 'market',
      name: 'Market',
      prompt: '',
      minutes: 0.5,
      writes: ['need', 'offer'],
      sort: 'untouched',
      atEnd: 'nudge',
    },
  ],
});

test('a template comes from a file, and is changed while the session is on @long', async ({
  facilitator,
  ana,
}) => {
  const { page } = facilitator;
  await press(facilitator, 'Run a session');
  const file = page.locator('input[type=file]');
  await file.setInputFiles({ name: 'no.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByText('That file is no session template.')).toBeVisible();
  await file.setInputFiles({ name: 'quick.json', mimeType: 'application/json', buffer: Buffer.from(quick) });
  await expect(page.getByRole('radio', { name: 'Market of seconds (yours)' })).toBeChecked();
  const saved = page.waitForEvent('download');
  await press(facilitator, 'Save as a file');
  expect((await saved).suggestedFilename()).toBe('Market of seconds.json');
  await press(facilitator, 'Start');
  await expect(phase(ana, 'Quiet')).toBeVisible();

  await press(facilitator, 'Change the plan');
  await press(facilitator, 'Add a part');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Tea');
  // closing loses nothing
  await page.keyboard.press('Escape');
  await expect(facilitator.board.sheet).toBeHidden();
  await press(facilitator, 'Change the plan');
  await expect(page.getByRole('button', { name: /^Tea/ })).toBeVisible();
  await press(facilitator, 'Save the plan');
  await press(facilitator, 'Next phase');
  await press(facilitator, 'Next phase');
  await expect(phase(ana, 'Tea')).toBeVisible();
});

test('from the cockpit, the room is seen and led', async ({ facilitator, ana, ben }) => {
  const { page } = facilitator;
  await press(facilitator, 'Run a session');
  await page.getByRole('radio', { name: 'Blank', exact: true }).check();
  await press(facilitator, 'Start');
  await expect(phase(ana, 'Together')).toBeVisible();
  await ana.board.add('need', 'A ladder for an hour');
  await expect(page.getByRole('region', { name: 'Not written yet' })).toContainText('Ben');
  await expect(page.getByRole('region', { name: 'Not written yet' })).not.toContainText('Ana');

  await press(facilitator, 'Spotlight: A ladder for an hour');
  await expect(ben.page.getByText('Everybody looks at')).toBeVisible();
  await press(ben, 'Raise a hand');
  await press(facilitator, 'Lower the hand of Ben');
  await expect(ben.page.getByRole('button', { name: 'Raise a hand', exact: true })).toBeVisible();

  await press(facilitator, 'Lock writing');
  await expect(page.getByRole('button', { name: 'Unlock writing' })).toBeVisible();
  await press(facilitator, 'Unlock writing');

  const opened = page.waitForEvent('popup');
  await press(facilitator, 'Participant');
  const eyes = await opened;
  await expect(eyes.getByRole('region', { name: 'Needs', exact: true })).toBeVisible();
  await expect(eyes.getByRole('button', { name: 'Run a session' })).toHaveCount(0);
  await eyes.close();
});
