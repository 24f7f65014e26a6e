/**
 * Making erased bytes leave the disk. Redis appends what it is told to a file, and what was erased stays in there until
 * the file is written afresh (BGREWRITEAOF), which by itself may happen never.
 */
import { ErrorReply } from 'redis';
import type { Call } from '#server/redis/link.ts';
import { time } from '#shared/limits.ts';
import { StoreError } from '../port.ts';
import { readInfo, readSetting } from './info.ts';
import { epochsKey, sweptKey, unpurgedKey } from './keys.ts';
import { dropFieldIfScript, dropIfScript } from './scripts.ts';

const PATIENCE = 60 * time.SECOND;
const ASK_EVERY = 100;

/** A kind of file, the command that writes it afresh, and how INFO tells that it is done. */
const files = {
  log: {
    command: ['BGREWRITEAOF'],
    busy: ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'],
    status: 'aof_last_bgrewrite_status',
  },
  dump: {
    command: ['BGSAVE', 'SCHEDULE'],
    busy: ['rdb_bgsave_in_progress'],
    status: 'rdb_last_bgsave_status',
  },
} as const;
type File = (typeof files)[keyof typeof files];

export class Forgetting {
  readonly #call: Call;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Marks that bytes are about to be erased, so that a later start purges them if this process does not get that far. */
  async mark(): Promise<void> {
    await this.#call(['INCR', unpurgedKey]);
  }

  /** Marks that an epoch is about to begin in a board. A mark too many costs somebody a look. */
  async markEpoch(board: string): Promise<void> {
    await this.#call(['HINCRBY', epochsKey, board, '1']);
  }

  /** The boards that are marked. */
  async marked(): Promise<string[]> {
    return (await this.#call<readonly Buffer[]>(['HKEYS', epochsKey])).map(String);
  }

  /** Runs a purge of a board, and takes its mark away afterwards unless another epoch began meanwhile. */
  async unmarking(board: string, run: () => Promise<void>): Promise<void> {
    const mark = await this.#call<Buffer | null>(['HGET', epochsKey, board]);
    await run();
    if (mark !== null) await dropFieldIfScript.run(this.#call, [epochsKey], [board, mark]);
  }

  /**
   * Resolves when what was erased before this call has left the files. Calls that come while one is under way share the
   * next.
   * @throws StoreError if that cannot be made sure
   */
  purge(): Promise<void> {
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        this.#running = this.#rewriteFiles();
        return this.#running;
      });
    return this.#next;
  }

  /** Purges what was marked and is not purged yet. @param erased a board that needs no snapshot any more */
  async finish(erased?: string): Promise<void> {
    if (erased !== undefined) await this.#call(['HDEL', epochsKey, erased]);
    if ((await this.#call(['GET', unpurgedKey])) !== null) await this.purge();
  }

  /** Purges once a day, whichever node comes first: what people delete or replace leaves the disk even if nothing grows. */
  async sweepWhenDue(): Promise<void> {
    const day = String(time.DAY / time.SECOND);
    if ((await this.#call(['SET', sweptKey, '1', 'NX', 'EX', day])) !== null) await this.purge();
  }

  async #rewriteFiles(): Promise<void> {
    const marked = await this.#call<Buffer | null>(['GET', unpurgedKey]);
    if ((await readInfo(this.#call, 'persistence')).get('aof_enabled') === '1')
      await this.#rewrite(files.log);
    if (await readSetting(this.#call, 'save')) await this.#rewrite(files.dump);
    if (marked !== null) await dropIfScript.run(this.#call, [unpurgedKey], [marked]);
  }

  async #rewrite(file: File): Promise<void> {
    const until = performance.now() + PATIENCE;
    while (!(await this.#begun(file))) await pause(until);
    for (;;) {
      const info = await readInfo(this.#call, 'persistence');
      if (file.busy.every((field) => info.get(field) !== '1')) {
        if (info.get(file.status) === 'ok') return;
        throw new StoreError(
          'io',
          'Redis could not write its file afresh, so erased words may still be in it.',
        );
      }
      await pause(until);
    }
  }

  /** @returns false if one is under way that may have begun before the erasure */
  async #begun({ command }: File): Promise<boolean> {
    try {
      await this.#call(command);
      return true;
    } catch (error) {
      if (!(error instanceof ErrorReply)) throw error;
      if (error.message.includes('in progress')) return false;
      throw new StoreError(
        'io',
        `Redis may not be asked to write its file afresh (${error.message}), so erased words stay in it until it does ` +
          `that by itself. Let this user call ${command[0]}.`,
        { cause: error },
      );
    }
  }
}

async function pause(until: number): Promise<void> {
  if (performance.now() > until)
    throw new StoreError(
      'io',
      'Redis takes too long to write its file afresh; erased words may still be in it.',
    );
  await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
}
