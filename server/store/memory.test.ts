import { expect, test } from 'vitest';
import type { MemoryCall, MemoryFault } from './memory.ts';
import { memoryLog, memoryStore } from './memory.ts';
import { storeContract } from './contract.ts';
import { entries } from './fixtures.ts';

storeContract('memory', async () => {
  const log = memoryLog();
  let next: MemoryFault | undefined;
  const store = memoryStore({
    log,
    fault: (call) => {
      if (call.type !== 'append') return undefined;
      const fault = next;
      next = undefined;
      return fault;
    },
  });
  const second = memoryStore({ log });
  await Promise.all([store.open(), second.open()]);
  return {
    store,
    second,
    doubtNext: (outcome) => {
      next = outcome;
    },
    dispose: async () => {
      await Promise.all([store.close(), second.close()]);
    },
  };
});

test('a fault can fail, delay, and let another node in first', async () => {
  const log = memoryLog();
  const other = memoryStore({ log });
  await other.open();
  const script: ((call: MemoryCall) => void | Promise<void>)[] = [
    () => {
      throw new Error('no disk');
    },
    async () => {
      await other.append('b_1', 0, entries(0, 1), []);
    },
    () => {
      throw new Error('no disk');
    },
  ];
  const store = memoryStore({
    log,
    fault: (call) => (call.type === 'open' ? undefined : script.shift()?.(call)),
  });
  await store.open();
  expect(await store.append('b_1', 0, entries(0, 1), [])).toMatchObject({
    type: 'unknown',
    error: { message: 'no disk' },
  });
  expect(await store.append('b_1', 0, entries(0, 2), [])).toEqual({
    type: 'conflict',
    entries: entries(0, 1),
  });
  await expect(store.read('b_1', 0)).rejects.toThrow('no disk');
  expect(await store.read('b_1', 0)).toEqual({ type: 'entries', entries: entries(0, 1) });
});

test("the clock stands still while the machine's goes back", () => {
  const times = [10, 20, 5, 21];
  const store = memoryStore({ now: () => times.shift()! });
  expect([store.now(), store.now(), store.now(), store.now()]).toEqual([10, 20, 20, 21]);
});
