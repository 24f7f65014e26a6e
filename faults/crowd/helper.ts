/** A process that does to a server what a test asks of it, so that its own work is not taken for the server's. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Core, pinned } from '#server/testing/cores.ts';

/** What a load process can be asked to do: each deed takes one value and resolves with one, both as JSON. */
export type Deeds = Record<string, (asked: never) => unknown>;

interface Question {
  id: number;
  deed: string;
  asked: unknown;
}
type Reply = { id: number; answer: unknown } | { id: number; error: string };

export class Helper<D extends Deeds> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #last = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.answer);
    });
    child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`it ended: ${code ?? signal}`));
    });
  }

  /**
   * @param file beside this one, or somewhere else by its whole path; it calls {@link offer}
   * @param core to run on; null: on any
   */
  static start<D extends Deeds>(file: string, core: Core | null = null): Helper<D> {
    const node = [process.execPath, file.endsWith('.ts') ? ['--import', 'tsx'] : []] as const;
    const [execPath, execArgv] = core ? pinned(core, ...node) : node;
    const child = fork(resolve(import.meta.dirname, file), { execPath, execArgv: [...execArgv] });
    return new Helper<D>(child);
  }

  ask<N extends keyof D & string>(deed: N, ...[asked]: Parameters<D[N]>): Promise<Awaited<ReturnType<D[N]>>> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as Awaited<ReturnType<D[N]>>), reject });
      this.#child.send({ id, deed, asked } satisfies Question);
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** Does, in the load process, what it is asked. */
export function offer(deeds: Deeds): void {
  process.on('message', ({ id, deed, asked }: Question) => {
    const answered = async (): Promise<Reply> => {
      try {
        return { id, answer: await deeds[deed]!(asked as never) };
      } catch (error) {
        return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
      }
    };
    void answered().then((reply) => process.send?.(reply));
  });
}
