/** Makes happen what time makes happen (docs/decisions/0006): asks the board what is due, and wakes when the next thing will be. */
import { due, nextDue, type Due } from '#shared/board/due.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { State } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';

/** The next instant is looked up at most this often, however many commands come. */
const PLAN_EVERY = 250;
/** Something due that changed nothing is not asked for again before this. */
const ASK_AGAIN = 5 * time.SECOND;
/** Node's timers end at 24.8 days; a wake-up too many costs nothing. */
const LONGEST = time.HOUR;

export class DueTimer {
  readonly #around: Surroundings;
  readonly #state: () => State;
  readonly #now: () => number;
  readonly #act: (due: Due[]) => void;
  readonly #asked = new Map<string, number>();
  #cancel: (() => void) | null = null;
  #planned = false;
  #closed = false;

  /** @param now the log's clock, ms since 1970 */
  constructor(around: Surroundings, state: () => State, now: () => number, act: (due: Due[]) => void) {
    this.#around = around;
    this.#state = state;
    this.#now = now;
    this.#act = act;
  }

  /** The board changed: what is due next may be sooner. */
  plan(): void {
    if (this.#planned || this.#closed) return;
    this.#planned = true;
    this.#wake(PLAN_EVERY);
  }

  /** Does what is overdue, in order, and plans on. */
  run(): void {
    if (this.#closed) return;
    this.#planned = false;
    const now = this.#now();
    const overdue = due(this.#state(), now).filter(({ id }) => now - (this.#asked.get(id) ?? 0) >= ASK_AGAIN);
    for (const [id, at] of this.#asked) if (now - at >= ASK_AGAIN) this.#asked.delete(id);
    for (const { id } of overdue) this.#asked.set(id, now);
    const next = nextDue(this.#state());
    if (next !== null) this.#wake(Math.min(LONGEST, next > now ? next - now : ASK_AGAIN));
    if (overdue.length > 0) this.#act(overdue);
  }

  #wake(after: number): void {
    this.#cancel?.();
    this.#cancel = this.#around.after(after, () => this.run());
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }
}
