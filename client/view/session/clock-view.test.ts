import { describe, expect, it } from 'vitest';
import { clockView, type Clock } from './clock-view.ts';

/** Half past two, local. */
const start = new Date(2026, 10, 23, 14, 30).getTime();
const clock: Clock = { since: start, length: 20 * 60_000 };

describe('the clock of a phase', () => {
  it.each([
    [0, '20:00', false],
    [1, '20:00', false],
    [999, '20:00', false],
    [1_000, '19:59', false],
    [12 * 60_000 + 18_000, '7:42', false],
    [19 * 60_000 + 59_001, '0:01', false],
    [20 * 60_000, '0:00', false],
    [20 * 60_000 + 999, '0:00', false],
    [20 * 60_000 + 1_000, '0:01', true],
    [22 * 60_000 + 5_500, '2:05', true],
    // a screen that is a little behind the server never shows more than there is
    [-300, '20:00', false],
  ])('%i ms after its beginning: %s, over: %s', (after, figures, over) => {
    expect(clockView(clock, start + after)).toMatchObject({ figures, over });
  });

  it('says more than an hour in minutes', () => {
    expect(clockView({ since: start, length: 75 * 60_000 }, start).figures).toBe('75:00');
  });

  it('says until when, unless it stands still or is up', () => {
    expect(clockView(clock, start + 60_000).until).toBe('14:50');
    expect(clockView(clock, start + 20 * 60_000).until).toBe('');
    expect(clockView({ ...clock, paused: start + 60_000 }, start + 90_000).until).toBe('');
  });

  it('stands still in a pause', () => {
    const paused = { ...clock, paused: start + 60_000 };
    expect(clockView(paused, start + 61_000)).toMatchObject({ figures: '19:00', paused: true, next: null });
    expect(clockView(paused, start + 600_000).figures).toBe('19:00');
  });

  it('says when it changes, before and after its time', () => {
    for (let after = 0; after < 25 * 60_000; after += 733) {
      const shown = clockView(clock, start + after);
      const next = shown.next ?? NaN;
      expect(next).toBeGreaterThan(0);
      expect(next).toBeLessThanOrEqual(1_000);
      const told = ({ figures, over }: typeof shown): string => `${over ? '-' : ''}${figures}`;
      expect(told(clockView(clock, start + after + next))).not.toBe(told(shown));
      expect(told(clockView(clock, start + after + next - 1))).toBe(told(shown));
    }
  });
});
