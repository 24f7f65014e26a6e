import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixtureSession } from '#client/view/fixture.ts';
import { market } from '#client/view/fixture-session.ts';
import './tilth-clock.ts';
import type { TilthClock } from './tilth-clock.ts';

let clock: TilthClock;
const timer = (): HTMLElement | null | undefined =>
  clock.shadowRoot?.querySelector<HTMLElement>('[role=timer]');
const said = (): string => timer()?.textContent?.replace(/\s+/gu, ' ').trim() ?? '';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const session = fixtureSession('session');
  const begun = Date.now() - session.now();
  session.now = () => Date.now() - begun;
  clock = document.createElement('tilth-clock');
  clock.session = session;
  clock.clock = market();
  document.body.append(clock);
});
afterEach(() => {
  clock.remove();
  vi.useRealTimers();
});

async function after(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await clock.updateComplete;
}

describe('the clock', () => {
  it('is a timer called Time left, which no screen reader reads out each second', async () => {
    await clock.updateComplete;
    expect(timer()?.getAttribute('aria-label')).toBe('Time left');
    expect(timer()?.getAttribute('aria-live')).toBe('off');
  });

  it('ticks on the second, and says how long the time has been up', async () => {
    await clock.updateComplete;
    expect(said()).toBe('7:42');
    await after(999);
    expect(said()).toBe('7:42');
    await after(1);
    expect(said()).toBe('7:41');
    await after(7 * 60_000 + 41_000);
    expect(said()).toBe('0:00');
    await after(5_000);
    expect(said()).toBe('over by 0:05');
  });

  it('stands still in a pause, and goes on after it', async () => {
    const { since } = market();
    clock.clock = market({ paused: since + 18_000 });
    await after(60_000);
    expect(said()).toBe('7:42 paused');
    expect(vi.getTimerCount()).toBe(0);
    clock.clock = market({ since: since + 60_000 });
    await after(2_000);
    expect(said()).toBe('7:40');
  });

  it('rests when it is taken away', async () => {
    await clock.updateComplete;
    clock.remove();
    expect(vi.getTimerCount()).toBe(0);
  });
});
