/** Who is here, as the server says; and where this person looks, said at most every `limits.presenceEvery`. */
import type { Person } from '#client/session/port.ts';
import { limits } from '#shared/limits.ts';
import type { Here, Looking, PresenceNews } from '#shared/protocol.ts';
import type { Surroundings } from './surroundings.ts';
import type { Wire } from './wire.ts';

export class Presence {
  #names: readonly string[] = [];
  /** By place of the member's name; those who left have the count 0. */
  #people: Person[] = [];
  #here: Here = {};
  /** What whoever runs the session looks for. */
  lead: Looking | null = null;
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
    else this.take(1, [], [], 0);
  }

  take(...[whole, names, moves, looking, lead]: PresenceNews): void {
    if (whole) {
      this.#people = [];
      this.lead = null;
    }
    if (lead !== undefined) this.lead = lead;
    const table = (this.#names = whole ? names : this.#names.concat(names));
    for (let i = 0; i < moves.length;) {
      const at = moves[i++]!;
      const code = moves[i++]!;
      this.#people[at] = {
        member: table[at]!,
        card: table[code >> 2]!,
        writing: !!(code & 2),
        idle: !!(code & 1),
        count: code < 0 ? 0 : at ? 1 : looking,
      };
    }
    this.changed();
  }

  get people(): readonly Person[] {
    return this.#people.filter(({ count }) => count);
  }

  look(card: string | null, writing: boolean): void {
    const { looking } = this.#here;
    this.#be({ ...(card !== null && { card }), ...(writing && { writing }), ...(looking && { looking }) });
  }

  lookFor(looking: Looking | null): void {
    const { looking: _, ...here } = this.#here;
    this.#be({ ...here, ...(looking && { looking }) });
  }

  #be(here: Here): void {
    if (JSON.stringify(here) === JSON.stringify(this.#here)) return;
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
    this.#waiting = false;
    this.#wire.send('here', this.#here);
    this.#cancel = this.around.after(limits.presenceEvery, () => {
      this.#cancel = null;
      if (this.#waiting) this.beat();
    });
  }
}
