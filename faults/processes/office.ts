/** Load: editors in a process of their own. Two hundred of them in the test's would wait for each other, not for a server. */
import { offer } from '../crowd/helper.ts';
import { type Editor, editors, keepWriting } from './editor.ts';
import type { MadeBoard } from './new-board.ts';

let people: Editor[] = [];
let stop: () => void = () => undefined;

const lost = (): Editor[] => people.filter(({ line }) => line.lostAt !== null);

const deeds = {
  async come({ url, board, count }: { url: string; board: MadeBoard; count: number }): Promise<void> {
    people = await editors({ url }, board, count);
  },

  /** Everybody writes a comment every `period` ms. */
  write(period: number): void {
    stop = keepWriting(people, period);
  },

  /** Nobody writes any more. @returns the comments that they wrote, once all are saved and none became a draft */
  async written(patience: number): Promise<string[]> {
    stop();
    await Promise.all(people.map(({ session }) => session.saved(patience)));
    const drafts = people.flatMap(({ session }) => session.snapshot.drafts);
    if (drafts.length > 0) throw new Error(`it became a draft: ${JSON.stringify(drafts)}`);
    return people.flatMap((person) => person.written);
  },

  /** Resolves when all screens show so many comments. */
  async show({ comments, patience }: { comments: number; patience: number }): Promise<void> {
    const all = people.map(({ session }) =>
      session.until(({ state }) => state.comments.size === comments, patience),
    );
    await Promise.all(all);
  },

  /** Resolves when nobody's line is lost, any more. */
  async back(patience: number): Promise<void> {
    const until = performance.now() + patience;
    while (lost().length > 0) {
      if (performance.now() > until) {
        const where = lost().map(({ session }) => session.snapshot.connection);
        throw new Error(`${where.length} are not back after ${patience} ms: ${JSON.stringify(where)}`);
      }
      await new Promise((resume) => setTimeout(resume, 25));
    }
  },

  /** @returns how long each loss of a connection lasted until the next sync, ms */
  interruptions: (): number[] => people.flatMap(({ line }) => line.interruptions),
};

export type OfficeDeeds = typeof deeds;
offer(deeds);
