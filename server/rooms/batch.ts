/** What waited in a room's line together: judged on one draft, written by one append, and each answered once. */
import type { AppendResult } from '#server/store/port.ts';
import type { Draft, Verdict } from './draft.ts';
import { notNow, type Job, type Outcome } from './job.ts';
import type { Waiting } from './line.ts';
import type { RoomTools } from './tools.ts';

export class Batch {
  readonly #board: string;
  readonly #waiting: readonly Waiting[];
  readonly #tools: RoomTools;
  #verdicts: readonly Verdict[] = [];

  constructor(board: string, waiting: readonly Waiting[], tools: RoomTools) {
    this.#board = board;
    this.#waiting = waiting;
    this.#tools = tools;
  }

  /** Judges all of it on a fresh draft; what was judged before is forgotten. */
  judge(draft: Draft): void {
    this.#verdicts = this.#waiting.map(({ job }) => this.#judge(draft, job));
  }

  #judge(draft: Draft, job: Job): Verdict {
    try {
      return draft.judge(job);
    } catch (error) {
      this.#tools.log.error({ err: error, board: this.#board, job: job.type }, 'a job threw');
      return { type: 'refused', refusal: { code: 'notNow', retry: 'later' } };
    }
  }

  /** Writes what the draft holds behind position `after`. Never rejects. */
  async append(after: number, draft: Draft): Promise<AppendResult> {
    const { store, metrics } = this.#tools;
    const ended = metrics.append.startTimer();
    let result: AppendResult;
    try {
      result = await store.append(this.#board, after, draft.entries, draft.changes.flat());
    } catch (error) {
      result = { type: 'unknown', error };
    }
    ended();
    metrics.appendResults.inc({ result: result.type });
    return result;
  }

  /** Answers as was judged. @param seq where the log was when it was */
  answer(seq: number): void {
    this.#verdicts.forEach((verdict, index) => {
      const { job, done } = this.#waiting[index]!;
      done(outcomeOf(verdict, seq));
      const result = verdict.type === 'refused' ? verdict.refusal.code : verdict.type;
      this.#tools.metrics.jobs.inc({ type: job.type, result });
    });
  }

  /** Asks those who have no answer yet to try again later. */
  sendAway(): void {
    for (const { done } of this.#waiting) done(notNow);
  }
}

function outcomeOf(verdict: Verdict, seq: number): Outcome {
  switch (verdict.type) {
    case 'entry': {
      const { type: _, ...rest } = verdict;
      return { type: 'applied', ...rest };
    }
    case 'again':
      return { ...verdict, type: 'applied', again: true };
    case 'refused':
      return verdict;
    case 'nothing':
      return { type: 'applied', seq };
  }
}
