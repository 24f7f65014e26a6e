/**
 * What was written in an evening, and who may read it by the rules as people are told them. The proof's own book-keeping:
 * it asks no server and shares no code with one.
 */
import type { Dice } from '#shared/testing/dice.ts';
import type { Phase } from '#shared/board/types.ts';
import type { Person } from './people.ts';

export interface Draft {
  id: string;
  owner: Person;
  anonymous: boolean;
  /** The place of the phase in which it was written; -1: in the open. */
  written: number;
  where: 'silence' | 'group' | 'turns' | 'board' | 'gone';
  withdrawn: boolean;
  title: string;
  /** Words that its text holds now. */
  body: string[];
}

/** Letters of which no two words of an evening share so many. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class Drafts {
  readonly all: Draft[] = [];
  /** Every word, whose it is, and who else may have read it by now. */
  readonly words = new Map<string, { owner: Person; known: Set<Person> | 'all' }>();
  readonly #dice: Dice;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** A word that nobody has ever written. */
  word(owner: Person): string {
    const word = Array.from({ length: 12 }, () => LETTERS[this.#dice.below(LETTERS.length)]).join('');
    this.words.set(word, { owner, known: new Set() });
    return word;
  }

  add(draft: Draft): void {
    this.all.push(draft);
    // where a card lies tells of it too
    this.words.set(draft.id.slice(2), { owner: draft.owner, known: new Set() });
  }

  /** In nobody's sight but their owner's, or a few people's. */
  get hidden(): Draft[] {
    return this.all.filter(({ where }) => where === 'silence' || where === 'group' || where === 'turns');
  }

  get shown(): Draft[] {
    return this.all.filter(({ where }) => where === 'board');
  }

  /** The session went on to that phase. */
  goesOn(phases: readonly Phase[], to: number): void {
    for (const draft of this.hidden) {
      if (draft.written >= to) continue;
      const how = phases[draft.written]?.silent ?? 'all';
      const all = how === 'all' || to > draft.written + 1 || to >= phases.length;
      // what was taken back is shown to nobody any more
      if (all && draft.withdrawn) draft.where = 'silence';
      else if (all) draft.where = 'board';
      else if (!draft.anonymous) draft.where = how;
    }
  }

  /** It is their turn. */
  turn(person: Person): void {
    for (const draft of this.all) {
      if (draft.owner !== person || draft.where !== 'turns') continue;
      draft.where = draft.withdrawn ? 'silence' : 'board';
    }
  }

  /** They leave, and take their words along. */
  leaves(person: Person): void {
    for (const draft of this.all) if (draft.owner === person) draft.where = 'gone';
  }

  /**
   * What lies where it may be read has been read.
   * @param groupOf those who sit with somebody
   */
  expose(groupOf: (person: Person) => readonly Person[]): void {
    for (const draft of this.all) {
      const readers = draft.where === 'board' ? 'all' : draft.where === 'group' ? groupOf(draft.owner) : [];
      for (const text of [draft.id.slice(2), draft.title, ...draft.body]) {
        const word = this.words.get(text);
        if (!word || word.known === 'all') continue;
        if (readers === 'all') word.known = 'all';
        else for (const reader of readers) word.known.add(reader);
      }
    }
  }

  /** Words in a text; the middle of one is enough. */
  in(text: string): string[] {
    return [...this.words.keys()].filter((word) => text.includes(word.slice(1, -1)));
  }

  mayRead(person: Person | null, word: string): boolean {
    const { owner, known } = this.words.get(word)!;
    return owner === person || known === 'all' || (person !== null && known.has(person));
  }
}
