import { expect, it } from 'vitest';
import { templates } from '#client/session-templates/index.ts';
import { lengthWords, minutesWords } from '#client/words/minutes.ts';
import { partFacts } from './part-facts.ts';

const phases = templates[0]?.phases(0) ?? [];

it('says what a part is like', () => {
  const facts = phases.map((phase) => partFacts(phase).join('; '));
  expect(facts.slice(0, 3)).toEqual(['', 'in silence, then shown to one’s group', 'new groups of about 5']);
  expect(facts[9]).toBe('promotions may go up');
});

it.each([
  [8, '8 min', '8 minutes'],
  [1, '1 min', '1 minute'],
  [37.5, '37.5 min', '37.5 minutes'],
  [0.05, '3 s', '0.1 minutes'],
])('%d minutes', (minutes, short, long) => {
  expect(minutesWords(minutes)).toBe(short);
  expect(lengthWords(minutes)).toBe(long);
});
