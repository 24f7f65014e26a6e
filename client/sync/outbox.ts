/**
 * Commands that the server has not said are saved, in the order they were made. Each keeps its id for good, so that
 * sending it again cannot do it twice.
 */
import type { Command } from '#shared/board/commands.ts';
import type { Outcome } from '#client/session/port.ts';
import { idsIn } from './about.ts';
import { fold } from './fold.ts';

/** A command as the device keeps it. */
export interface KeptCommand {
  id: string;
  /** When it was made, on the log's clock. */
  at: number;
  command: Command;
  /** With `card.create`: the state of the card's text document. */
  text?: Uint8Array;
  /** It has left this device at least once; its words may not change any more. */
  sent: boolean;
  /** How often the connection ended while it was in flight. */
  losses: number;
}

export interface Entry extends KeptCommand {
  state:
    | { is: 'queued' }
    | { is: 'inFlight' }
    /** Saved; it stays in sight until the copy of the board has reached `seq`. */
    | { is: 'acked'; seq: number };
  /** Whoever waits to hear what became of it. */
  waiting: ((outcome: Outcome) => void)[];
}

export class Outbox {
  readonly #entries: Entry[] = [];

  /** In the order in which they were made. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** How many the server has not said are saved. */
  get unsaved(): number {
    return this.#entries.filter((entry) => entry.state.is !== 'acked').length;
  }

  /** Takes a new command in, folded into the last one about the same thing if that has not been sent. */
  add(command: Command, id: string, at: number, text?: Uint8Array): Entry {
    const ids = idsIn(command);
    const last = this.#entries.findLast(({ command: other }) =>
      ids.length === 0 ? other.type === command.type : idsIn(other).some((id) => ids.includes(id)),
    );
    const folded = last && last.state.is === 'queued' && !last.sent ? fold(last.command, command) : null;
    if (last && folded) {
      last.command = folded;
      return last;
    }
    const entry: Entry = {
      id,
      at,
      command,
      ...(text && { text }),
      sent: false,
      losses: 0,
      state: { is: 'queued' },
      waiting: [],
    };
    this.#entries.push(entry);
    return entry;
  }

  /** Takes in what an earlier visit or a tab that was gone left. That tab may wake, and send what it wrote. */
  adopt(kept: KeptCommand): Entry | null {
    // a row that is not what it should be
    if (typeof kept?.command?.type !== 'string') return null;
    if (this.#entries.some((entry) => entry.id === kept.id)) return null;
    const entry: Entry = { ...kept, sent: true, state: { is: 'queued' }, waiting: [] };
    const at = this.#entries.findIndex((other) => other.at > kept.at);
    this.#entries.splice(at === -1 ? this.#entries.length : at, 0, entry);
    return entry;
  }

  remove(entry: Entry): void {
    const index = this.#entries.indexOf(entry);
    if (index !== -1) this.#entries.splice(index, 1);
  }

  /** The create of a card that is not saved yet. */
  createOf(card: string): Entry | undefined {
    return this.#entries.find(
      ({ command, state }) => command.type === 'card.create' && command.card === card && state.is !== 'acked',
    );
  }

  /**
   * The commands that may be sent now, in order.
   * One waits while an earlier one about the same thing is not saved, or if it was in flight when a connection ended:
   * then it goes alone, so that a message which ends connections is found out without its neighbours.
   */
  ready(atOnce: number): Entry[] {
    const ready: Entry[] = [];
    const taken = new Set<string>();
    let flying = this.#entries.filter((entry) => entry.state.is === 'inFlight').length;
    for (const entry of this.#entries) {
      if (entry.state.is === 'acked') continue;
      const ids = idsIn(entry.command);
      const free = ids.every((id) => !taken.has(id));
      for (const id of ids) taken.add(id);
      if (entry.state.is === 'inFlight') {
        if (entry.losses > 0) return ready;
        continue;
      }
      if (entry.losses > 0) {
        if (free && flying === 0) ready.push(entry);
        return ready;
      }
      if (flying >= atOnce) return ready;
      if (!free) continue;
      ready.push(entry);
      flying += 1;
    }
    return ready;
  }

  /**
   * Nobody waits for an answer any more, and nobody knows whether what was in flight arrived.
   * @param ended the connection ended, perhaps because of what was in flight
   */
  lost(ended: boolean): Entry[] {
    const lost = this.#entries.filter((entry) => entry.state.is === 'inFlight');
    for (const entry of lost) {
      entry.state = { is: 'queued' };
      if (ended) entry.losses += 1;
    }
    return lost;
  }

  /** The copy has reached `seq`: what was saved up to there is part of it now. */
  reached(seq: number): void {
    for (const entry of this.#entries.filter(({ state }) => state.is === 'acked' && state.seq <= seq))
      this.remove(entry);
  }

  /** The server is at `seq` and no further: what it had saved beyond that is lost there, and must go again. */
  endsAt(seq: number): Entry[] {
    this.reached(seq);
    const again = this.#entries.filter(({ state }) => state.is === 'acked');
    for (const entry of again) entry.state = { is: 'queued' };
    return again;
  }

  clear(): Entry[] {
    return this.#entries.splice(0);
  }
}
