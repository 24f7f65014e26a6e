/** Waiting for a disk, but not for ever. */

export const late = Symbol('late');

/**
 * @param patience milliseconds
 * @returns what `work` resolves to, or {@link late} if that takes too long; `work` goes on then, unheard
 */
export async function within<T>(patience: number, work: Promise<T>): Promise<T | typeof late> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), patience);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
