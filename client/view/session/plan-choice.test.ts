import { describe, expect, it } from 'vitest';
import { market } from '#client/view/fixture-session.ts';
import { choicesOf, ownId, peopleFor, readDraft, rebased } from './plan-choice.ts';

const own = { title: 'Gift circle', phases: market().phases };
const ring = choicesOf([]).find(({ id }) => id === 'ring')!;

it('offers one’s own after the others, told apart by name', () => {
  const choices = choicesOf([own]);
  expect(choices.map(({ name }) => name).slice(-3)).toEqual([
    'Needs and offers between organisations',
    'Blank',
    'Gift circle (yours)',
  ]);
  expect(choices.at(-1)?.id).toBe(ownId('Gift circle'));
  expect(choices.at(-1)?.plan(0)).toBe(own);
  expect(choices[0]?.plan(0).title).toBe('Offers and Needs Market');
});

it.each([
  ['as many as were said', 12, 3, 12],
  ['as many as are here', 0, 22, 22],
  ['what is usual, while few are here', 0, 3, 15],
  ['no fewer than it needs', 1, 0, 3],
  ['no more than it can take', 999, 0, 60],
])('%s', (_, said, here, people) => {
  expect(peopleFor(ring, said, here)).toBe(people);
});

it('reads back what was being changed, and nothing that is no plan', () => {
  expect(readDraft(JSON.stringify(own))).toEqual(own);
  for (const kept of ['', '{', 'null', '{"title":"x"}']) expect(readDraft(kept)).toBeNull();
});

describe('a plan changed on a session that went on', () => {
  const session = market();
  const ids = (plan: { phases: readonly { id: string }[] }): string =>
    plan.phases.map(({ id }) => id).join(' ');

  it('keeps what is to come as it was changed, and what is on as it is', () => {
    const [welcome, quiet, offers, unmet, thanks] = session.phases;
    const draft = { title: 'New name', phases: [quiet!, welcome!, thanks!, unmet!] };
    const plan = rebased(draft, session);
    expect(ids(plan)).toBe('welcome quiet thanks unmet');
    expect(plan.title).toBe('New name');
    // the part that was changed is on by now
    const later = rebased(
      { title: 'x', phases: [welcome!, quiet!, { ...offers!, name: 'Late' }] },
      market({ phase: 2 }),
    );
    expect(later.phases[2]).toEqual(offers);
  });
});
