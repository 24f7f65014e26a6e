/** What earlier visits and closed tabs left on the device: put in its place, row by row, now and whenever more is found. */
import { adoptEvery, type Row } from './keep/port.ts';
import type { Parts } from './parts.ts';
import type { Surroundings } from './surroundings.ts';

type Places = Pick<
  Parts,
  'keeper' | 'identity' | 'replica' | 'following' | 'deeds' | 'texts' | 'drafts' | 'typed'
>;

export interface RestoringHooks {
  /** A copy of the board was found. */
  known(): void;
  /** Everything that was found is in its place. */
  restored(): void;
  /** The storage answered after all, and this device turns out to be somebody's. */
  isSomebody(): void;
  /** Somebody looked for what closed tabs left. */
  adopted(): void;
  bug(error: unknown): void;
}

export class Restoring {
  /** When the person last saw the board; null: never, as far as is known. */
  lastSeen: number | null = null;
  #cancel: (() => void) | null = null;
  #over = false;

  constructor(
    private readonly places: Places,
    private readonly around: Surroundings,
    private readonly hooks: RestoringHooks,
  ) {}

  /** Resolves when what is on the device is in its place. */
  async begin(): Promise<void> {
    const { keeper, identity } = this.places;
    const late = (rows: Row[]): void => {
      this.#restore(rows);
      // go on as whom the storage says this device is
      if (identity.you?.type !== 'member' && identity.device) this.hooks.isSomebody();
    };
    this.#restore(await keeper.load(late));
  }

  /** Looks for what closed tabs left, from now on. */
  watch(): void {
    this.#cancel = this.around.after(adoptEvery, () => {
      void this.places.keeper.adopt().then((rows) => {
        if (this.#over) return;
        if (rows.length > 0) this.#restore(rows);
        this.hooks.adopted();
        this.watch();
      });
    });
  }

  stop(): void {
    this.#over = true;
    this.#cancel?.();
  }

  #restore(rows: readonly Row[]): void {
    for (const row of rows) {
      try {
        this.#row(row);
      } catch (error) {
        // a row that is not what it should be must not end the page
        this.hooks.bug(error);
      }
    }
    this.hooks.restored();
  }

  #row(row: Row): void {
    const { keeper, identity, replica, following, deeds, texts, drafts, typed } = this.places;
    switch (row.kind) {
      case 'copy':
        if (!replica.restore(row.value)) return;
        identity.you ??= row.value.you;
        following.ahead = row.value.ahead;
        this.hooks.known();
        return;
      case 'outbox':
        return deeds.adopt(row.value);
      case 'text':
        return texts.adopt(row.value, () => {
          // it lies under this tab's name now, or among the drafts
          if (row.id !== keeper.textRow(row.value.text)) keeper.drop('text', row.id);
        });
      case 'draft':
        return drafts.restore(row.value);
      case 'typed':
        return typed.restore(row.id, row.value);
      case 'device':
        identity.device ??= row.value;
        return;
      case 'entering':
        identity.entering ??= row.value;
        return;
      case 'key':
        if (!identity.keys.has(row.value.role)) identity.keys.set(row.value.role, row.value.key);
        return;
      case 'seen':
        this.lastSeen ??= row.value;
        return;
      case 'lease':
        return;
    }
  }
}
