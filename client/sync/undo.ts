/** This device's own last acts, each with the command that takes it back. Nothing of it is kept across reloads. */
import type { Command } from '#shared/board/commands.ts';

export interface Act {
  /** Of the command that did it; acts that were folded share one. */
  id: string;
  done: Command;
  back: Command;
}

const most = 50;

export class Undo {
  #acts: Act[] = [];

  get last(): Act | undefined {
    return this.#acts.at(-1);
  }

  did(id: string, done: Command, back: Command): void {
    this.#acts.push({ id, done, back });
    if (this.#acts.length > most) this.#acts.shift();
  }

  /** The last act, which is then no more among them. */
  take(): Act | undefined {
    return this.#acts.pop();
  }

  /** It was not accepted after all. */
  refused(id: string): void {
    this.#acts = this.#acts.filter((act) => act.id !== id);
  }
}
