/**
 * Keeps one wire open: tries again after a random 0–1 s, then doubling up to 30 s (4 s where a server asks for patience),
 * and at once when the person or the network comes back. A refusal that trying again cannot change ends it until somebody acts.
 */
import { limits } from '#shared/limits.ts';
import type { HandshakeAuth, HandshakeRefusal } from '#shared/protocol.ts';
import type { Surroundings } from './surroundings.ts';
import { type OpenWire, type Wire, type WireListener, WireLost } from './wire.ts';

export type Link =
  /** The first attempt has not ended. */
  | { state: 'connecting' }
  | { state: 'live'; wire: Wire }
  | { state: 'offline'; since: number }
  | { state: 'closed'; why: HandshakeRefusal | 'revoked' | 'removed' | 'erased' };

export interface ConnectionHooks {
  /** null: there is nothing to come in with. */
  auth(): HandshakeAuth | null;
  /** Refused; true: it may be granted in a moment, so it is asked again then. */
  soon(code: HandshakeRefusal): boolean;
  /** Not let in with what `auth` said. True: there is another way in, try at once. */
  another(code: HandshakeRefusal): boolean;
  /** Brings the board up to date over a fresh wire; it is live once this resolves. */
  sync(wire: Wire): Promise<void>;
  changed(link: Link): void;
  /** A server answers that it cannot serve now (true), or none is reached. */
  away(answers: boolean): void;
  bug(error: unknown): void;
  events: WireListener['events'];
}

export class Connection {
  #link: Link = { state: 'connecting' };
  #wire: Wire | null = null;
  /** Raised with every attempt, so that what belongs to an older one is ignored. */
  #attempt = 0;
  #failures = 0;
  #cancelWait: (() => void) | null = null;

  constructor(
    private readonly openWire: OpenWire,
    private readonly around: Surroundings,
    private readonly hooks: ConnectionHooks,
  ) {}

  get link(): Link {
    return this.#link;
  }

  /** Opens a wire now, in place of the one that is open, if there is one. */
  connect(): void {
    this.#drop();
    const attempt = this.#attempt;
    const current = (): boolean => attempt === this.#attempt;
    const auth = this.hooks.auth();
    if (!auth) return this.close('noEntry');
    // what was in flight over a wire that this one replaces is lost
    const { state } = this.#link;
    if (state === 'closed' || state === 'live') this.#become({ state: 'connecting' });
    const wire = this.openWire(auth, {
      events: this.hooks.events,
      opened: () => {
        if (current()) void this.#sync(wire, current);
      },
      refused: (code) => {
        if (!current()) return;
        if (code === null || code === 'restarting') {
          this.hooks.away(code !== null);
          this.#later(code ? limits.comeBackLongest : undefined);
        } else if (this.hooks.soon(code)) this.#later();
        else if (this.hooks.another(code)) this.connect();
        else this.close(code);
      },
      closed: () => {
        if (current()) this.#later();
      },
    });
    this.#wire = wire;
  }

  /** The person or the network came back: no waiting then. */
  wake(): void {
    if (this.#cancelWait) this.connect();
  }

  /** Ends the wire and begins again as after a failure. */
  lose(): void {
    if (this.#wire) this.#later();
  }

  /** Ends it until somebody calls `connect`. */
  close(why: (Link & { state: 'closed' })['why']): void {
    this.#drop();
    this.#become({ state: 'closed', why });
  }

  /** Ends it without telling anyone. */
  end(): void {
    this.#drop();
  }

  async #sync(wire: Wire, current: () => boolean): Promise<void> {
    try {
      await this.hooks.sync(wire);
    } catch (error) {
      if (!(error instanceof WireLost)) this.hooks.bug(error);
      if (current()) this.#later();
      return;
    }
    if (!current()) return;
    this.#failures = 0;
    this.#become({ state: 'live', wire });
  }

  #later(longest: number = limits.reconnectLongest): void {
    this.#drop();
    const delay =
      this.#failures === 0
        ? this.around.random() * limits.reconnectJitter
        : Math.min(1_000 * 2 ** (this.#failures - 1), longest) * (0.5 + this.around.random() / 2);
    this.#failures += 1;
    this.#cancelWait = this.around.after(delay, () => this.connect());
    if (this.#link.state !== 'offline') this.#become({ state: 'offline', since: this.around.now() });
  }

  #drop(): void {
    this.#attempt += 1;
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#wire?.close();
    this.#wire = null;
  }

  #become(link: Link): void {
    this.#link = link;
    this.hooks.changed(link);
  }
}
