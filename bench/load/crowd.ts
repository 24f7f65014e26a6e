/** Many people coming in, a few at a time, from as many addresses as a room full of them would have. */
const AT_ONCE = 40;
/** A server may limit how many sockets one address has. */
const AN_ADDRESS = 250;

/** The loopback address that the n-th of them comes from. */
export function addressOf(number: number): string {
  return `127.0.0.${2 + Math.floor(number / AN_ADDRESS)}`;
}

/** Calls `come` for 0…count−1, some at once, and answers what came of it, in order. */
export async function gather<T>(
  count: number,
  come: (number: number, from: string) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) =>
      come(first + index, addressOf(first + index)),
    );
    all.push(...(await Promise.all(some)));
  }
  return all;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
