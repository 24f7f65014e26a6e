import { expect, test } from 'vitest';
import { Boards, decodeHead, encodeHead } from './boards.ts';

const head = { seq: 3, at: 1_003, trimmed: 1, purgeFrom: 0 };

test('tasks of one board run one after another, those of two side by side, and a failure stops nobody', async () => {
  const boards = new Boards();
  const order: string[] = [];
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const first = boards.alone('b_1', async () => {
    await gate;
    order.push('first');
    throw new Error('no');
  });
  const second = boards.alone('b_1', async () => void order.push('second'));
  await boards.alone('b_2', async () => void order.push('other'));
  release();
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['other', 'first', 'second']);
});

test('boards that nobody used for long are forgotten; those in use or in doubt are not', async () => {
  const boards = new Boards();
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  boards.remember('b_used', head);
  const using = boards.alone('b_used', () => gate);
  boards.doubt('b_doubted', gate);
  for (let i = 0; i < 5_000; i++) {
    await boards.alone(`b_${i}`, async () => boards.remember(`b_${i}`, head));
  }
  expect(boards.standing('b_0')).toBeUndefined();
  expect(boards.standing('b_4999')).toEqual(head);
  expect(boards.standing('b_used')).toEqual(head);
  expect(boards.doubtOf('b_doubted')).toBe(gate);
  release();
  await using;
});

test('a head is bound to its board', () => {
  expect(decodeHead('b_1', encodeHead('b_1', head))).toEqual(head);
  expect(decodeHead('b_1', undefined)).toBeNull();
  expect(() => decodeHead('b_2', encodeHead('b_1', head))).toThrow('board b_2 is damaged');
});
