/** Many small looks at the disk, a few side by side: while one waits for LevelDB, the next is laid down. */
const LANES = 3;

/** Does `work` for everything that `source` gives. @returns what the source returned at its end */
export async function inLanes<T, R>(
  source: Iterator<T, R>,
  work: (item: T) => Promise<void>,
  lanes = LANES,
): Promise<R> {
  let end: { value: R } | undefined;
  const lane = async (): Promise<void> => {
    while (!end) {
      const next = source.next();
      if (next.done) end ??= { value: next.value };
      else await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return end!.value;
}
