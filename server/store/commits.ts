/**
 * Group commit: what is submitted while a batch is being written goes together in the next one, so that an fsync is paid
 * once however many boards are busy. Exactly one batch is on its way at a time.
 */
export interface Commit {
  /** Resolves when the operations are durable; rejects when nobody can say. */
  readonly done: Promise<void>;
  /** Takes the operations back if they are not on their way yet. False: too late. */
  withdraw(): boolean;
}

interface Waiting<Operation> {
  operations: readonly Operation[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

export class GroupCommit<Operation> {
  readonly #write: (operations: Operation[]) => Promise<void>;
  #queue: Waiting<Operation>[] = [];
  #running: Promise<void> | null = null;

  /** @param write writes all operations atomically and durably */
  constructor(write: (operations: Operation[]) => Promise<void>) {
    this.#write = write;
  }

  submit(operations: readonly Operation[]): Commit {
    const waiting: Waiting<Operation> = { operations, resolve: () => {}, reject: () => {} };
    const done = new Promise<void>((resolve, reject) => Object.assign(waiting, { resolve, reject }));
    this.#queue.push(waiting);
    this.#running ??= this.#run();
    return {
      done,
      withdraw: () => {
        const index = this.#queue.indexOf(waiting);
        if (index >= 0) this.#queue.splice(index, 1);
        return index >= 0;
      },
    };
  }

  /** Resolves when nothing is on its way or waiting. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop: what the same tick submits shares the batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const group = this.#queue;
      this.#queue = [];
      try {
        await this.#write(group.flatMap(({ operations }) => operations));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = null;
  }
}
