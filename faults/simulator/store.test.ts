import { World } from '#client/sync/testing/world.ts';
import { storeContract } from '#server/store/contract.ts';
import { Life } from './life.ts';
import { Tally } from './mishaps.ts';
import { newDisk, simulatedStore } from './store.ts';

storeContract('the simulated store', async () => {
  const world = new World(1);
  world.now = Date.now();
  const disk = newDisk(new Tally());
  const store = simulatedStore(disk, world, new Life(), () => 0);
  const second = simulatedStore(disk, world, new Life(), () => 0);
  await Promise.all([store.open(), second.open()]);
  const over = new AbortController();
  // the suite awaits what only passing time brings
  const turning = (async () => {
    while (!over.signal.aborted) await world.pass(1);
  })();
  return {
    store,
    second,
    doubtNext: (outcome) =>
      void disk.doubts.push(outcome === 'lost' ? 'storeLosesWrite' : 'storeLosesAnswer'),
    dispose: async () => {
      await Promise.all([store.close(), second.close()]);
      over.abort();
      await turning;
    },
  };
});
