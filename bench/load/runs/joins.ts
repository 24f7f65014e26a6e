/** Coming in, from opening the socket until the whole board is there: one after the other, and twenty at once. */
import { addressOf, gather, pause } from '../crowd.ts';
import type { Dialect, Reader } from '../dialects/dialect.ts';
import type { Figures, Params, Site } from '../run.ts';
import { median } from '../../figures.ts';
import { usageOf } from '../proc.ts';

const WARM = 10;
const AT_ONCE = 20;

/** @param params `cards`, `body`; `alone` and `herds`: how often each is tried */
export async function joins(dialect: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { cards = 2_000, body = 100, alone: times = 40, herds: rounds = 5 } = params;
  const room = await dialect.open(port, { cards, body, writers: 20 });
  await pause(500);
  const come = async (number: number): Promise<{ took: number; reader: Reader }> => {
    const began = performance.now();
    const reader = await room.join(addressOf(number));
    return { took: performance.now() - began, reader };
  };
  const alone: number[] = [];
  let bytes = 0;
  let before = usageOf(pid);
  for (let number = 0; number < WARM + times; number += 1) {
    if (number === WARM) before = usageOf(pid);
    const { took, reader } = await come(number);
    if (number >= WARM) alone.push(took);
    // What came since the shared state was made follows in a message of its own.
    await pause(10);
    bytes = reader.received();
    reader.close();
  }
  const cpu = usageOf(pid).cpu - before.cpu;
  const herds: number[] = [];
  for (let herd = 0; herd < rounds; herd += 1) {
    await pause(100);
    const began = performance.now();
    const all = await gather(AT_ONCE, (number) => come(1_000 * (1 + herd) + number));
    herds.push(performance.now() - began);
    for (const { reader } of all) reader.close();
  }
  room.close();
  return {
    oneMs: median(alone),
    cpuMs: (1_000 * cpu) / times,
    twentyMs: median(herds),
    kB: bytes / 1_000,
  };
}
