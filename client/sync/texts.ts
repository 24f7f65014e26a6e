/** The texts that are open here, and those with typing that is not saved. Loaded when the first of them is needed. */
import type { OpenText } from '#client/session/port.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Entry } from './outbox.ts';
import type { Surroundings } from './surroundings.ts';
import { type KeptText, LiveText } from './text.ts';
import type { Wire } from './wire.ts';

export interface TextsHooks {
  changed(): void;
  keep(text: string, kept: KeptText | null): void;
  kept(): Promise<void>;
  /** The rows of texts that this page keeps, or null if they cannot be read. */
  own(): Promise<ReadonlySet<string> | null>;
  /** The row that a text is kept in. */
  row(text: string): string;
  draft(text: string, words: string, refusal?: Refusal): void;
  mayEdit(text: string): boolean;
  /** The settled text of a card or of the notes, as the board shows it. */
  settled(text: string): string;
  /** The unsaved create of a card. */
  createOf(card: string): Entry | undefined;
  /** The state that is to travel with a create changed. */
  begun(entry: Entry, state: Uint8Array): void;
}

export class Texts {
  readonly #texts = new Map<string, LiveText>();
  #wire: Wire | null = null;

  constructor(
    private readonly around: Surroundings,
    private readonly hooks: TextsHooks,
  ) {}

  open(text: string): OpenText {
    return handleOf(this.#get(text));
  }

  adopt(kept: KeptText): void {
    const open = this.#texts.get(kept.text);
    if (open) open.adopt(kept);
    else this.#add(kept.text, { type: 'kept', kept });
  }

  /** A page that slept may find its typing taken over by another. */
  async reclaim(): Promise<void> {
    const before = [...this.unsaved()];
    if (before.length === 0) return;
    const own = await this.hooks.own();
    if (!own) return;
    for (const [id, words] of before) {
      const text = this.#texts.get(id);
      if (!own.has(this.hooks.row(id)) && text?.value === words) text.taken();
    }
  }

  /** Texts with unsent typing, with their words. */
  *unsaved(): IterableIterator<[text: string, words: string]> {
    for (const [id, text] of this.#texts) if (text.dirty) yield [id, text.value];
  }

  use(wire: Wire | null): void {
    this.#wire = wire;
    for (const text of this.#texts.values()) text.use(wire);
  }

  /** A create is saved. `again`: it had been before, perhaps with less text. False: no text here was waiting for it. */
  created(card: string, sent: Uint8Array | undefined, again: boolean): boolean {
    return this.#texts.get(card)?.created(again ? undefined : (sent ?? new Uint8Array([0, 0]))) ?? false;
  }

  /** A create was not accepted, and its words are kept as a draft. */
  notCreated(card: string): void {
    this.#texts.get(card)?.abandon();
  }

  remote(text: string, epoch: number, rev: number, updates: Uint8Array, hash: number): void {
    this.#texts.get(text)?.remote(epoch, rev, new Uint8Array(updates), hash);
  }

  reset(text: string): void {
    this.#texts.get(text)?.reset();
  }

  /** This page may no longer write here: all unsent typing becomes drafts. */
  giveUp(): void {
    for (const text of Array.from(this.#texts.values())) text.giveUp();
  }

  destroy(): void {
    for (const text of this.#texts.values()) text.destroy();
    this.#texts.clear();
  }

  #get(id: string): LiveText {
    const open = this.#texts.get(id);
    if (open) return open;
    const create = this.hooks.createOf(id);
    return this.#add(
      id,
      create
        ? { type: 'born', state: create.text ?? null }
        : { type: 'settled', value: this.hooks.settled(id) },
    );
  }

  #add(id: string, birth: ConstructorParameters<typeof LiveText>[3]): LiveText {
    const { hooks } = this;
    const text: LiveText = new LiveText(
      id,
      this.around,
      {
        changed: () => hooks.changed(),
        keep: (kept) => hooks.keep(id, kept),
        kept: () => hooks.kept(),
        draft: (words, refusal) => hooks.draft(id, words, refusal),
        mayEdit: () => hooks.mayEdit(id),
        begun: (state) => {
          const entry = hooks.createOf(id);
          if (entry) hooks.begun(entry, state);
        },
        idle: () => {
          if (this.#texts.get(id) === text) this.#texts.delete(id);
          text.destroy();
        },
      },
      birth,
    );
    this.#texts.set(id, text);
    text.use(this.#wire);
    return text;
  }
}

/** A text as one screen has it open. */
function handleOf(text: LiveText): OpenText {
  text.hold();
  const stop: (() => void)[] = [];
  let closed = false;
  return {
    get value() {
      return text.value;
    },
    get mayEdit() {
      return text.mayEdit;
    },
    get state() {
      return text.state;
    },
    splice: (index, remove, insert) => void (closed || text.splice(index, remove, insert)),
    onChange(listener) {
      const off = text.listen(listener);
      stop.push(off);
      return off;
    },
    undo: () => text.undo(),
    redo: () => text.redo(),
    close() {
      if (closed) return;
      closed = true;
      for (const off of stop) off();
      text.release();
    },
  };
}
