import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';

test('a joins, b joins, a writes a card, b sees it', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana', 'facilitator');
  const ben = await world.person(board, 'Ben');
  const card = await ana.card('A ladder for Saturday');
  await ben.until(() => ben.state.cards.has(card), 'the card');
  expect(ben.state.cards.get(card)).toMatchObject({ title: 'A ladder for Saturday', author: ana.member });
  expect([...ben.state.members.values()].map(({ name }) => name)).toEqual(['Ana', 'Ben']);
  expect(ben.gaps).toBe(0);
});
