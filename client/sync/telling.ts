/** Tells listeners that something changed: at most once before each picture, however much it was. */
import type { Surroundings } from './surroundings.ts';

export class Telling {
  readonly #listeners = new Set<() => void>();
  #due = false;
  #over = false;

  /** @param bug told of what a listener throws; the others are told all the same */
  constructor(
    private readonly around: Surroundings,
    private readonly bug: (error: unknown) => void,
  ) {}

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  soon(): void {
    if (this.#due || this.#over) return;
    this.#due = true;
    this.around.frame(() => {
      this.#due = false;
      for (const listener of this.#listeners) {
        try {
          listener();
        } catch (error) {
          this.bug(error);
        }
      }
    });
  }

  end(): void {
    this.#over = true;
  }
}
