/** Who is here, as the server says; and where this person looks, said at most every `limits.presenceEvery`. */
import type { Person } from '#client/session/port.ts';
import { limits } from '#shared/limits.ts';
import type { Here, PresenceRow } from '#shared/protocol.ts';
import type { Surroundings } from './surroundings.ts';
import type { Wire } from './wire.ts';

export class Presence {
  people: readonly Person[] = [];
  #here: Here = {};
  #wire: Wire | null = null;
  #cancel: (() => void) | null = null;
  #waiting = false;

  constructor(
    private readonly around: Surroundings,
    private readonly changed: () => void,
  ) {}

  /** A live wire, or none: then nobody is known to be here. */
  use(wire: Wire | null): void {
    this.#wire = wire;
    this.#cancel?.();
    this.#cancel = null;
    if (wire) this.beat();
    else this.take([]);
  }

  take(rows: readonly PresenceRow[]): void {
    this.people = rows.map(([member, card, writing, idle, count]) => ({
      member,
      card,
      writing: writing === 1,
      idle: idle === 1,
      count,
    }));
    this.changed();
  }

  look(card: string | null, writing: boolean): void {
    const here: Here = { ...(card !== null && { card }), ...(writing && { writing }) };
    if (here.card === this.#here.card && here.writing === this.#here.writing) return;
    this.#here = here;
    this.beat();
  }

  /** Says that the person is here, and where. */
  beat(): void {
    if (!this.#wire) return;
    if (this.#cancel) {
      this.#waiting = true;
      return;
    }
    this.#wire.send('here', this.#here);
    this.#cancel = this.around.after(limits.presenceEvery, () => {
      this.#cancel = null;
      if (!this.#waiting) return;
      this.#waiting = false;
      this.beat();
    });
  }
}
