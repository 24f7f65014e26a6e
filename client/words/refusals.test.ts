import { describe, expect, it } from 'vitest';
import type { Refusal } from '#shared/board/decision.ts';
import { refusalCodes, refusalWords } from './refusals.ts';

const exact = (): string => 'Saturday 28 November, 18:00';
const retries: Refusal['retry'][] = ['never', 'later', 'ask'];

describe.each(refusalCodes)('%s', (code) => {
  it.each(retries)('says what happened, why, what is kept and what next (%s)', (retry) => {
    for (const until of [undefined, 1_795_888_800_000]) {
      const words = refusalWords({ code, retry, ...(until === undefined ? {} : { until }) }, exact);
      const all = Object.values(words).join(' ');
      for (const part of Object.values(words)) expect(part.trim().length).toBeGreaterThan(8);
      expect(all).not.toMatch(/limit exceeded|denied|invalid|error|forbidden|not allowed|failed|you must|!/i);
      expect(all).not.toContain('{when}');
      expect(words.what).not.toMatch(/\.$/);
      for (const part of [words.why, words.kept, words.next]) expect(part).toMatch(/\.$/);
    }
  });
});

it.each(['taken', 'waitingFull', 'slowDown', 'notNow'] as const)(
  '%s says the exact time when it is known',
  (code) => {
    expect(refusalWords({ code, retry: 'later', until: 1 }, exact).next).toContain(
      'Saturday 28 November, 18:00',
    );
  },
);

it('keeps both versions in sight when the words moved on', () => {
  expect(refusalWords({ code: 'stale', retry: 'ask', theirs: 'x' }, exact).kept).toBe(
    'Theirs is on the board; yours is kept here.',
  );
});
