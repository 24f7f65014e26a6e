/** What waits to be done on a board, first come, first served. */
import { limits } from '#shared/limits.ts';
import { type Job, notNow, type Outcome } from './job.ts';

export interface Waiting {
  job: Job;
  /** Answers; after the first time it does nothing. */
  done(outcome: Outcome): void;
}

export class Line {
  #waiting: Waiting[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  /** Resolves when the job is answered. */
  join(job: Job): Promise<Outcome> {
    return new Promise((done) => this.#waiting.push({ job, done }));
  }

  /** Takes what is done together next: to erase a board is done by itself, after what was asked before it. */
  next(): Waiting[] {
    const erasing = this.#waiting.findIndex(({ job }) => job.type === 'erase');
    const most = erasing < 0 ? limits.batch : Math.max(1, Math.min(erasing, limits.batch));
    return this.#waiting.splice(0, most);
  }

  /** Asks everyone who waits to try again later. */
  sendAway(): void {
    for (const { done } of this.#waiting.splice(0)) done(notNow);
  }
}
