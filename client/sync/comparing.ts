/**
 * Compares the copy with what the server says the board's rows hash to, and has it fetched afresh when they differ. Only
 * what the server sent is given up: outbox, drafts and open texts lie elsewhere and stay. Loaded with the first pulse.
 */
import { rowShape, StateHash } from '#shared/doc/state-hash.ts';
import { limits } from '#shared/limits.ts';
import type { Replica } from './replica.ts';
import type { Surroundings } from './surroundings.ts';

/** A large board is hashed in turns so far apart, ms, the first time. */
const turnsApart = 20;

export class Comparing {
  readonly #hash = new StateHash();
  #told = { epoch: 0, seq: 0, hash: 0 };
  #cancel = (): void => undefined;
  /** A fresh copy differed as well: it is not the copy that is wrong, so another would help nobody. */
  #inVain = false;

  /** @param mend fetches the copy afresh; true when it has come */
  constructor(
    private readonly replica: Replica,
    private readonly around: Surroundings,
    private readonly mend: () => Promise<boolean>,
  ) {}

  /** The server says what the board's rows hash to at `seq`. */
  told(epoch: number, seq: number, shape: number, hash: number): void {
    if (shape !== rowShape) return;
    this.#told = { epoch, seq, hash };
    this.#compare();
  }

  /** At once, since the next frame moves the copy on; and again later, for as long as it stays where it is. */
  #compare(): void {
    this.#cancel();
    const { replica } = this;
    const { epoch, seq, hash } = this.#told;
    if (replica.epoch !== epoch || replica.seq !== seq) return;
    const own = this.#hash.of(replica.state);
    if (own !== null && own !== hash && !this.#inVain) return void this.#mend();
    if (own === hash) this.#inVain = false;
    this.#again(own === null ? turnsApart : limits.compareEvery);
  }

  async #mend(): Promise<void> {
    this.#again(limits.compareEvery);
    if (!(await this.mend())) return;
    this.#inVain = true;
    this.#compare();
  }

  #again(wait: number): void {
    this.#cancel = this.around.after(wait, () => this.#compare());
  }

  /** Nobody says anything any more. */
  rest(): void {
    this.#cancel();
  }
}
