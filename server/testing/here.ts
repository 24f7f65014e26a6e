/** Who is here, put together from what the wire tells (docs/protocol.md, `presence`). It shares no code with the client. */
import type { Looking, PresenceNews } from '#shared/protocol.ts';

export interface HereRow {
  member: string;
  card: string;
  writing: boolean;
  idle: boolean;
  /** 1, or of the member '' how many only look. */
  count: number;
}

export class HereTable {
  #names: string[] = [];
  readonly #rows = new Map<number, HereRow>();

  /** What whoever runs the session looks for. */
  lead: Looking | null = null;

  take(...[whole, names, moves, looking, lead]: PresenceNews): void {
    if (whole === 1) this.lead = null;
    if (lead !== undefined) this.lead = lead;
    if (whole === 1) {
      this.#names = [];
      this.#rows.clear();
    }
    this.#names.push(...names);
    for (let pair = 0; pair < moves.length; pair += 2) {
      const [at = 0, code = -1] = moves.slice(pair, pair + 2);
      if (code === -1) this.#rows.delete(at);
      else {
        this.#rows.set(at, {
          member: this.#name(at),
          card: this.#name(Math.floor(code / 4)),
          writing: Math.floor(code / 2) % 2 === 1,
          idle: code % 2 === 1,
          count: at === 0 ? looking : 1,
        });
      }
    }
  }

  #name(place: number): string {
    const name = this.#names[place];
    if (name === undefined) throw new RangeError(`nobody was told what ${place} is called`);
    return name;
  }

  /** Members by id, then those who only look, if there are any. */
  get rows(): HereRow[] {
    const rows = [...this.#rows.values()].filter(({ count }) => count > 0);
    return rows.toSorted((a, b) => (b.member === '' ? -1 : a.member === '' || a.member > b.member ? 1 : -1));
  }
}
