import { describe, expect, it } from 'vitest';
import { phasesFault } from '#shared/board/session/phases.ts';
import type { Phase } from '#shared/board/types.ts';
import { minutesOf, templates } from './index.ts';

/** Minutes in all, and how what was written in silence is shown, in order. From the sources in docs/facilitating.md. */
const expected: Record<string, { people: number; minutes: number; reveals: Phase['silent'][] }[]> = {
  'Offers and Needs Market, 60 minutes': [{ people: 14, minutes: 60, reveals: ['group', 'group'] }],
  'Offers and Needs Market, 120 minutes': [{ people: 14, minutes: 120, reveals: ['group', 'group'] }],
  'Reciprocity Ring': [
    { people: 24, minutes: 90, reveals: ['turns'] },
    { people: 8, minutes: 50, reveals: ['turns'] },
  ],
  'Gift circle': [{ people: 14, minutes: 90, reveals: ['turns', 'turns'] }],
  'Needs and offers between organisations': [{ people: 14, minutes: 135, reveals: ['all'] }],
  Blank: [{ people: 14, minutes: 30, reveals: [] }],
};
const cases = templates.flatMap((template) =>
  (expected[template.name] ?? []).map((wanted) => ({ ...wanted, template, name: template.name })),
);

it('has every template under the name that facilitators and scripts know', () => {
  expect(templates.map(({ name }) => name)).toEqual(Object.keys(expected));
});

describe.each(cases)('$name for $people people', ({ template, people, minutes, reveals }) => {
  const phases = template.phases(people);
  const asked = phases.flatMap((phase) => phase.writes);

  it('is one that a board accepts', () => {
    expect(phasesFault(phases)).toBeNull();
  });

  it(`takes ${minutes} minutes`, () => {
    expect(minutesOf(phases)).toBe(minutes);
  });

  it('shows what was written in silence as it should be', () => {
    const silent = phases.filter((phase) => phase.silent);
    expect(silent.map((phase) => phase.silent)).toEqual(reveals);
    // nothing is asked for in silence without a part in which it is read
    for (const phase of silent) {
      expect(phase.writes.length).toBeGreaterThan(0);
      const after = phases[phases.indexOf(phase) + 1];
      expect(after?.silent).toBeUndefined();
      const grouped = phases.slice(0, phases.indexOf(phase) + 2).some(({ groups }) => groups);
      expect(phase.silent === 'group' ? grouped : true).toBe(true);
    }
  });

  it('asks for offers before needs', () => {
    if (asked.includes('offer') && template.id !== 'ring') {
      expect(asked.indexOf('offer')).toBeLessThan(asked.indexOf('need'));
    }
  });

  it('lets promotions up once, in one of the last two parts', () => {
    const windows = phases.flatMap((phase, index) => (phase.promotions ? [phases.length - index] : []));
    expect(windows).toHaveLength(1);
    expect(windows[0]).toBeLessThanOrEqual(2);
  });
});

it('gives the ring two and a half minutes a person, and can fill its most', () => {
  const ring = templates.find(({ id }) => id === 'ring');
  const most = ring?.byPeople?.most ?? 0;
  expect(phasesFault(ring?.phases(most) ?? [])).toBeNull();
  expect(minutesOf(ring?.phases(25) ?? []) - minutesOf(ring?.phases(24) ?? [])).toBe(2.5);
});
