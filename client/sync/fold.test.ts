import { expect, test } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import { fold } from './fold.ts';

const card = 'c_0000000000';
const other = 'c_1111111111';
const create: Command = {
  type: 'card.create',
  card,
  kind: 'need',
  title: 'Soup',
  body: 'for two',
  chips: { urgency: 'now', area: 'North' },
};

const cases: [what: string, earlier: Command, later: Command, folded: Command | null][] = [
  [
    'a title changed twice: what was seen first, what is wanted last',
    { type: 'card.edit', card, title: { is: 'B', was: 'A' } },
    { type: 'card.edit', card, title: { is: 'C', was: 'B' } },
    { type: 'card.edit', card, title: { is: 'C', was: 'A' } },
  ],
  [
    'chips: the last of each',
    { type: 'card.edit', card, chips: { urgency: 'now', area: 'North' } },
    { type: 'card.edit', card, chips: { urgency: 'week', category: null } },
    { type: 'card.edit', card, chips: { urgency: 'week', area: 'North', category: null } },
  ],
  [
    'a title, then a kind',
    { type: 'card.edit', card, title: { is: 'B', was: 'A' } },
    { type: 'card.edit', card, kind: 'offer' },
    { type: 'card.edit', card, title: { is: 'B', was: 'A' }, kind: 'offer' },
  ],
  [
    'a card that has not been sent, and its change',
    create,
    {
      type: 'card.edit',
      card,
      title: { is: 'Stew', was: 'Soup' },
      kind: 'offer',
      chips: { area: null, terms: 'gift' },
    },
    { ...create, title: 'Stew', kind: 'offer', chips: { urgency: 'now', terms: 'gift' } },
  ],
  [
    'another card',
    { type: 'card.edit', card, kind: 'need' },
    { type: 'card.edit', card: other, kind: 'need' },
    null,
  ],
  ['another verb', { type: 'card.edit', card, kind: 'need' }, { type: 'card.withdraw', card }, null],
  [
    'the board’s title',
    { type: 'board.rename', title: { is: 'B', was: 'A' } },
    { type: 'board.rename', title: { is: 'C', was: 'B' } },
    { type: 'board.rename', title: { is: 'C', was: 'A' } },
  ],
  [
    'one’s name',
    { type: 'member.rename', member: 'm_0000000000', name: 'A' },
    { type: 'member.rename', member: 'm_0000000000', name: 'B' },
    { type: 'member.rename', member: 'm_0000000000', name: 'B' },
  ],
  [
    'resting',
    { type: 'member.rest', resting: true },
    { type: 'member.rest', resting: false },
    { type: 'member.rest', resting: false },
  ],
  ['withdrawing twice stays two', { type: 'card.withdraw', card }, { type: 'card.withdraw', card }, null],
];

test.each(cases)('%s', (_what, earlier, later, folded) => {
  expect(fold(earlier, later)).toEqual(folded);
});
