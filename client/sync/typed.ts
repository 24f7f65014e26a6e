/** What somebody has typed into a field and not sent, by field; it outlives the page. */
import type { Keeper } from './keep/keeper.ts';

export class Typed {
  readonly #words = new Map<string, string>();

  constructor(private readonly keeper: Keeper) {}

  of(input: string): string {
    return this.#words.get(input) ?? '';
  }

  keep(input: string, words: string): void {
    if (this.of(input) === words) return;
    if (words === '') {
      this.#words.delete(input);
      this.keeper.drop('typed', input);
    } else {
      this.#words.set(input, words);
      this.keeper.put('typed', input, words);
    }
  }

  /** Takes in what an earlier visit left, unless there is something newer. */
  restore(input: string, words: string): void {
    if (!this.#words.has(input)) this.#words.set(input, words);
  }

  clear(): void {
    this.#words.clear();
  }
}
