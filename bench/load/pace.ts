/** Calls something so many times a second, evenly, for so long. What a late timer missed is caught up at once. */
const EVERY = 4;

/** @returns how often it was called */
export function pace(perSecond: number, seconds: number, call: (number: number) => void): Promise<number> {
  const began = performance.now();
  const most = Math.round(perSecond * seconds);
  let done = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(most, Math.floor(((performance.now() - began) / 1_000) * perSecond));
      while (done < due) call(done++);
      if (done < most) return;
      clearInterval(timer);
      resolve(done);
    }, EVERY);
  });
}
