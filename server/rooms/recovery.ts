/** Waits until a store that failed is well again: tried at growing distances, and told once for each reason why it is not. */
import { time } from '#shared/limits.ts';
import type { RoomTools } from './tools.ts';

const FIRST = 250;
const LONGEST = time.SECOND;

export class Recovery {
  #cancel: (() => void) | null = null;
  #over = false;
  /** Why the board cannot be written, as it was last told. */
  #why = '';

  /**
   * @param reload takes what the store has now; rejects if the board cannot be written yet
   * @param well told when it can
   */
  constructor(
    private readonly board: string,
    private readonly tools: RoomTools,
    private readonly reload: () => Promise<void>,
    private readonly well: () => void,
  ) {}

  /** The store has failed. */
  begin(): void {
    this.#later(FIRST);
  }

  stop(): void {
    this.#over = true;
    this.#cancel?.();
  }

  #later(wait: number): void {
    this.#cancel = this.tools.around.after(wait, () => void this.#try(wait));
  }

  async #try(wait: number): Promise<void> {
    try {
      await this.tools.store.check();
      if (!this.#over) await this.reload();
    } catch (error) {
      this.#tellWhy(error);
      if (!this.#over) this.#later(Math.min(2 * wait, LONGEST));
      return;
    }
    if (this.#over) return;
    this.#why = '';
    this.well();
  }

  /** Once for each reason: it is tried often, on every board. */
  #tellWhy(error: unknown): void {
    const why = String(error);
    if (why === this.#why) return;
    this.#why = why;
    this.tools.log.warn({ err: error, board: this.board }, 'the board cannot be written yet');
  }
}
