/** What screens are shown: the copy of the board with all that was written here on top, put together when it is asked for. */
import type { Snapshot } from '#client/session/port.ts';
import { applyFacts, type MutableState } from '#shared/board/state.ts';
import type { Facts, State } from '#shared/board/types.ts';
import type { Telling } from './telling.ts';

export class Showing {
  #view: MutableState | null = null;
  #snapshot: Snapshot | null = null;

  /**
   * @param view the board with all that was written here
   * @param picture all that a screen is shown of it
   */
  constructor(
    private readonly telling: Telling,
    private readonly view: () => MutableState,
    private readonly picture: (state: State) => Snapshot,
  ) {}

  /** The same object until the board looks different. */
  get state(): State {
    return (this.#view ??= this.view());
  }

  /** The same object until something is told. */
  get snapshot(): Snapshot {
    return (this.#snapshot ??= this.picture(this.state));
  }

  /** Something else than the board changed. */
  tell(): void {
    this.#snapshot = null;
    this.telling.soon();
  }

  /** The board looks different. */
  changed(): void {
    this.#view = null;
    this.tell();
  }

  /** Something was written here, and this follows from it; null: nobody knows. */
  wrote(facts: Facts | null): void {
    if (!facts || !this.#view) return this.changed();
    // on top of what is seen, rather than all of the outbox again
    applyFacts(this.#view, facts);
    this.#view = { ...this.#view };
    this.tell();
  }
}
