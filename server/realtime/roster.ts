/**
 * Who is here, as numbers: all readers are given one table of names, and from then on a move is two places in it. A list of whole rows for n people who all move is n² rows.
 */
import type { Looking, PresenceNews } from '#shared/protocol.ts';

/** One person, as shown to all. */
export interface Shown {
  member: string;
  /** '' for none. */
  card: string;
  writing: boolean;
  idle: boolean;
}

/** The table is begun afresh when more of it than this, and than is in use, is of no use any more. */
const SPARE = 512;
const GONE = -1;

export class Roster {
  #places = new Map<string, number>();
  /** Where each member is, by the member's place. */
  #codes = new Map<number, number>();
  #looking = 0;
  #lead: Looking | null = null;

  /**
   * Takes who is here now.
   * @param looking how many only look
   * @param lead what whoever runs the session looks for
   * @returns what has changed since the last time; null: nothing
   */
  update(shown: readonly Shown[], looking: number, lead: Looking | null = null): PresenceNews | null {
    const afresh = this.#places.size > 4 * shown.length + SPARE;
    if (afresh) {
      this.#places = new Map();
      this.#codes = new Map();
    }
    const names: string[] = [];
    const moves: number[] = [];
    const here = new Set<number>();
    const is = ({ member, card, writing, idle }: Shown): void => {
      const at = this.#place(member, names);
      const code = this.#place(card, names) * 4 + (writing ? 2 : 0) + (idle ? 1 : 0);
      here.add(at);
      if (this.#codes.get(at) === code && (member !== '' || looking === this.#looking)) return;
      this.#codes.set(at, code);
      moves.push(at, code);
    };
    is({ member: '', card: '', writing: false, idle: false });
    for (const each of shown) is(each);
    for (const at of this.#codes.keys()) {
      if (here.has(at)) continue;
      this.#codes.delete(at);
      moves.push(at, GONE);
    }
    this.#looking = looking;
    const turned = JSON.stringify(lead) !== JSON.stringify(this.#lead);
    this.#lead = lead;
    if (afresh) return this.whole();
    if (turned) return [0, names, moves, looking, lead];
    return moves.length > 0 ? [0, names, moves, looking] : null;
  }

  /** All of it as last taken, for those who have nothing. */
  whole(): PresenceNews {
    const news = [1, [...this.#places.keys()], [...this.#codes].flat(), this.#looking] as const;
    return this.#lead ? [...news, this.#lead] : [...news];
  }

  /** The name's place in the table; a new one goes to its end, and into `added`. */
  #place(name: string, added: string[]): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    added.push(name);
    this.#places.set(name, this.#places.size);
    return this.#places.size - 1;
  }
}
