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
