import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

const numbers = Array.from({ length: 200 }, (_, index) => index);

test('only what it takes is left, however far apart it lies', async () => {
  const needed = [3, 77, 78, 199];
  const found = await minimise(numbers, async (steps) => needed.every((one) => steps.includes(one)), 1_000);
  expect(found).toEqual(needed);
});

test('what fails by itself is one step, and the search ends when it may play no more', async () => {
  expect(await minimise(numbers, async (steps) => steps.includes(42), 1_000)).toEqual([42]);
  let plays = 0;
  const found = await minimise(
    numbers,
    async (steps) => {
      plays += 1;
      return steps.length > 150;
    },
    10,
  );
  expect(plays).toBe(10);
  expect(found.length).toBeGreaterThan(150);
});
