/** The small books a room keeps, each of which must not grow without end. */
import { expect, test } from 'vitest';
import { limits } from '#shared/limits.ts';
import { AppliedIds } from './applied.ts';
import { GateBudget } from './gate-budget.ts';
import { Keys } from './keys.ts';
import type { PrivateRecord } from '#shared/board/types.ts';

test('so many applied ids are remembered a member, the newest, and for so long', () => {
  const ids = new AppliedIds();
  const most = limits.appliedIdsPerMember;
  for (let i = 1; i <= 2 * most; i += 1) ids.add({ id: `a${i}`, by: 'm_a', seq: i, at: i });
  ids.add({ id: 'b1', by: 'm_b', seq: 9, at: 5 });
  expect(ids.get(`a${2 * most}`)?.seq).toBe(2 * most);
  expect(ids.get(`a${most + 1}`)).toBeDefined();
  expect(ids.get('a1')).toBeUndefined();
  expect(ids.get('b1')).toBeDefined();
  expect(ids.list(0).length).toBeLessThanOrEqual(1.1 * most + 1);
  expect(ids.list(limits.appliedIdsFor + 5).some(({ id }) => id === 'b1')).toBe(false);
  const again = new AppliedIds(ids.list(0));
  expect(again.list(0)).toEqual(ids.list(0));
});

test('the gate is closed to a member who used up its time, and opens in the next window', () => {
  const budget = new GateBudget();
  expect(budget.allows('m_a', 50_000)).toBe(true);
  budget.spend('m_a', limits.gateCpuPerWindow);
  expect(budget.allows('m_a', 50_001)).toBe(false);
  expect(budget.allows('m_b', 50_001)).toBe(true);
  expect(budget.allows('m_a', 50_000 + limits.gateWindow)).toBe(true);
});

test('a key opens only as what it is, and no longer than its record is there', () => {
  const link: PrivateRecord = {
    id: 'link:l_1',
    to: [],
    body: { type: 'link', link: 'l_1', role: 'member', label: '', hash: 'one', made: 1 },
  };
  const keys = new Keys([link]);
  expect(keys.find('link', 'one')).toEqual({ type: 'link', link: 'l_1', role: 'member' });
  expect(keys.find('device', 'one')).toBeNull();
  expect(keys.find('link', 'two')).toBeNull();
  keys.change('link:l_1', { ...link, body: { ...link.body, hash: 'two' } as PrivateRecord['body'] });
  expect([keys.find('link', 'one'), keys.find('link', 'two')?.type]).toEqual([null, 'link']);
  keys.change('link:l_1', null);
  expect(keys.find('link', 'two')).toBeNull();
});
