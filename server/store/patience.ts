/** Waiting for a disk or a network, but not for ever. */

export const late = Symbol('late');

/**
 * @param patience milliseconds
 * @returns what `work` resolves to, or {@link late} if that takes too long; `work` goes on then, unheard
 */
export async function within<T>(patience: number, work: Promise<T>): Promise<T | typeof late> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<typeof late>((resolve) => {
    // One more turn of the event loop: after a pause of this process the answer may be here, only not looked at yet.
    timer = setTimeout(() => setImmediate(() => resolve(late)), patience);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
