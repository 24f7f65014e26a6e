import { expect, test } from 'vitest';
import { laterWire } from './later-wire.ts';
import type { OpenWire, WireListener } from './wire.ts';

test('code that did not come is as if nobody was reached, and the next try loads it again', async () => {
  const told: string[] = [];
  const open: OpenWire = (_auth, { opened }) => {
    opened();
    return {
      request: () => Promise.reject(new Error('not asked')),
      send: () => undefined,
      close: () => undefined,
    };
  };
  let loads = 0;
  const later = laterWire(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(open);
  });
  const auth = { v: 2, board: 'b_0000000000' };
  const listener = {
    opened: () => told.push('opened'),
    refused: (code) => told.push(`refused ${code}`),
    closed: () => told.push('closed'),
  } as Partial<WireListener> as WireListener;
  later(auth, listener);
  await expect.poll(() => told).toEqual(['refused null']);
  later(auth, listener);
  later(auth, listener);
  await expect.poll(() => told).toEqual(['refused null', 'opened', 'opened']);
  expect(loads).toBe(2);
});
