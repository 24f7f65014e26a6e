/** Keeps the board on the device, so that it can be read offline and shows at once on return. */
import type { Identity } from './identity.ts';
import type { Keeper } from './keep/keeper.ts';
import type { Replica } from './replica.ts';
import type { Surroundings } from './surroundings.ts';

/** At most this often, ms: encoding a large board takes a while. */
const every = 3_000;

export class Copying {
  #cancel: (() => void) | null = null;

  constructor(
    private readonly replica: Replica,
    private readonly identity: Identity,
    private readonly keeper: Keeper,
    private readonly around: Surroundings,
    /** The log's clock minus this device's, ms. */
    private readonly ahead: () => number,
  ) {}

  /** The board changed. */
  soon(): void {
    if (this.keeper.keeping === 'memory') return;
    this.#cancel ??= this.around.after(every, () => this.now());
  }

  /** Writes it now, if it changed. */
  now(): void {
    if (!this.#cancel) return;
    this.stop();
    const { you } = this.identity;
    const copy = you && this.replica.copy(you, this.ahead());
    if (copy) this.keeper.put('copy', 'copy', copy);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
