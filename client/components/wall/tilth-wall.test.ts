import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '#shared/board/types.ts';
import { fixtureSession, type FixtureSession, type SceneName } from '#client/view/fixture.ts';
import { fixtureNow } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import { turnFor } from '#client/view/wall/wall-turn.ts';
import './tilth-wall.ts';
import type { TilthWall } from './tilth-wall.ts';

let wall: TilthWall;
let session: FixtureSession;
let now = fixtureNow;

async function show(scene: SceneName, held?: Partial<Session>): Promise<void> {
  session = fixtureSession(scene);
  session.now = () => now;
  if (held) session.hold(market(held));
  wall = document.createElement('tilth-wall');
  wall.session = session;
  document.body.append(wall);
  await wall.updateComplete;
}
const one = (selector: string): HTMLElement | null => wall.renderRoot.querySelector(selector);
const text = (selector: string): string => one(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

beforeEach(() => {
  vi.useFakeTimers();
  now = fixtureNow;
});
afterEach(() => {
  wall.remove();
  vi.useRealTimers();
});

describe('what scripts may rely on', () => {
  it('a timer named “Time left” and a heading with the name of the part', async () => {
    await show('viewer', { phase: 2, spotlight: 'c_card00000001' });
    const timer = one('[role="timer"]');
    expect(timer?.getAttribute('aria-label')).toBe('Time left');
    expect(timer?.textContent?.trim()).toBe('19:42');
    expect(text('h1')).toBe('Elm Row Neighbours');
    expect(text('.phase h2')).toBe('Offers market');
    expect(text('.large h2')).toBe('Lift to the eye clinic on Thursday');
  });

  it('nothing can be pressed, written into or followed', async () => {
    for (const phase of [0, 1, 2, 3]) {
      await show('facilitator', { phase });
      expect(wall.renderRoot.querySelectorAll('button, input, textarea, select, a, [tabindex]')).toHaveLength(
        0,
      );
      wall.remove();
    }
    await show('facilitator');
  });
});

it('counts down by itself, and on while there is no connection', async () => {
  await show('viewer', { phase: 2 });
  session.change({ connection: { state: 'offline', unsaved: 0, since: now } });
  await wall.updateComplete;
  expect(text('footer')).toContain('Not connected just now. The clock goes on.');
  const shown: string[] = [];
  for (let second = 0; second < 3; second += 1) {
    now += 1_000;
    vi.advanceTimersByTime(1_000);
    await wall.updateComplete;
    shown.push(text('[role="timer"]'));
  }
  expect(shown).toEqual(['19:41', '19:40', '19:39']);
});

it('says what comes, when it stands still, and when time is up', async () => {
  await show('viewer', { phase: 2, coming: { phase: 3, at: fixtureNow + 10_000 } });
  expect(text('.until')).toBe('“Market of the unmatched” begins in 10 s');
  session.hold(market({ phase: 2, paused: fixtureNow }));
  await wall.updateComplete;
  expect(text('.until')).toBe('Paused');
  session.hold(market({ phase: 2, since: fixtureNow - 21 * 60_000 }));
  await wall.updateComplete;
  expect(text('.until')).toBe('Over by');
  expect(text('[role="timer"]')).toBe('1:00');
});

it('hangs up another card when the turn is over, not before', async () => {
  await show('viewer');
  const first = text('.large h2');
  now += turnFor - 1;
  vi.advanceTimersByTime(turnFor - 1);
  await wall.updateComplete;
  expect(text('.large h2')).toBe(first);
  now += 1;
  vi.advanceTimersByTime(1);
  await wall.updateComplete;
  expect(text('.large h2')).not.toBe(first);
});

it('shows the code to join by while whoever runs the session wants it seen', async () => {
  await show('viewer', { phase: 2, door: { until: 0, code: '482113907' } });
  expect(text('.digits')).toBe('482 113 907');
  expect(text('.address')).toBe(`${location.host}/join`);
  expect(wall.renderRoot.querySelector('tilth-qr')?.text).toBe(`${location.origin}/join#482113907`);
  session.hold(market({ phase: 2, door: { until: 0 } }));
  await wall.updateComplete;
  expect(one('.code')).toBeNull();
});

it('tells in silence how much is written, and shows no card', async () => {
  await show('viewer', { phase: 1, silent: 23 });
  expect(text('.said')).toBe('Write down what you could offer. One thing a card; small things count.');
  expect(text('.then')).toBe('23 cards written so far. Nobody sees them yet.');
  expect(wall.renderRoot.querySelectorAll('article')).toHaveLength(0);
});

it('tells after the end what flowed, without a name', async () => {
  await show('viewer', {
    state: 'ended',
    phase: 5,
    began: fixtureNow - 3 * 86_400_000,
    ended: fixtureNow - 60_000,
  });
  expect(text('.said')).toBe('Help flowed through 9 of 10 people.');
  expect(text('.then')).toBe(
    '7 times somebody said yes to somebody. 4 done and 2 thanked already. 3 introductions run underneath. What is still open stays on the board.',
  );
});

it('says in plain words that its link has ended, and what to do', async () => {
  await show('viewer');
  session.change({ connection: { state: 'closed', why: 'revoked' } });
  await wall.updateComplete;
  expect(text('.said')).toBe('This link does not open the board any more.');
  expect(text('.then')).toBe('A facilitator can make a new one for the projector.');
});

it('waits for the board without saying that it is empty', async () => {
  await show('skeleton');
  expect(text('main')).toBe('Connecting…');
});

describe('the screen', () => {
  const released = vi.fn(() => Promise.resolve());
  const request = vi.fn(() => Promise.resolve({ release: released }));
  beforeEach(() => Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } }));
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'wakeLock');
    request.mockClear();
    released.mockClear();
  });

  it('stays awake, asks again when it comes back, and rests when the wall is taken down', async () => {
    await show('viewer');
    expect(request).toHaveBeenCalledExactlyOnceWith('screen');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(request).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => wall.updateComplete);
    wall.remove();
    await vi.waitFor(() => expect(released).toHaveBeenCalled());
    document.dispatchEvent(new Event('visibilitychange'));
    expect(request).toHaveBeenCalledTimes(2);
  });
});
