/** What screens are shown: the copy of the board with all that was written here on top, put together when it is asked for. */
import type { Connection as Shown, Snapshot } from '#client/session/port.ts';
import { applyFacts, type MutableState } from '#shared/board/state.ts';
import type { Facts, State } from '#shared/board/types.ts';
import type { Link } from './connection.ts';
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

/**
 * How a connection is shown.
 * @param away a server is there, and says that nothing can be saved now
 * @param unsaved how much is not saved
 */
export function shown(link: Link, away: boolean, unsaved: number): Shown {
  switch (link.state) {
    case 'connecting':
      return { state: 'connecting' };
    case 'live':
    case 'offline':
      if (away) return { state: 'away', unsaved };
      return link.state === 'live'
        ? { state: 'live', unsaved }
        : { state: 'offline', unsaved, since: link.since };
    case 'closed':
      return { state: 'closed', why: link.why };
  }
}
