/** What opens the board, by hash, and from which position of the log on it does so no longer. */
import type { State } from '#shared/board/types.ts';

export class Doors {
  /** Log position at which what opened with this hash ceased to. */
  readonly closed = new Map<string, number>();
  /** What opens by each record, by its id. */
  readonly #open = new Map<string, readonly string[]>();

  /**
   * Something that may open the board changed.
   * @param id of a private record
   * @param state as it is now, after the entry at `seq`
   */
  look(id: string, state: State, seq: number): void {
    const opens = openedBy(id, state);
    for (const hash of this.#open.get(id) ?? []) if (!opens.includes(hash)) this.closed.set(hash, seq);
    for (const hash of opens) this.closed.delete(hash);
    this.#open.set(id, opens);
  }
}

function openedBy(id: string, state: State): readonly string[] {
  const body = state.records.get(id)?.body;
  if (body?.type === 'link' || body?.type === 'device' || body?.type === 'pass') return [body.hash];
  // where somebody is asked first, neither the link nor the code shows anything
  const asks = body?.type === 'door' && state.sessions.get(body.session)?.door?.asks === true;
  return body?.type === 'door' && !asks ? [body.key, body.code] : [];
}
