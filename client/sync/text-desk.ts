/** Texts, with their code loaded when the first one is opened or was left unsent. */
import type { OpenText } from '#client/session/port.ts';
import type { KeptText } from './text.ts';
import type { Texts } from './texts.ts';
import type { Wire } from './wire.ts';

export class TextDesk {
  #texts: Texts | null = null;
  #loading: Promise<Texts | null> | null = null;
  #wire: Wire | null = null;
  #over = false;
  #arriving = 0;

  /** @param make loads the code, and whatever must be here before a text may open, and puts the texts together */
  constructor(
    private readonly make: () => Promise<Texts>,
    private readonly bug: (error: unknown) => void,
  ) {}

  /** The texts, if their code is here. */
  get texts(): Texts | null {
    return this.#texts;
  }

  open(text: string): OpenText {
    return this.#texts?.open(text) ?? this.#openSoon(text);
  }

  /** @param done called when the typing is in its place */
  adopt(kept: KeptText, done: () => void): void {
    this.#arriving += 1;
    void this.#with((texts) => {
      this.#arriving -= 1;
      texts.adopt(kept);
      done();
    });
  }

  /** How many kept texts wait for the code. */
  get arriving(): number {
    return this.#arriving;
  }

  use(wire: Wire | null): void {
    this.#wire = wire;
    this.#texts?.use(wire);
  }

  destroy(): void {
    this.#over = true;
    this.#texts?.destroy();
  }

  #with(use: (texts: Texts) => void): Promise<void> {
    this.#loading ??= this.make().then(
      (texts) => {
        if (this.#over) return null;
        texts.use(this.#wire);
        return (this.#texts = texts);
      },
      (error: unknown) => {
        this.bug(error);
        // the next one tries again
        this.#loading = null;
        return null;
      },
    );
    return this.#loading.then((texts) => {
      if (texts) use(texts);
    });
  }

  /** Stands for a text until the code is here. */
  #openSoon(text: string): OpenText {
    let open: OpenText | null = null;
    let closed = false;
    const listeners = new Map<Parameters<OpenText['onChange']>[0], () => void>();
    void this.#with((texts) => {
      if (closed) return;
      open = texts.open(text);
      for (const listener of listeners.keys()) {
        listeners.set(listener, open.onChange(listener));
        listener(null);
      }
    });
    return {
      get value() {
        return open?.value ?? '';
      },
      get mayEdit() {
        return open?.mayEdit ?? false;
      },
      get state() {
        return open?.state ?? 'opening';
      },
      splice: (index, remove, insert) => open?.splice(index, remove, insert),
      onChange: (listener) => {
        listeners.set(listener, open?.onChange(listener) ?? (() => undefined));
        return () => {
          listeners.get(listener)?.();
          listeners.delete(listener);
        };
      },
      undo: () => open?.undo(),
      redo: () => open?.redo(),
      close: () => {
        closed = true;
        open?.close();
      },
    };
  }
}
